import { CLOCK_STATUSES, REVIEW_CLOCK_IDS } from '../contracts/clocks.ts';
import {
  CRITERIA,
  REVIEW_COMMANDS,
  REVIEW_EVENTS,
  REVIEW_STATUSES,
  type ReviewCommandName,
} from '../contracts/reviews.ts';
import { REVIEW_COMMAND_BODIES } from '../contracts/schemas/review.ts';
import { z } from '../contracts/schemas/zod.ts';
import { NOTICE_TEMPLATES } from '../contracts/notices.ts';
import { recipientNamed } from './people.ts';
import { count, errorCode, named, oneOf, person, time, yesNo } from './vocabulary.ts';

/** Words change no rule, so a story may leave these out; what is done and what is to be learnt it says. */
const WORDS: readonly string[] = ['reason', 'text', 'finding'];

type Given = Readonly<Record<string, unknown>>;

function isPoints(text: unknown): text is string {
  return typeof text === 'string' && /^\d+$/.test(text);
}

/** `points: 80` for all criteria, or a number for each; yes and no. */
function spelledOut([field, word]: readonly [string, unknown]): readonly [string, unknown] {
  if (field === 'reopen') return [field, word === 'yes'];
  if (field !== 'points') return [field, word];
  if (isPoints(word)) return [field, Object.fromEntries(CRITERIA.map((criterion) => [criterion, Number(word)]))];
  const each: [string, unknown][] = typeof word === 'object' && word !== null ? Object.entries(word) : [];
  return [field, Object.fromEntries(each.map(([criterion, n]) => [criterion, Number(n)]))];
}

function parseReviewBody(name: ReviewCommandName, given: Given) {
  const schema: z.ZodObject = REVIEW_COMMAND_BODIES[name];
  const words = WORDS.filter((field) => Object.hasOwn(schema.shape, field)).map((field) => [field, '（略）'] as const);
  return schema.safeParse(Object.fromEntries([...words, ...Object.entries(given).map(spelledOut)]));
}

const reviewing = z
  .strictObject({
    review: oneOf(REVIEW_COMMANDS, 'a command on a review'),
    by: person,
    of: count.optional(),
    with: z.record(z.string(), z.unknown()).default({}),
    refused: errorCode.optional(),
  })
  .transform((step, context) => {
    const parsed = parseReviewBody(step.review, step.with);
    for (const { path, message } of parsed.error?.issues ?? [])
      context.addIssue({ code: 'custom', path: ['with', ...path], message });
    const { review: name, by, of = null, refused = null } = step;
    return { kind: 'review', name, by, of, body: parsed.data ?? {}, refused } as const;
  });

const sampling = z
  .strictObject({ 'sample by': person })
  .transform((step) => ({ kind: 'sample', by: step['sample by'] }) as const);

const expectation = z.strictObject({
  of: count.optional(),
  status: oneOf(REVIEW_STATUSES, 'a status of reviews').optional(),
  about: z.union([z.literal('nobody'), person]).optional(),
  reviewer: z.union([z.literal('nobody'), person]).optional(),
  clock: oneOf(REVIEW_CLOCK_IDS, 'a limit of reviews').optional(),
  is: oneOf(CLOCK_STATUSES, 'what a limit can be').optional(),
  due: time.optional(),
  late: yesNo.optional(),
  event: oneOf(REVIEW_EVENTS, 'an event of reviews').optional(),
  told: named('anybody who can be told', (text) => recipientNamed(text) !== null).optional(),
  'not told': named('anybody who can be told', (text) => recipientNamed(text) !== null).optional(),
  notice: oneOf(NOTICE_TEMPLATES, 'a notice').optional(),
});
export type ReviewExpectation = z.infer<typeof expectation>;

const expecting = z
  .strictObject({ 'expect review': expectation })
  .transform((step) => ({ kind: 'expect review', expected: step['expect review'] }) as const);

/** What a step about a quality review can begin with. */
export const REVIEW_STEPS = { review: reviewing, 'sample by': sampling, 'expect review': expecting } as const;
export type ReviewStep = z.infer<(typeof REVIEW_STEPS)[keyof typeof REVIEW_STEPS]>;
