import { WorkflowNotFoundError } from '@temporalio/common';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ReviewId } from '../../contracts/ids.ts';
import { makeReviewId } from '../../contracts/ids.ts';
import type { Actor } from '../../contracts/people.ts';
import type { ReviewCommand, ReviewCommandName, ReviewCommandPayloads } from '../../contracts/reviews.ts';
import { decideReview } from '../../domain/quality/decide.ts';
import { isOver } from '../../domain/quality/state.ts';
import { reviewUpdates } from '../../workflows/qualityReview/messages.ts';
import type { WrittenReview } from '../../scenarios/memoryReviews.ts';
import { people } from '../support/desk.ts';
import { replayed } from '../support/replayed.ts';
import { Rig, type Story } from '../support/rig.ts';

let rig: Rig;
beforeAll(async () => {
  rig = await Rig.create();
});
afterAll(() => rig.stop());

function reviewReplayed(id: ReviewId, name: string): Promise<void> {
  return replayed(rig.env.client.workflow.getHandle(id), { name, folder: 'qualityReview' });
}

const other: Actor = { kind: 'staff', staffNo: '3013', role: 'inspector', department: 'QA' };

async function closedStory(name: string | null = null): Promise<Story> {
  await rig.startOn('Mon', '09:30');
  const story = await rig.open({ category: 'TEC.GUIDE.REPORT' }, name);
  await story.do('take-over', people.agent, {});
  await story.do('answer', people.agent, {});
  return story.do('accept', people.customer, {});
}

/** The ticket has answered before the review it opens has begun. */
async function reviewOf(story: Story, n = 1): Promise<ReviewId> {
  const id = makeReviewId(story.ticketNo, n);
  await expect.poll(() => rig.stage.reviews.reviews.has(id)).toBe(true);
  return id;
}

function written(id: ReviewId): WrittenReview {
  return rig.stage.reviews.of(id);
}

function commandOf<Name extends ReviewCommandName>(
  name: Name,
  actor: Actor,
  payload: ReviewCommandPayloads[Name],
): ReviewCommand {
  // The union cannot be narrowed by a generic name; the signature above ties name and payload together.
  return { name, actor, textId: null, expectedVersion: null, payload } as unknown as ReviewCommand;
}

async function give<Name extends ReviewCommandName>(
  id: ReviewId,
  name: Name,
  actor: Actor,
  payload: ReviewCommandPayloads[Name],
  updateId = rig.stage.nextId('review'),
): Promise<void> {
  const update = reviewUpdates.get(name);
  if (update === undefined) throw new Error(`no update is named ${name}`);
  try {
    const command = commandOf(name, actor, payload);
    await rig.env.client.workflow.getHandle(id).executeUpdate(update, { args: [command], updateId });
  } catch (error) {
    // The test server forgets what the last command of a workflow was answered once that has ended.
    if (!(error instanceof WorkflowNotFoundError && isOver(written(id).state))) throw error;
  }
}

const UPHELD = { verdict: 'UPHELD', remedy: true, coaching: true, reopen: false } as const;

function told(id: ReviewId, template: string): string[] {
  return written(id).notices.flatMap((notice) =>
    notice.template === template ? ['role' in notice.to ? notice.to.role : notice.to.kind] : [],
  );
}

describe('a complaint about the service that comes as a ticket', () => {
  test('is answered by the result of the review that began with it', async () => {
    await rig.startOn('Mon', '09:30');
    const story = await rig.open({ category: 'SVC.COMPLAINT', about: people.agent.staffNo });
    const id = await reviewOf(story);
    await give(id, 'take-over', people.inspector, {});
    await give(id, 'conclude', people.inspector, UPHELD);
    await give(id, 'tell', people.inspector, {});
    expect(written(id).state).toMatchObject({ status: 'TOLD', subject: people.agent.staffNo });
    await expect
      .poll(() => story.written.state)
      .toMatchObject({ status: 'AWAITING_CONFIRMATION', proposedBy: people.inspector.staffNo });
    await story.do('accept', people.customer, {});
    expect(story.written.state).toMatchObject({ status: 'CLOSED', closeReason: 'CONFIRMED' });
  });
});

describe('a dissatisfied rating', () => {
  test('opens a review beside the ticket, which is due in two workdays and told to the customer', async () => {
    const story = await closedStory('dissatisfied-and-reopened');
    await story.do('rate', people.customer, { rating: 'DISSATISFIED' });
    const id = await reviewOf(story);
    await give(id, 'take-over', people.inspector, {});
    await give(id, 'conclude', people.inspector, { ...UPHELD, reopen: true });
    await give(id, 'tell', people.inspector, {});
    await rig.env.client.workflow.getHandle(id).result();
    const { state, events } = written(id);
    expect(state).toMatchObject({ status: 'TOLD', subject: '1001', verdict: 'UPHELD' });
    expect(state.clocks.map(({ id: clock, status }) => [clock, status])).toEqual([['QUALITY_RATING', 'met']]);
    expect(events.map(({ type }) => type)).toEqual(['opened', 'taken-over', 'concluded', 'told']);
    expect(told(id, 'review-upheld')).toEqual(['customer']);
    await expect
      .poll(() => story.written.state)
      .toMatchObject({ status: 'REASSESSING', round: 1, reviews: { count: 1, open: [] } });
    expect(story.eventTypes().slice(-3)).toEqual(['review-opened', 'review-ended', 'reopened']);
    await reviewReplayed(id, 'rating-upheld');
  });

  test('of an urgent ticket that its result re-opens at night calls out whoever is on duty', async () => {
    await rig.startOn('Mon', '09:30');
    const story = await rig.open({ category: 'ACC.LOGIN.STOLEN' });
    await story.do('take-over', people.risk, {});
    await story.do('answer', people.risk, {});
    await story.do('accept', people.customer, {});
    await story.do('rate', people.customer, { rating: 'DISSATISFIED' });
    const id = await reviewOf(story);
    await give(id, 'take-over', people.inspector, {});
    await give(id, 'conclude', people.inspector, { ...UPHELD, reopen: true });
    await give(id, 'tell', people.inspector, { duty: people.duty });
    await rig.env.client.workflow.getHandle(id).result();
    await expect.poll(() => story.written.state.status).toBe('REASSESSING');
    const { state, notices } = story.written;
    expect(state.clocks.find(({ id: clock }) => clock === 'URGENT_RESPONSE')?.status).toBe('running');
    const alarmed = notices.filter(({ template }) => template === 'urgent-confirmed').map(({ to }) => to);
    expect(alarmed).toContainEqual({ kind: 'staff', staffNo: people.duty.staffNo });
  });

  test('that nobody looks at is warned of, missed, and the manager hears of it', async () => {
    const story = await closedStory();
    await story.do('rate', people.customer, { rating: 'DISSATISFIED' });
    const id = await reviewOf(story);
    await rig.env.sleep('4 days');
    const { state, events } = written(id);
    expect(state).toMatchObject({ status: 'OPEN', clocks: [{ id: 'QUALITY_RATING', breached: true }] });
    expect(events.map(({ type }) => type)).toEqual(['opened', 'clock-warned', 'clock-breached', 'clock-overdue']);
    expect(told(id, 'clock-breached')).toEqual(['department', 'manager']);
    expect(told(id, 'clock-overdue')).toEqual(['manager']);
    await give(id, 'take-over', people.inspector, {});
    await give(id, 'conclude', people.inspector, {
      verdict: 'NOT_UPHELD',
      remedy: false,
      coaching: false,
      reopen: false,
    });
    await give(id, 'tell', people.inspector, {});
    expect(written(id).state.clocks[0]).toMatchObject({ status: 'breached', breached: true });
    await rig.env.client.workflow.getHandle(id).result();
    await reviewReplayed(id, 'rating-nobody-looks');
  });
});

describe('a complaint', () => {
  test('the ticket is not archived before its review has ended', async () => {
    const story = await closedStory('archived-after-its-review');
    await story.do('complain', people.customer, { about: null });
    const id = await reviewOf(story);
    await story.passTo(story.dueAt('REOPEN_WINDOW'));
    expect(story.written.state).toMatchObject({ status: 'CLOSED', reviews: { open: [{ reviewId: id }] } });
    expect(await story.try('reopen', people.customer, {})).toBe('state-conflict');
    await give(id, 'take-over', people.inspector, {});
    await give(id, 'conclude', people.inspector, { verdict: 'PARTLY', remedy: false, coaching: false, reopen: false });
    await give(id, 'tell', people.inspector, {});
    await rig.stage.handle(story.ticketNo).result();
    expect(story.eventTypes().slice(-3)).toEqual(['clock-lapsed', 'review-ended', 'archived']);
  });

  test('the second that is upheld is told to the supervisors, the third to the managers as well', async () => {
    const story = await closedStory();
    const before = [...rig.stage.reviews.reviews.values()].filter(
      ({ state }) => state.verdict === 'UPHELD' && state.origin === 'complaint' && state.subject === '1002',
    );
    expect(before).toEqual([]);
    const heard: string[][] = [];
    for (const n of [1, 2, 3]) {
      await story.do('complain', people.customer, { about: '1002' });
      const id = await reviewOf(story, n);
      await give(id, 'take-over', people.inspector, {});
      await give(id, 'conclude', people.inspector, UPHELD);
      await give(id, 'tell', people.inspector, {});
      await rig.env.client.workflow.getHandle(id).result();
      heard.push(told(id, 'complaints-upheld'));
      if (n === 3) await reviewReplayed(id, 'complaint-third-upheld');
    }
    expect(heard).toEqual([[], ['supervisor'], ['supervisor', 'manager']]);
  });

  test('the one complained of does not judge himself', async () => {
    const story = await closedStory();
    await story.do('complain', people.customer, { about: people.inspector.staffNo });
    const id = await reviewOf(story);
    await expect(give(id, 'take-over', people.inspector, {})).rejects.toMatchObject({
      cause: { type: 'self-review' },
    });
  });
});

describe('a sample', () => {
  const points = { IDENTITY: 100, COURTESY: 80, UNDERSTANDING: 90, SOLUTION: 60, TIMELINESS: 100, RECORD: 70 };

  test('is scored, appealed against once, and decided by another inspector', async () => {
    const story = await closedStory('scored-and-appealed');
    await story.do('open-review', people.inspector, { sampleId: 'sample-1' });
    const id = await reviewOf(story);
    await give(id, 'take-over', people.inspector, {});
    await give(id, 'score', people.inspector, { points });
    await give(id, 'appeal', people.agent, {});
    await expect(give(id, 'decide-appeal', people.inspector, { points: null })).rejects.toMatchObject({
      cause: { type: 'forbidden' },
    });
    await give(id, 'decide-appeal', other, { points: { ...points, SOLUTION: 90 } });
    await rig.env.client.workflow.getHandle(id).result();
    expect(written(id).state).toMatchObject({ status: 'FINAL', points: { SOLUTION: 90 } });
    expect(written(id).state.clocks.map(({ id: clock, status }) => `${clock} ${status}`)).toEqual([
      'QUALITY_SAMPLE met',
      'QUALITY_APPEAL_WINDOW met',
      'QUALITY_APPEAL met',
    ]);
    await reviewReplayed(id, 'sample-appealed');
  });

  test('whose score nobody disputes stands after five workdays', async () => {
    const story = await closedStory();
    await story.do('open-review', people.inspector, { sampleId: 'sample-1' });
    const id = await reviewOf(story);
    await give(id, 'take-over', people.inspector, {});
    await give(id, 'score', people.inspector, { points });
    await rig.env.client.workflow.getHandle(id).result();
    expect(written(id).state.clocks.at(-1)).toMatchObject({ id: 'QUALITY_APPEAL_WINDOW', status: 'lapsed' });
    expect(written(id).events.at(-1)?.type).toBe('finished');
    await reviewReplayed(id, 'sample-undisputed');
    await expect.poll(() => story.written.state.reviews.open).toEqual([]);
  });
});

describe('decisions that were written, and lost with Temporal’s store', () => {
  /** Writes what the command makes of the review, of which its workflow knows nothing. */
  async function lose(id: ReviewId, command: ReviewCommand, cause: string): Promise<void> {
    const decision = decideReview(written(id).state, command, await rig.now());
    if (!decision.ok) throw new Error(decision.refusal.detail.en);
    await rig.stage.reviews.recordReview({ ...decision, state: { ...decision.state, cause } });
  }

  test('the next command is decided on them: done, refused, or answered as the one that was written', async () => {
    const story = await closedStory();
    await story.do('rate', people.customer, { rating: 'DISSATISFIED' });
    const id = await reviewOf(story);
    await lose(id, commandOf('take-over', people.inspector, {}), 'lost-a');
    await expect(give(id, 'take-over', other, {})).rejects.toMatchObject({ cause: { type: 'state-conflict' } });
    await lose(id, commandOf('note', people.inspector, {}), 'lost-b');
    await give(id, 'note', people.inspector, {}, 'lost-b');
    await lose(id, commandOf('note', people.inspector, {}), 'lost-c');
    await give(id, 'conclude', people.inspector, UPHELD);
    expect(written(id).state).toMatchObject({ status: 'UPHELD', reviewer: { staffNo: people.inspector.staffNo } });
    expect(written(id).events.map(({ type }) => type)).toEqual(['opened', 'taken-over', 'noted', 'noted', 'concluded']);
    await give(id, 'tell', people.inspector, {});
    await rig.env.client.workflow.getHandle(id).result();
    await reviewReplayed(id, 'decided-on-what-stands');
  });
});
