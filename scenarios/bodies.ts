import type { CommandName, TaskCommandName, TicketCommandName } from '../contracts/commands.ts';
import { TASK_COMMAND_BODIES } from '../contracts/schemas/task.ts';
import { TICKET_COMMAND_BODIES } from '../contracts/schemas/ticketCommands.ts';
import type { z } from '../contracts/schemas/zod.ts';

/** Words change no rule, so a scenario may leave them out. */
const WORDS: Readonly<Record<string, string>> = {
  reason: '（略）',
  solution: '（略）',
  finalAnswer: '（略）',
  result: '（略）',
  claim: '（略）',
  demand: '（略）',
  offer: '（略）',
  statement: '（略）',
  findings: '（略）',
  ruleCited: '（略）',
  text: '（略）',
  note: '（略）',
  supplierCompanyId: 'S2001',
};

type Given = Readonly<Record<string, unknown>>;

export type ParsedBody =
  | { readonly body: Given; readonly issues: readonly [] }
  | { readonly body: null; readonly issues: readonly { readonly path: PropertyKey[]; readonly message: string }[] };

function isTicketCommand(name: CommandName): name is TicketCommandName {
  return Object.hasOwn(TICKET_COMMAND_BODIES, name);
}

function isTaskCommand(name: string): name is TaskCommandName {
  return Object.hasOwn(TASK_COMMAND_BODIES, name);
}

/** The body that the same command has over HTTP. */
function schemaOf(name: CommandName): z.ZodObject {
  if (isTicketCommand(name)) return TICKET_COMMAND_BODIES[name];
  const task = name.replace(/^task-/, '');
  if (!isTaskCommand(task)) throw new Error(`no body is known for ${name}`);
  return TASK_COMMAND_BODIES[task];
}

function eachOf(list: unknown, words: (one: unknown) => unknown): unknown {
  return Array.isArray(list) ? list.map(words) : list;
}

/** `items: [付款截图]` and a plan without deliverables are enough for a story. */
function spelledOut(name: CommandName, given: Given): Given {
  if (name === 'request-material') {
    const item = (one: unknown) => (typeof one === 'string' ? { name: one, why: '（略）' } : one);
    return { ...given, items: eachOf(given['items'], item) };
  }
  if (name === 'rule' || name === 'decide-appeal') {
    const measure = (one: unknown) => (typeof one === 'object' ? { deliverable: '（略）', ...one } : one);
    return given['measures'] === undefined ? given : { ...given, measures: eachOf(given['measures'], measure) };
  }
  if (name === 'coordinate') {
    const task = (one: unknown) => (typeof one === 'object' ? { deliverable: '（略）', ...one } : one);
    return { ...given, tasks: eachOf(given['tasks'], task) };
  }
  return Object.fromEntries(Object.entries(given).map(([field, word]) => [field, YES_NO.get(word) ?? word]));
}

/** Scenarios say yes and no. */
const YES_NO: ReadonlyMap<unknown, boolean> = new Map([
  ['yes', true],
  ['no', false],
]);

/** A category is its own reason: with words of its own a date that was told would fall away. */
function isSaidOnly(name: CommandName, given: Given, field: string): boolean {
  return name === 'classify' && field === 'reason' && given['slaClass'] === undefined;
}

/** Checks what stands under `with`, by the same schema as HTTP. */
export function parseBody(name: CommandName, given: Given): ParsedBody {
  const schema = schemaOf(name);
  const words = Object.fromEntries(
    Object.entries(WORDS).filter(([field]) => Object.hasOwn(schema.shape, field) && !isSaidOnly(name, given, field)),
  );
  const parsed = schema.safeParse({ ...words, ...spelledOut(name, given) });
  return parsed.success ? { body: parsed.data, issues: [] } : { body: null, issues: parsed.error.issues };
}

/** What the customer was asked for, as `request-material` lists it. */
export function materialNames(body: unknown): string[] {
  const items: unknown = typeof body === 'object' && body !== null ? Reflect.get(body, 'items') : null;
  if (!Array.isArray(items)) return [];
  return items.map((item: unknown) =>
    String(typeof item === 'object' && item !== null ? Reflect.get(item, 'name') : ''),
  );
}
