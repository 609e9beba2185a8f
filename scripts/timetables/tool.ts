import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { errorText } from '../../db/errorText.ts';
import { createTimetableSource, type TimetableKind } from '../../db/repositories/timetables/timetables.ts';
import { listVersions, readVersion } from '../../db/repositories/timetables/timetableVersions.ts';
import { adviceOn, adviceWords } from '../../intake/timetables/advice.ts';
import { publishDraft, restoreVersion } from '../../intake/timetables/inForce.ts';
import { previewVersion } from '../../intake/timetables/preview.ts';
import { TimetableRefused } from '../../intake/timetables/refused.ts';
import { type CommandLine, type Connected, type Deed, Refused, UsageFault } from '../common/commandLine.ts';
import { headLine, previewLines, refusalLines } from './words.ts';

/** Whoever works on the machine itself; the audit holds the reason that was given. */
export const AT_THE_MACHINE = { kind: 'system' } as const;
const SHOWN_VERSIONS = 50;

export interface ToolOptions {
  readonly year?: string | undefined;
  readonly format?: string | undefined;
  readonly reason?: string | undefined;
  readonly out?: string | undefined;
  readonly publish?: boolean | undefined;
  readonly force?: boolean | undefined;
  readonly 'against-notice'?: boolean | undefined;
  readonly ticket?: string[] | undefined;
  readonly department?: string[] | undefined;
  readonly category?: string[] | undefined;
  readonly class?: string[] | undefined;
  readonly provisional?: boolean | undefined;
  readonly 'no-wait'?: boolean | undefined;
}

export interface Wish {
  readonly options: ToolOptions;
  /** What stands after the command's name. */
  readonly subject: string | undefined;
}

/** Reads a file's text into a draft and answers its number. */
type Import = (db: Connected['db'], text: string) => Promise<number>;

export interface Tool {
  readonly kind: TimetableKind;
  readonly usage: string;
  readonly importing: (wish: Wish, file: string) => Import;
  /** Commands that only this kind has. */
  readonly more: Readonly<Record<string, (wish: Wish) => Deed>>;
}

/** The tool as a command line; what is refused is told with its place in the file that was read. */
export function commandLineOf(tool: Tool): CommandLine {
  return {
    usage: tool.usage,
    understand: (args) => {
      const { values: options, positionals } = parse(args);
      const [command = '', subject, ...more] = positionals;
      // What would count for nothing was meant for something.
      if (more.length > 0) throw new UsageFault(`What is ${more.join(' ')} for?`);
      const deed = deedOf(tool, command, { options, subject });
      return async (connected) => {
        try {
          await deed(connected);
        } catch (error) {
          if (!(error instanceof TimetableRefused)) throw error;
          throw new Refused(refusalLines(error, command === 'import' ? (subject ?? null) : null));
        }
      };
    },
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        year: { type: 'string' },
        format: { type: 'string' },
        reason: { type: 'string' },
        out: { type: 'string' },
        publish: { type: 'boolean' },
        force: { type: 'boolean' },
        'against-notice': { type: 'boolean' },
        ticket: { type: 'string', multiple: true },
        department: { type: 'string', multiple: true },
        category: { type: 'string', multiple: true },
        class: { type: 'string', multiple: true },
        provisional: { type: 'boolean' },
        'no-wait': { type: 'boolean' },
      },
    });
  } catch (error) {
    throw new UsageFault(errorText(error), { cause: error });
  }
}

function deedOf(tool: Tool, command: string, wish: Wish): Deed {
  const own = Object.hasOwn(tool.more, command) ? tool.more[command] : undefined;
  if (own !== undefined) return own(wish);
  const { kind } = tool;
  switch (command) {
    case 'import':
      return importFile(tool, wish);
    case 'list':
      return list(kind, wish);
    case 'preview': {
      const version = versionIn(wish);
      return (connected) => printPreview(kind, connected, version);
    }
    case 'publish': {
      const version = versionIn(wish);
      const publish = publishing(kind, wish);
      return (connected) => publish(connected, version);
    }
    case 'restore':
      return restore(kind, wish);
    default:
      throw new UsageFault(command === '' ? 'What shall be done?' : `There is no command ${command}.`);
  }
}

function list(kind: TimetableKind, { subject }: Wish): Deed {
  if (subject !== undefined) throw new UsageFault(`What is ${subject} for?`);
  return async ({ db, print }) => {
    for (const head of await listVersions(db, kind, { before: null, limit: SHOWN_VERSIONS })) print(headLine(head));
  };
}

function restore(kind: TimetableKind, wish: Wish): Deed {
  const version = versionIn(wish);
  const force = wish.options.force === true;
  const deed = { kind, version, actor: AT_THE_MACHINE, reason: reasonIn(wish), force };
  return async ({ db, print }) => {
    const jobId = await restoreVersion(db, deed);
    print(`${kind} ${version} is in force again`);
    if (jobId !== null) print(`job ${jobId}: limits that lost the notice of their year are provisional again`);
  };
}

function importFile({ kind, importing }: Tool, wish: Wish): Deed {
  const { subject: file, options } = wish;
  if (file === undefined) throw new UsageFault('Which file?');
  const publish = options.publish === true ? publishing(kind, wish) : null;
  const importText = importing(wish, file);
  return async (connected) => {
    const { db, print } = connected;
    const version = await importText(db, readFileSync(file, 'utf8'));
    print(`${kind} ${version} is a draft now`);
    await printAdvice(kind, connected, version);
    await printPreview(kind, connected, version);
    if (publish !== null) return publish(connected, version);
    print(`Publish it with: npm run ${kind} -- publish ${version} --reason "…"`);
  };
}

async function printAdvice<K extends TimetableKind>(kind: K, { db, print }: Connected, version: number): Promise<void> {
  const draft = await readVersion(db, kind, version);
  const advice = draft === null ? [] : await adviceOn(db, kind, draft.content);
  for (const one of advice) print(`  warning: ${one.pointer}: ${adviceWords(one).en}`);
}

async function printPreview(kind: TimetableKind, { db, print }: Connected, version: number): Promise<void> {
  const question = { kind, version, at: new Date().toISOString() };
  const preview = await previewVersion({ db, timetables: createTimetableSource(db) }, question);
  for (const line of previewLines(preview)) print(line);
}

function publishing(kind: TimetableKind, wish: Wish): (connected: Connected, version: number) => Promise<void> {
  const { force = false, 'against-notice': againstNotice = false } = wish.options;
  const deed = { kind, actor: AT_THE_MACHINE, reason: reasonIn(wish), force, againstNotice };
  return async ({ db, print }, version) => {
    await publishDraft(db, { ...deed, version });
    print(`${kind} ${version} is in force: new tickets follow it, open ones keep theirs`);
  };
}

export function versionIn({ subject }: Wish): number {
  if (subject !== undefined && /^[1-9]\d{0,8}$/.test(subject)) return Number(subject);
  throw new UsageFault('Which version? Name its number; `list` shows them.');
}

function reasonIn({ options }: Wish): string {
  const reason = options.reason?.trim() ?? '';
  if (reason === '') throw new UsageFault('Say why: --reason "…"');
  return reason;
}
