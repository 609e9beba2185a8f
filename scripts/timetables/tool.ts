import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { errorText } from '../../db/errorText.ts';
import { createTimetableSource, type TimetableKind } from '../../db/repositories/timetables/timetables.ts';
import { listVersions, readVersion } from '../../db/repositories/timetables/timetableVersions.ts';
import { adviceOn, adviceWords } from '../../intake/timetables/advice.ts';
import { publishDraft, restoreVersion } from '../../intake/timetables/inForce.ts';
import { previewVersion } from '../../intake/timetables/preview.ts';
import { TimetableRefused } from '../../intake/timetables/refused.ts';
import { type Connected, type CommandLine, Refused, UsageFault } from '../common/commandLine.ts';
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

export interface Job extends Connected {
  readonly options: ToolOptions;
  /** What stands after the command's name. */
  readonly subject: string | undefined;
}

export interface Tool {
  readonly kind: TimetableKind;
  readonly usage: string;
  /** Reads the file into a draft and answers its number. */
  readonly importFile: (job: Job, text: string, file: string) => Promise<number>;
  /** Commands that only this kind has. */
  readonly more: Readonly<Record<string, (job: Job) => Promise<void>>>;
}

/** The tool as a command line; what is refused is told with its place in the file that was read. */
export function commandLineOf(tool: Tool): CommandLine {
  return {
    usage: tool.usage,
    carryOut: async (args, connected) => {
      const { values: options, positionals } = parse(args);
      const [command = '', subject] = positionals;
      try {
        await carryOut(tool, command, { ...connected, options, subject });
      } catch (error) {
        if (!(error instanceof TimetableRefused)) throw error;
        throw new Refused(refusalLines(error, command === 'import' ? (subject ?? null) : null));
      }
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

async function carryOut(tool: Tool, command: string, job: Job): Promise<void> {
  const own = Object.hasOwn(tool.more, command) ? tool.more[command] : undefined;
  if (own !== undefined) return own(job);
  const { kind } = tool;
  switch (command) {
    case 'import':
      return importFile(tool, job);
    case 'list': {
      const versions = await listVersions(job.db, kind, { before: null, limit: SHOWN_VERSIONS });
      for (const head of versions) job.print(headLine(head));
      return;
    }
    case 'preview':
      return printPreview(kind, job, versionIn(job));
    case 'publish':
      return publish(kind, job, versionIn(job));
    case 'restore': {
      const version = versionIn(job);
      const force = job.options.force === true;
      const deed = { kind, version, actor: AT_THE_MACHINE, reason: reasonIn(job), force };
      const jobId = await restoreVersion(job.db, deed);
      job.print(`${kind} ${version} is in force again`);
      if (jobId !== null) job.print(`job ${jobId}: limits that lost the notice of their year are provisional again`);
      return;
    }
    default:
      throw new UsageFault(command === '' ? 'What shall be done?' : `There is no command ${command}.`);
  }
}

async function importFile(tool: Tool, job: Job): Promise<void> {
  const { subject: file, options, print } = job;
  if (file === undefined) throw new UsageFault('Which file?');
  if (options.publish === true) reasonIn(job);
  const version = await tool.importFile(job, readFileSync(file, 'utf8'), file);
  print(`${tool.kind} ${version} is a draft now`);
  await printAdvice(tool.kind, job, version);
  await printPreview(tool.kind, job, version);
  if (options.publish === true) return publish(tool.kind, job, version);
  print(`Publish it with: npm run ${tool.kind} -- publish ${version} --reason "…"`);
}

async function printAdvice<K extends TimetableKind>(kind: K, { db, print }: Job, version: number): Promise<void> {
  const draft = await readVersion(db, kind, version);
  const advice = draft === null ? [] : await adviceOn(db, kind, draft.content);
  for (const one of advice) print(`  warning: ${one.pointer}: ${adviceWords(one).en}`);
}

async function printPreview(kind: TimetableKind, { db, print }: Job, version: number): Promise<void> {
  const question = { kind, version, at: new Date().toISOString() };
  const preview = await previewVersion({ db, timetables: createTimetableSource(db) }, question);
  for (const line of previewLines(preview)) print(line);
}

async function publish(kind: TimetableKind, job: Job, version: number): Promise<void> {
  const { force = false, 'against-notice': againstNotice = false } = job.options;
  const deed = { kind, version, actor: AT_THE_MACHINE, reason: reasonIn(job), force, againstNotice };
  await publishDraft(job.db, deed);
  job.print(`${kind} ${version} is in force: new tickets follow it, open ones keep theirs`);
}

export function versionIn({ subject }: Job): number {
  if (subject !== undefined && /^[1-9]\d{0,8}$/.test(subject)) return Number(subject);
  throw new UsageFault('Which version? Name its number; `list` shows them.');
}

function reasonIn({ options }: Job): string {
  const reason = options.reason?.trim() ?? '';
  if (reason === '') throw new UsageFault('Say why: --reason "…"');
  return reason;
}
