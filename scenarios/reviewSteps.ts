import { makeReviewId, type ReviewId } from '../contracts/ids.ts';
import {
  type ReviewCommand,
  type ReviewCommandName,
  type ReviewCommandPayloads,
  VERDICTS,
} from '../contracts/reviews.ts';
import { reviewRefusalFor } from '../domain/quality/decide.ts';
import type { TicketState } from '../domain/ticket/state.ts';
import { CommandRefused, WorkflowNotStarted } from '../intake/workflowCall.ts';
import type { DemoAccount } from '../intake/demoPeople.ts';
import type { WrittenReview } from './memoryReviews.ts';
import { actorNamed, recipientNamed, recipientOf, refOf, staffNamed } from './people.ts';
import type { ReviewExpectation, ReviewStep } from './reviewWords.ts';
import type { Stage } from './stage.ts';
import { isAt, shortText } from './times.ts';
import { Unexpected } from './unexpected.ts';
import { EXPECT_MS, SETTLE_MS, until } from './until.ts';

/** Where in the story the review's step stands. */
interface Around {
  readonly stage: Stage;
  readonly state: TicketState;
  readonly opener: DemoAccount;
}

type Body = Readonly<Record<string, unknown>>;
/** What somebody gives by name, not the desk's own jobs. */
type PersonsCommand = Extract<ReviewCommand, { name: ReviewCommandName }>;
type Resolvers = { readonly [Name in ReviewCommandName]: (body: Body) => ReviewCommandPayloads[Name] };

function pointsIn(body: Body): ReviewCommandPayloads['score']['points'] {
  const points: unknown = body['points'];
  // Border: parsed by the schema of the command.
  return points as ReviewCommandPayloads['score']['points'];
}

const nothing = () => ({});

/** As `api/commands` makes payloads of bodies, with the people of the demo. */
const RESOLVE: Resolvers = {
  'take-over': nothing,
  note: nothing,
  'hand-on': ({ to }) => {
    const staff = staffNamed(String(to));
    if (staff === null) throw new Unexpected(`there is no staff member ${String(to)}`);
    return { to: refOf(staff) };
  },
  conclude: ({ verdict, remedy, coaching, reopen }) => ({
    verdict: VERDICTS.find((one) => one === verdict) ?? 'PARTLY',
    remedy: remedy !== undefined,
    coaching: coaching !== undefined,
    reopen: reopen === true,
  }),
  tell: nothing,
  score: (body) => ({ points: pointsIn(body) }),
  appeal: nothing,
  'decide-appeal': (body) => ({ points: body['points'] === undefined ? null : pointsIn(body) }),
};

/** The one named, else the one opened last. Waits for what was set off just before. */
async function reviewOf({ stage, state }: Around, of: number | null): Promise<ReviewId> {
  const n = of ?? state.reviews.count;
  const id = makeReviewId(state.ticketNo, n);
  await until(async () => stage.reviews.reviews.has(id), SETTLE_MS);
  if (n === 0 || !stage.reviews.reviews.has(id)) throw new Unexpected(`there is no review ${n}`);
  return id;
}

/** A review that is over has no workflow any more that could be asked: the rules answer, as the API lets them. */
async function refusalOf(stage: Stage, id: ReviewId, given: PersonsCommand): Promise<string | null> {
  try {
    await stage.executeReview(id, given);
    return null;
  } catch (error) {
    if (error instanceof CommandRefused) return error.refusal.code;
    if (!(error instanceof WorkflowNotStarted)) throw error;
    return reviewRefusalFor(stage.reviews.of(id).state, given.actor, given.name)?.code ?? null;
  }
}

async function command(around: Around, step: Extract<ReviewStep, { kind: 'review' }>): Promise<void> {
  const { name, by, body, refused } = step;
  const actor = actorNamed(by, around.opener);
  if (actor === null) throw new Unexpected(`${by} is nobody of the demo`);
  const id = await reviewOf(around, step.of);
  // Border: the payload is made by the name's own resolver.
  const payload = RESOLVE[name](body);
  const given = { name, actor, textId: null, expectedVersion: null, payload } as PersonsCommand;
  const code = await refusalOf(around.stage, id, given);
  if (code !== refused) throw new Unexpected(`${name}: expected ${refused ?? 'to be done'}, was ${code ?? 'done'}`);
}

/** Draws the ticket into a sample, as the desk's own job does. */
async function sample({ stage, state, opener }: Around, by: string): Promise<void> {
  const actor = actorNamed(by, opener);
  if (actor === null) throw new Unexpected(`${by} is nobody of the demo`);
  const payload = { sampleId: stage.nextId('sample') };
  await stage.execute(state.ticketNo, { name: 'open-review', actor, textId: null, expectedVersion: null, payload });
}

function differ(what: string, expected: string | boolean | undefined, actual: string | boolean | null): string[] {
  if (expected === undefined || expected === actual) return [];
  return [`${what}: expected ${String(expected)}, is ${String(actual ?? 'none')}`];
}

function clockDifferences(expected: ReviewExpectation, { state }: WrittenReview): string[] {
  if (expected.clock === undefined) return [];
  const clock = state.clocks.findLast(({ id }) => id === expected.clock);
  if (clock === undefined) return [`${expected.clock} never ran`];
  const dueAt = clock.plan?.dueAt ?? null;
  const isDue = expected.due === undefined || (dueAt !== null && isAt(expected.due, dueAt));
  return [
    ...differ(`${clock.id} is`, expected.is, clock.status),
    ...differ(`${clock.id} late`, expected.late, clock.breached),
    ...(isDue ? [] : differ(`${clock.id} due`, expected.due, dueAt === null ? null : shortText(dueAt))),
  ];
}

function noticeDifferences(expected: ReviewExpectation, { notices }: WrittenReview): string[] {
  const who = expected.told ?? expected['not told'];
  if (who === undefined) return [];
  const heard = notices.filter((notice) => recipientOf(notice) === recipientNamed(who)).map(({ template }) => template);
  const found = heard.filter((template) => expected.notice === undefined || template === expected.notice);
  const wanted = expected.told !== undefined;
  return found.length > 0 === wanted
    ? []
    : [`${who} ${wanted ? 'told' : 'not told'}: heard of ${heard.join(', ') || 'nothing'}`];
}

function personOf(text: string | undefined): string | undefined {
  return text === undefined || text === 'nobody' ? text : (staffNamed(text)?.staffNo ?? text);
}

function differences(expected: ReviewExpectation, written: WrittenReview): string[] {
  const { state, events } = written;
  const happened = events.map(({ type }) => type);
  return [
    ...differ('status', expected.status, state.status),
    ...differ('about', personOf(expected.about), state.subject ?? 'nobody'),
    ...differ('reviewer', personOf(expected.reviewer), state.reviewer?.staffNo ?? 'nobody'),
    ...clockDifferences(expected, written),
    ...(expected.event === undefined || happened.includes(expected.event)
      ? []
      : [`${expected.event}: expected once at least, happened ${happened.join(', ')}`]),
    ...noticeDifferences(expected, written),
  ];
}

async function expectReview(around: Around, expected: ReviewExpectation): Promise<void> {
  const id = await reviewOf(around, expected.of ?? null);
  const found = (): string[] => differences(expected, around.stage.reviews.of(id));
  await until(async () => found().length === 0, EXPECT_MS);
  if (found().length > 0) throw new Unexpected(found().join('; '));
}

/** Plays a step about a quality review of the story's ticket. Throws `Unexpected` where it is not as the file says. */
export async function playReview(around: Around, step: ReviewStep): Promise<void> {
  switch (step.kind) {
    case 'review':
      return command(around, step);
    case 'sample':
      return sample(around, step.by);
    case 'expect review':
      return expectReview(around, step.expected);
  }
}
