import { describe, expect, test } from 'vitest';
import type { Actor } from '../../../contracts/people.ts';
import type { ReplannedLimit } from '../../../contracts/jobs.ts';
import type { ReviewCommandPayloads } from '../../../contracts/reviews.ts';
import { allowedReviewCommands, decideReview } from '../../../domain/quality/decide.ts';
import { openReview } from '../../../domain/quality/open.ts';
import type { ReviewDecision, ReviewState } from '../../../domain/quality/state.ts';
import { plannedReview } from '../../../scenarios/memoryReviews.ts';
import { at, people } from '../../support/desk.ts';
import { REVIEWED_AT, reviewOpening } from '../../support/reviewOpening.ts';

const { inspector, agent, manager, admin, customer } = people;
const LIMIT = 'QUALITY_COMPLAINT#1';

function complained(): ReviewState {
  const { state } = openReview(reviewOpening());
  return plannedReview(state);
}

function takenOver(state: ReviewState): ReviewState {
  const { staffNo, role, department } = inspector;
  return { ...state, status: 'INVESTIGATING', reviewer: { staffNo, role, department } };
}

function move(from: ReviewState, to: string | null): ReplannedLimit {
  return { key: LIMIT, from: from.clocks[0]?.plan?.dueAt ?? null, to, kept: null, dayOff: false };
}

function given(
  state: ReviewState,
  { keys = [LIMIT], limits = [] }: Partial<ReviewCommandPayloads['replan']>,
  [actor, expectedVersion]: [Actor, number | null] = [manager, null],
): ReviewDecision {
  const payload = { calendar: 2, policy: null, keys, job: 'job-1', limits };
  return decideReview(state, { name: 'replan', actor, textId: null, expectedVersion, payload }, REVIEWED_AT);
}

function done(...args: Parameters<typeof given>): Extract<ReviewDecision, { ok: true }> {
  const decision = given(...args);
  if (!decision.ok) throw new Error(`it was refused: ${decision.refusal.code}`);
  return decision;
}

function refusal(...args: Parameters<typeof given>): string | null {
  const decision = given(...args);
  return decision.ok ? null : decision.refusal.code;
}

describe('a published calendar is applied to a running review', () => {
  test('the named limit is to be planned anew by it, and what starts later starts by it', () => {
    const { state } = done(complained(), {});
    expect(state.clocks).toMatchObject([{ key: LIMIT, plan: null, timetable: { calendar: 2, policy: 1 } }]);
    expect(state.timetable).toEqual({ calendar: 2, policy: 1 });
  });

  test('a limit that is not named goes on by its own', () => {
    const before = complained();
    expect(done(before, { keys: [] }).state.clocks).toEqual(before.clocks);
  });

  test('a limit that was missed stays missed, by the versions it was missed under', () => {
    const running = complained();
    const before = { ...running, clocks: running.clocks.map((clock) => ({ ...clock, breached: true })) };
    const { state, events } = done(before, {});
    expect(state.clocks).toEqual(before.clocks);
    expect(events).toMatchObject([{ type: 'replanned', data: { clocks: 0 } }]);
  });

  test('the event says what was moved, from which versions, and by which job', () => {
    const before = complained();
    const moved = move(before, at('2025-11-13 18:00'));
    const { events, notices } = done(before, { limits: [moved] });
    expect(events).toHaveLength(1);
    expect(events[0]).toMatchObject({ type: 'replanned', actor: manager, before: 'OPEN', after: 'OPEN' });
    expect(events[0]?.data).toEqual({
      calendar: 2,
      policy: null,
      calendarBefore: 1,
      policyBefore: 1,
      job: 'job-1',
      clocks: 1,
      [`${LIMIT}.from`]: moved.from,
      [`${LIMIT}.to`]: moved.to,
    });
    // Later: whoever works on it loses nothing.
    expect(notices).toEqual([]);
  });

  test.each([
    ['the inspectors while nobody has taken it over', complained(), { kind: 'department', department: 'QA' }],
    ['whoever has taken it over', takenOver(complained()), { kind: 'staff', staffNo: inspector.staffNo }],
    [
      'the person scored, whose time to appeal it is',
      { ...takenOver(complained()), status: 'SCORED' as const },
      { kind: 'staff', staffNo: agent.staffNo },
    ],
    [
      'the inspectors, as somebody else decides an appeal',
      { ...takenOver(complained()), status: 'APPEALED' as const },
      { kind: 'department', department: 'QA' },
    ],
  ])('an earlier limit is told to %s, and to no customer', (_whom, state, to) => {
    const { notices } = done(state, { limits: [move(state, at('2025-11-11 18:00'))] });
    expect(notices).toMatchObject([{ template: 'limit-replanned', to, params: { clock: 'QUALITY_COMPLAINT' } }]);
  });

  test('it is given for a manager or an admin, or by the desk itself, also where they had a part in the ticket', () => {
    const concerned = { ...complained(), concerned: [manager.staffNo] };
    for (const actor of [manager, admin, { kind: 'system' } as const])
      expect(refusal(concerned, {}, [actor, null])).toBeNull();
    for (const actor of [inspector, agent, customer]) expect(refusal(concerned, {}, [actor, null])).toBe('forbidden');
  });

  test('nobody is offered it', () => {
    expect(allowedReviewCommands(complained(), manager, REVIEWED_AT)).not.toContain('replan');
  });

  test('only in the version that was looked at, and only while it is under way', () => {
    const state = complained();
    expect(refusal(state, {}, [manager, state.version + 1])).toBe('version-mismatch');
    expect(refusal({ ...state, status: 'TOLD' }, {})).toBe('state-conflict');
    expect(refusal({ ...state, status: 'FINAL' }, {})).toBe('state-conflict');
  });
});
