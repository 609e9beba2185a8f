import { CLOCK_STATUSES } from '../contracts/clocks.ts';
import { HANDOVER_EVENTS, HANDOVER_STATUSES } from '../contracts/handovers.ts';
import { NOTICE_TEMPLATES } from '../contracts/notices.ts';
import { z } from '../contracts/schemas/zod.ts';
import { recipientNamed, staffNamed } from './people.ts';
import { count, errorCode, listOf, named, oneOf, time, yesNo } from './vocabulary.ts';

const staff = named('anybody of the desk: a staff number, a name or a role', (text) => staffNamed(text) !== null);

/** The shift that is on duty at this time of the story, and the one after it. */
const beginning = z
  .strictObject({ 'on duty': listOf(staff), next: listOf(staff).default([]), 'back at': time.optional() })
  .transform(
    (step) => ({ kind: 'on duty', staff: step['on duty'], next: step.next, backAt: step['back at'] ?? null }) as const,
  );

const accepting = z
  .strictObject({ 'accept hand-over by': staff, refused: errorCode.optional() })
  .transform(
    (step) => ({ kind: 'accept hand-over', by: step['accept hand-over by'], refused: step.refused ?? null }) as const,
  );

const talking = z
  .strictObject({ 'conversation until': time })
  .transform((step) => ({ kind: 'conversation', until: step['conversation until'] }) as const);

const who = named('anybody who can be told', (text) => recipientNamed(text) !== null);
const expectation = z.strictObject({
  status: oneOf(HANDOVER_STATUSES, 'a status of hand-overs').optional(),
  tickets: count.optional(),
  is: oneOf(CLOCK_STATUSES, 'what a limit can be').optional(),
  due: time.optional(),
  late: yesNo.optional(),
  event: oneOf(HANDOVER_EVENTS, 'an event of hand-overs').optional(),
  told: who.optional(),
  'not told': who.optional(),
  notice: oneOf(NOTICE_TEMPLATES, 'a notice').optional(),
});
export type HandoverExpectation = z.infer<typeof expectation>;

const expecting = z
  .strictObject({ 'expect hand-over': expectation })
  .transform((step) => ({ kind: 'expect hand-over', expected: step['expect hand-over'] }) as const);

/** What a step about the hand-over of a shift can begin with. */
export const HANDOVER_STEPS = {
  'on duty': beginning,
  'accept hand-over by': accepting,
  'conversation until': talking,
  'expect hand-over': expecting,
} as const;
export type HandoverStep = z.infer<(typeof HANDOVER_STEPS)[keyof typeof HANDOVER_STEPS]>;
