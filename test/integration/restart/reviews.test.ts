import { setTimeout as pause } from 'node:timers/promises';
import { ServiceError, type WorkflowClientInterceptor } from '@temporalio/client';
import { Worker } from '@temporalio/worker';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { makeReviewId, parseReviewId, type ReviewId } from '../../../contracts/ids.ts';
import type { StaffActor } from '../../../contracts/people.ts';
import type { ReviewCommand, ReviewCommandPayloads } from '../../../contracts/reviews.ts';
import { countUpheld, readReviewState } from '../../../db/repositories/quality/reviews.ts';
import { readTicketState } from '../../../db/repositories/states.ts';
import { storeText } from '../../../db/repositories/texts.ts';
import { CommandRefused, WorkflowNotStarted } from '../../../intake/workflowCall.ts';
import { keepHistory } from '../../support/histories.ts';
import { Ground } from './ground.ts';

const CACHED = 100;
const inspector: StaffActor = { kind: 'staff', staffNo: '9101', role: 'inspector', department: 'QA' };
const other: StaffActor = { ...inspector, staffNo: '9102' };
const supervisor: StaffActor = { kind: 'staff', staffNo: '7001', role: 'supervisor', department: 'FRONT' };
const UPHELD = { verdict: 'UPHELD', remedy: true, coaching: true, reopen: true } as const;
const NOT_UPHELD = { verdict: 'NOT_UPHELD', remedy: false, coaching: false, reopen: false } as const;

/** Whether somebody speaks in the very moment of its end is a matter of chance. */
const ENDINGS = 4;
const SPEAKERS = 4;

/** So many updates are turned away by Temporal, as one is that meets a run just going on as another. */
let turnedAway = 0;
const betweenRuns: WorkflowClientInterceptor = {
  startUpdate: (input, next) => {
    if (turnedAway === 0) return next(input);
    turnedAway -= 1;
    const failedPrecondition = { code: 9, details: 'closing the current run', metadata: {} };
    throw new ServiceError('not heard', { cause: Object.assign(new Error(), failedPrecondition) });
  },
};

let ground: Ground;
beforeAll(async () => {
  ground = await Ground.prepare([betweenRuns]);
});
afterAll(() => ground.clear());

let updates = 0;
function nextId(): string {
  updates += 1;
  return `update-${updates}`;
}

interface Given {
  readonly actor?: StaffActor;
  readonly textId?: string | null;
  readonly updateId?: string;
}

async function review<Name extends keyof ReviewCommandPayloads>(
  id: ReviewId,
  name: Name,
  payload: ReviewCommandPayloads[Name],
  { actor = inspector, textId = null, updateId = nextId() }: Given = {},
): Promise<void> {
  // The union cannot be narrowed by a generic name; the signature above ties name and payload together.
  const command = { name, actor, textId, expectedVersion: null, payload } as unknown as ReviewCommand;
  await ground.reviews.execute(id, command, updateId);
}

async function until(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await pause(20);
}

/** What became of it; whose upheld complaints are how many comes when it is counted. */
async function record(id: ReviewId): Promise<string[]> {
  const { db } = ground.database;
  const events = db.selectFrom('review_events').select('type').where('review_id', '=', id).orderBy('seq');
  return (await events.execute()).map(({ type }) => type).filter((type) => type !== 'upheld-counted');
}

test('a complaint is reviewed beside its ticket while workers come and go, and the ticket is worked on again', async () => {
  const { db } = ground.database;
  const first = await ground.worker(CACHED);
  const ticketNo = await ground.complainedOf();
  const id = makeReviewId(ticketNo, 1);
  expect(await readReviewState(db, id)).toMatchObject({ status: 'OPEN', version: 1 });
  await until(async () => (await ground.parentOf(id).catch(() => undefined)) === ticketNo);

  await review(id, 'take-over', {});
  await first();
  const second = await ground.worker(CACHED);
  await expect(review(id, 'conclude', { ...UPHELD, coaching: false })).rejects.toMatchObject({
    refusal: { code: 'review-incomplete', errors: [{ pointer: '/coaching' }] },
  });
  await review(id, 'conclude', UPHELD);
  await review(id, 'tell', {});
  expect(await readReviewState(db, id)).toMatchObject({ clocks: [{ status: 'met' }], verdict: 'UPHELD' });
  await until(async () => (await readTicketState(db, ticketNo))?.status === 'REASSESSING');
  const events = db.selectFrom('ticket_events').select('type').where('ticket_no', '=', ticketNo);
  expect((await events.orderBy('seq').execute()).map(({ type }) => type).slice(-3)).toEqual([
    'review-opened',
    'review-ended',
    'reopened',
  ]);
  expect(await record(id)).toEqual(['opened', 'taken-over', 'concluded', 'told']);
  await second();
});

async function takenReview(): Promise<ReviewId> {
  const ticketNo = await ground.complainedOf();
  const id = makeReviewId(ticketNo, 1);
  await until(async () => (await ground.parentOf(id).catch(() => undefined)) === ticketNo);
  await review(id, 'take-over', {});
  return id;
}

test('what is refused leaves no trace in the history of a review', async () => {
  const stop = await ground.worker(CACHED);
  const id = await takenReview();
  await ground.idle(id);
  const before = (await ground.handle(id).fetchHistory()).events?.length;
  for (let nth = 0; nth < 5; nth += 1)
    await expect(review(id, 'take-over', {})).rejects.toMatchObject({ refusal: { code: 'state-conflict' } });
  expect((await ground.handle(id).fetchHistory()).events).toHaveLength(before ?? 0);
  await stop();
});

test('what was done on a review is known after others have gone on with it, and after its end', async () => {
  const stop = await ground.worker(CACHED);
  const id = await takenReview();
  const [handedOn, refused] = [nextId(), nextId()];
  await review(
    id,
    'hand-on',
    { to: { staffNo: other.staffNo, role: 'inspector', department: 'QA' } },
    { updateId: handedOn },
  );
  const known = () => Promise.all([handedOn, refused, nextId()].map((update) => ground.reviews.hasDone(id, update)));
  await expect(review(id, 'note', {}, { updateId: refused })).rejects.toBeInstanceOf(CommandRefused);
  await review(id, 'note', {}, { actor: other });
  expect(await known()).toEqual([true, false, false]);
  await review(id, 'conclude', { ...UPHELD, reopen: false }, { actor: other });
  await review(id, 'tell', {}, { actor: other });
  await until(async () => (await ground.handle(id).describe()).status.name === 'COMPLETED');
  expect(await known()).toEqual([true, false, false]);
  await stop();
});

/** Words until nobody hears them any more; nothing else may become of them than being heard or refused. */
async function talkOn(id: ReviewId): Promise<void> {
  for (;;) {
    try {
      await review(id, 'note', {});
    } catch (error) {
      if (error instanceof WorkflowNotStarted) return;
      expect(error).toBeInstanceOf(CommandRefused);
    }
  }
}

test('whoever has something to say while the review ends is answered', async () => {
  const stop = await ground.worker(CACHED);
  for (let nth = 0; nth < ENDINGS; nth += 1) {
    const id = await takenReview();
    await review(id, 'conclude', { ...UPHELD, reopen: false });
    await Promise.all([review(id, 'tell', {}), ...Array.from({ length: SPEAKERS }, () => talkOn(id))]);
    expect((await readReviewState(ground.database.db, id))?.status).toBe('TOLD');
  }
  await stop();
});

test('a review with many words goes on in another run, where a repeated one has no second effect', async () => {
  const stop = await ground.worker(CACHED);
  const id = await takenReview();
  const first = await ground.handle(id).describe();
  const runOf = async (): Promise<string> => (await ground.handle(id).describe()).runId;
  let words = 0;
  let last = '';
  while ((await runOf()) === first.runId) {
    words += 1;
    last = nextId();
    await review(id, 'note', {}, { updateId: last });
  }
  await review(id, 'note', {});
  await review(id, 'note', {}, { updateId: last });
  await review(id, 'conclude', UPHELD);
  await review(id, 'tell', {});
  expect(await record(id)).toEqual(['opened', 'taken-over', ...Array(words + 1).fill('noted'), 'concluded', 'told']);
  const long = await ground.handle(id, first.runId).fetchHistory();
  keepHistory('many-words', long, 'qualityReview');
  const workflowBundle = { codePath: inject('workflowBundlePath') };
  await expect(Worker.runReplayHistory({ workflowBundle }, long, id)).resolves.toBeUndefined();
  await stop();
});

test('a command that falls between two runs of a review is heard by the second, once', async () => {
  const stop = await ground.worker(CACHED);
  const id = await takenReview();
  turnedAway = 3;
  await review(id, 'note', {});
  expect(turnedAway).toBe(0);
  expect(await record(id)).toEqual(['opened', 'taken-over', 'noted']);
  await stop();
});

/** Concludes in words, as the API has it. */
async function conclude(
  id: ReviewId,
  actor: StaffActor,
  conclusion: ReviewCommandPayloads['conclude'],
): Promise<string> {
  const ticketNo = parseReviewId(id)?.ticketNo;
  if (ticketNo === undefined) throw new Error(`${id} is no review`);
  const textId = await storeText(ground.database.db, ticketNo, { finding: actor.staffNo });
  await review(id, 'conclude', conclusion, { actor, textId });
  return textId;
}

/** What stands of the conclusion: whether there is one, what is to be learnt by it, and how often it counts. */
async function conclusionOf(id: ReviewId) {
  const { db } = ground.database;
  const row = db.selectFrom('reviews').select(['subject', 'verdict', 'concluded_at']).where('review_id', '=', id);
  const { subject, verdict, concluded_at: concludedAt } = await row.executeTakeFirstOrThrow();
  const coaching = await db.selectFrom('coaching').select('text_id').where('review_id', '=', id).execute();
  const upheld = await countUpheld(db, { staffNo: subject ?? '', at: new Date().toISOString() });
  return { verdict, isConcluded: concludedAt !== null, coaching: coaching.map(({ text_id: id }) => id), upheld };
}

test('what one who leaves has concluded is nobody’s word any more, and the next one concludes for himself', async () => {
  const stop = await ground.worker(CACHED);
  const id = await takenReview();
  const { upheld: before } = await conclusionOf(id);
  const none = { verdict: null, isConcluded: false, coaching: [], upheld: before };
  const first = await conclude(id, inspector, UPHELD);
  const upheld = { verdict: 'UPHELD', isConcluded: true, coaching: [first], upheld: before + 1 };
  expect(await conclusionOf(id)).toEqual(upheld);
  await review(id, 'reassign', { from: inspector.staffNo, to: null }, { actor: supervisor });
  expect(await conclusionOf(id)).toEqual(none);

  await review(id, 'take-over', {}, { actor: other });
  const second = await conclude(id, other, UPHELD);
  expect(await conclusionOf(id)).toEqual({ ...upheld, coaching: [second] });
  await review(id, 'reassign', { from: other.staffNo, to: null }, { actor: supervisor });
  await review(id, 'take-over', {});
  await conclude(id, inspector, NOT_UPHELD);
  expect(await conclusionOf(id)).toEqual({ ...none, verdict: 'NOT_UPHELD', isConcluded: true });
  await stop();
});
