import { CLOCK_STATUSES, TICKET_CLOCK_IDS } from '../contracts/clocks.ts';
import { type CommandName, COMMAND_NAMES, DESK_COMMANDS } from '../contracts/commands.ts';
import { EVENT_OF_COMMAND, type EventType, OTHER_EVENTS } from '../contracts/events.ts';
import { NOTICE_TEMPLATES } from '../contracts/notices.ts';
import { DEPARTMENTS } from '../contracts/people.ts';
import { z } from '../contracts/schemas/zod.ts';
import { CHANNELS, CLOSE_REASONS, TICKET_STATUSES, WAITING_ON } from '../contracts/ticket.ts';
import { findCategory } from '../domain/catalog/categories.ts';
import { CLOCK_RULES, isClockRuleId } from '../domain/clocks/rules.ts';
import { parseBody } from './bodies.ts';
import { HANDOVER_STEPS } from './handoverWords.ts';
import { accountNamed, CUSTOMER, recipientNamed } from './people.ts';
import { REVIEW_STEPS } from './reviewWords.ts';
import { laterBy } from './times.ts';
import { count, errorCode, listOf, named, oneOf, person, time, yesNo } from './vocabulary.ts';

const FIRST_DAY = '2025-01-01T00:00:00.000Z';
const EVENTS: readonly EventType[] = [...Object.values(EVENT_OF_COMMAND), ...OTHER_EVENTS];

const clock = oneOf(TICKET_CLOCK_IDS, 'a limit of tickets');

export const openingSchema = z.strictObject({
  channel: oneOf(CHANNELS, 'a channel').default('online'),
  category: named('a category of the catalogue, or "none"', (text) => text === 'none' || findCategory(text) !== null)
    .transform((code) => (code === 'none' ? null : code))
    .default('TEC.GUIDE.REPORT'),
  by: named('an account of the demo', (text) => accountNamed(text) !== null).default(CUSTOMER),
  urgent: z.string().optional(),
  subject: z.string().default(''),
});

const GIVEN_BY_PEOPLE = COMMAND_NAMES.filter((name) => !DESK_COMMANDS.some((desk) => desk === name));

const doing = z
  .strictObject({
    do: oneOf(GIVEN_BY_PEOPLE, 'a command'),
    by: person,
    with: z.record(z.string(), z.unknown()).default({}),
    task: count.optional(),
    'on behalf': yesNo.default(false),
    refused: errorCode.optional(),
  })
  .transform((step, context) => {
    const name: CommandName = step.do;
    const parsed = parseBody(name, step.with);
    for (const { path, message } of parsed.issues)
      context.addIssue({ code: 'custom', path: ['with', ...path], message });
    if (name.startsWith('task-') && step.task === undefined) {
      context.addIssue({ code: 'custom', message: `${name} needs "task: 1", the first task of the plan` });
    }
    return {
      kind: 'do',
      name,
      by: step.by,
      body: parsed.body,
      task: step.task ?? 1,
      onBehalf: step['on behalf'],
      refused: step.refused ?? null,
    } as const;
  });

const message = z
  .strictObject({
    'message from': person,
    'on behalf': yesNo.default(false),
    'promise by': time.optional(),
    'keeps promises': yesNo.optional(),
  })
  .transform(
    (step) =>
      ({
        kind: 'message',
        from: step['message from'],
        onBehalf: step['on behalf'],
        promiseBy: step['promise by'] ?? null,
        keepsPromises: step['keeps promises'] ?? step['promise by'] === undefined,
      }) as const,
  );

const length = named('a length such as "20 minutes", "2 hours", "3 days" or "3 workdays"', (text) => {
  return laterBy(text, FIRST_DAY) !== null;
});
const wait = z.strictObject({ wait: length }).transform((step) => ({ kind: 'wait', length: step.wait }) as const);
const waitUntil = z
  .strictObject({ 'wait until': time })
  .transform((step) => ({ kind: 'wait until', until: step['wait until'] }) as const);
const nobodyAnswers = z
  .strictObject({ 'nobody answers until': time })
  .transform((step) => ({ kind: 'wait until', until: step['nobody answers until'] }) as const);

const limit = z
  .strictObject({
    limit: named(`a limit; known are ${Object.keys(CLOCK_RULES).join(', ')}`, isClockRuleId),
    at: time,
    urgent: yesNo.optional(),
    profile: oneOf(['standard', 'strict'], 'a profile').optional(),
    workdays: count.optional(),
    is: named('a limit', isClockRuleId).optional(),
    due: time.optional(),
    target: time.optional(),
    earliest: time.optional(),
    warn: time.optional(),
    provisional: yesNo.optional(),
  })
  .transform((step) => ({ kind: 'limit', ...step }) as const);

const expectation = z
  .strictObject({
    status: oneOf(TICKET_STATUSES, 'a status').optional(),
    closeReason: oneOf(CLOSE_REASONS, 'a reason for closing').optional(),
    waitingOn: oneOf(WAITING_ON, 'anybody to wait on').optional(),
    assignee: z.union([z.literal('nobody'), person]).optional(),
    department: oneOf(DEPARTMENTS, 'a department').optional(),
    urgent: yesNo.optional(),
    round: count.optional(),
    running: listOf(clock).optional(),
    paused: listOf(clock).optional(),
    clock: clock.optional(),
    task: count.optional(),
    is: oneOf(CLOCK_STATUSES, 'what a limit can be').optional(),
    due: time.optional(),
    target: time.optional(),
    warn: listOf(time).optional(),
    remind: listOf(time).optional(),
    late: yesNo.optional(),
    provisional: yesNo.optional(),
    event: oneOf(EVENTS, 'an event').optional(),
    'no event': oneOf(EVENTS, 'an event').optional(),
    by: person.optional(),
    at: time.optional(),
    times: count.optional(),
    told: named('anybody who can be told', (text) => recipientNamed(text) !== null).optional(),
    'not told': named('anybody who can be told', (text) => recipientNamed(text) !== null).optional(),
    about: oneOf(NOTICE_TEMPLATES, 'a notice').optional(),
  })
  .superRefine((given, context) => {
    const needs = (words: readonly (keyof typeof given)[], one: readonly (keyof typeof given)[]): void => {
      const lonely = words.find((word) => given[word] !== undefined);
      if (lonely !== undefined && one.every((word) => given[word] === undefined))
        context.addIssue({
          code: 'custom',
          path: [lonely],
          message: `"${lonely}" needs "${one.join('" or "')}" beside it`,
        });
    };
    needs(['is', 'due', 'target', 'warn', 'remind', 'late', 'provisional', 'task'], ['clock']);
    needs(['by', 'at'], ['event', 'no event']);
    needs(['times'], ['event', 'told']);
    needs(['about'], ['told', 'not told']);
  });
export type Expectation = z.infer<typeof expectation>;

const expecting = z
  .strictObject({ expect: expectation })
  .transform((step) => ({ kind: 'expect', expected: step.expect }) as const);

/** What a step can begin with. */
export const STEPS = {
  do: doing,
  'message from': message,
  wait,
  'wait until': waitUntil,
  'nobody answers until': nobodyAnswers,
  expect: expecting,
  limit,
  ...REVIEW_STEPS,
  ...HANDOVER_STEPS,
} as const;

export type StepWord = keyof typeof STEPS;
export type StepAction = z.infer<(typeof STEPS)[StepWord]>;
export type Opening = z.infer<typeof openingSchema>;

const steps = z.array(z.record(z.string(), z.unknown())).min(1);

export const stepsSchema = z.object({ steps });

export const scenarioSchema = z.strictObject({
  title: z.string().min(1),
  source: z.string().min(1),
  start: time,
  open: openingSchema.optional(),
  steps,
});
