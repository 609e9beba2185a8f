import { isNode, LineCounter, parseDocument } from 'yaml';
import type { z } from '../contracts/schemas/zod.ts';
import { type Opening, scenarioSchema, type StepAction, STEPS, stepsSchema, type StepWord } from './words.ts';

/** Something to do or to see, with the line of the file that says so and its words. */
export type Step = StepAction & { readonly line: number; readonly text: string };

export interface Scenario {
  readonly title: string;
  /** The rule's text, as docs/norms.md cites it. */
  readonly source: string;
  /** `2025-11-07 17:50`. */
  readonly start: string;
  readonly open: Opening | null;
  readonly steps: readonly Step[];
}

export interface Fault {
  readonly line: number;
  readonly message: string;
}

export type ParsedScenario =
  { readonly ok: true; readonly scenario: Scenario } | { readonly ok: false; readonly faults: readonly Fault[] };

type Path = readonly (string | number)[];

/** Where in the file something stands. */
interface Place {
  readonly line: number;
  readonly text: string;
}
type PlaceOf = (path: Path) => Place;

/** Parses a scenario file; every fault names its line. Scalars stay text, so `2001` is a staff number and no number. */
export function parseScenario(text: string): ParsedScenario {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, schema: 'failsafe', prettyErrors: false });
  if (document.errors.length > 0) {
    const faults = document.errors.map(({ pos, message }) => ({ line: lines.linePos(pos[0]).line, message }));
    return { ok: false, faults };
  }
  const placeOf: PlaceOf = (path) => {
    for (let length = path.length; length > 0; length--) {
      const node: unknown = document.getIn(path.slice(0, length), true);
      if (!isNode(node) || !node.range) continue;
      const [start, end] = node.range;
      return { line: lines.linePos(start).line, text: text.slice(start, end).replaceAll(/\s+/g, ' ') };
    }
    return { line: 1, text: '' };
  };
  return parseParts(document.toJS(), placeOf);
}

function parseParts(given: unknown, placeOf: PlaceOf): ParsedScenario {
  const frame = scenarioSchema.safeParse(given);
  const faults = frame.success ? [] : faultsOf(frame.error, [], placeOf);
  const steps: Step[] = [];
  for (const [position, step] of stepsIn(given).entries()) {
    const path = ['steps', position];
    const place = placeOf(path);
    const parsed = parseStep(step);
    if (typeof parsed === 'string') faults.push({ line: place.line, message: parsed });
    else if (parsed.success) steps.push({ ...parsed.data, ...place });
    else faults.push(...faultsOf(parsed.error, path, placeOf));
  }
  if (!frame.success) return { ok: false, faults };
  const { title, source, start, open = null } = frame.data;
  if (open === null && steps.some(({ kind }) => kind !== 'limit')) {
    faults.push({ line: 1, message: 'without "open" there is no ticket, and only "limit" steps make sense' });
  }
  if (faults.length > 0) return { ok: false, faults };
  return { ok: true, scenario: { title, source, start, open, steps } };
}

/** Also of a file whose beginning is wrong, so that all faults are told at once. */
function stepsIn(given: unknown): Readonly<Record<string, unknown>>[] {
  const parsed = stepsSchema.safeParse(given);
  return parsed.success ? parsed.data.steps : [];
}

function isStepWord(word: string): word is StepWord {
  return Object.hasOwn(STEPS, word);
}

function parseStep(step: Readonly<Record<string, unknown>>): z.ZodSafeParseResult<StepAction> | string {
  const known = Object.keys(STEPS)
    .map((word) => `"${word}"`)
    .join(', ');
  const words = Object.keys(step).filter(isStepWord);
  const [word] = words;
  if (word === undefined) return `a step begins with ${known}; here stands "${Object.keys(step).join('", "')}"`;
  if (words.length > 1) return `one step does one thing, here stand "${words.join('" and "')}"`;
  return STEPS[word].safeParse(step);
}

function faultsOf(error: z.ZodError, before: Path, placeOf: PlaceOf): Fault[] {
  return error.issues.map((issue) => {
    const path = [...before, ...issue.path.map((part) => (typeof part === 'number' ? part : String(part)))];
    if (issue.code === 'unrecognized_keys') {
      const [word = ''] = issue.keys;
      return { line: placeOf([...path, word]).line, message: `"${issue.keys.join('", "')}" is not understood here` };
    }
    const field = path.findLast((part) => typeof part === 'string') ?? 'the file';
    if (issue.code === 'invalid_type' && issue.message.endsWith('received undefined'))
      return { line: placeOf(path).line, message: `"${field}" is missing` };
    return { line: placeOf(path).line, message: `${field}: ${issue.message}` };
  });
}
