import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Actor, StaffActor } from '../../../contracts/people.ts';
import {
  CRITERIA,
  type Points,
  REVIEW_COMMANDS,
  type ReviewCommand,
  type ReviewCommandName,
  type ReviewCommandPayloads,
  type ReviewOrigin,
} from '../../../contracts/reviews.ts';
import { allowedReviewCommands, decideReview } from '../../../domain/quality/decide.ts';
import { openingOf, openReview } from '../../../domain/quality/open.ts';
import { SCORE_SHEET, scoreOf } from '../../../domain/quality/sheet.ts';
import { isOver, type ReviewState } from '../../../domain/quality/state.ts';
import { mayRead } from '../../../domain/quality/who.ts';
import { plannedReview } from '../../../scenarios/memoryReviews.ts';
import { at, local, people } from '../../support/desk.ts';
import { REVIEWED_AT, reviewOpening } from '../../support/reviewOpening.ts';

const { inspector, agent, manager, customer } = people;
const other: StaffActor = { ...inspector, staffNo: '3013' };

function opened(origin: ReviewOrigin, subject: string | null = agent.staffNo): ReviewState {
  const { state } = openReview(reviewOpening({ origin, subject, concerned: subject === null ? [] : [subject] }));
  return plannedReview(state);
}

function give<Name extends ReviewCommandName>(
  state: ReviewState,
  name: Name,
  [actor, payload]: [Actor, ReviewCommandPayloads[Name]],
) {
  // The union cannot be narrowed by a generic name; the signature above ties name and payload together.
  const command = { name, actor, textId: null, expectedVersion: null, payload } as unknown as ReviewCommand;
  return decideReview(state, command, REVIEWED_AT);
}

function done<Name extends ReviewCommandName>(
  state: ReviewState,
  name: Name,
  given: [Actor, ReviewCommandPayloads[Name]],
): ReviewState {
  const decision = give(state, name, given);
  if (!decision.ok) throw new Error(`${name} was refused: ${decision.refusal.code}`);
  return plannedReview(decision.state);
}

function refusal<Name extends ReviewCommandName>(
  state: ReviewState,
  name: Name,
  given: [Actor, ReviewCommandPayloads[Name]],
): string | null {
  const decision = give(state, name, given);
  return decision.ok ? null : decision.refusal.code;
}

const even = (n: number): Points => ({
  IDENTITY: n,
  COURTESY: n,
  UNDERSTANDING: n,
  SOLUTION: n,
  TIMELINESS: n,
  RECORD: n,
});
const UPHELD = { verdict: 'UPHELD', remedy: true, coaching: true, reopen: false } as const;

describe('by when', () => {
  test.each([
    ['rating', 'QUALITY_RATING', '2025-11-11 18:00'],
    ['complaint', 'QUALITY_COMPLAINT', '2025-11-12 18:00'],
    ['sample', 'QUALITY_SAMPLE', '2025-11-14 18:00'],
  ] as const)('a review of a %s runs %s until %s', (origin, id, due) => {
    const [clock] = opened(origin).clocks;
    expect([clock?.id, local(clock?.plan?.dueAt)]).toEqual([id, due]);
  });
});

test('a limit that only a late result shows as missed is told to the inspector and, by mail, to the manager, once', () => {
  const taken = done(opened('complaint', null), 'take-over', [inspector, {}]);
  const late = at('2025-11-12 18:01');
  const concluded = done(taken, 'conclude', [
    inspector,
    { ...UPHELD, verdict: 'NOT_UPHELD', remedy: false, coaching: false },
  ]);
  const tell = { name: 'tell', actor: inspector, textId: null, expectedVersion: null, payload: {} } as const;
  const decision = decideReview(concluded, tell, late);
  const told = decision.ok ? decision.notices.filter(({ template }) => template === 'clock-breached') : [];
  expect(told.map(({ to, mail, params }) => [to, mail, params['stoppedAt']])).toEqual([
    [{ kind: 'staff', staffNo: inspector.staffNo }, false, late],
    [{ kind: 'role', role: 'manager' }, true, late],
  ]);
  expect(decision.ok ? decision.events.filter(({ type }) => type === 'clock-breached') : []).toHaveLength(1);
});

test.each([
  ['email', true],
  ['online', false],
  ['phone', false],
  ['offline', false],
] as const)('the customer of a ticket by %s hears of it by mail: %s', (channel, byMail) => {
  const { state, notices } = openReview(reviewOpening({ channel }));
  const taken = done(plannedReview(state), 'take-over', [inspector, {}]);
  const told = give(done(taken, 'conclude', [inspector, UPHELD]), 'tell', [inspector, {}]);
  const toCustomer = [...notices, ...(told.ok ? told.notices : [])].filter(({ to }) => to.kind === 'customer');
  expect(toCustomer.map(({ template, mail }) => [template, mail])).toEqual([
    ['complaint-received', byMail],
    ['review-upheld', byMail],
  ]);
});

describe('who', () => {
  test('an inspector takes it over, once', () => {
    const taken = done(opened('complaint'), 'take-over', [inspector, {}]);
    expect(taken).toMatchObject({ status: 'INVESTIGATING', reviewer: { staffNo: inspector.staffNo } });
    expect(refusal(taken, 'take-over', [other, {}])).toBe('state-conflict');
    expect(refusal(opened('complaint'), 'take-over', [agent, {}])).toBe('forbidden');
  });

  test('and nobody his own work, whatever he would do with it', () => {
    const own = opened('complaint', inspector.staffNo);
    const judging = REVIEW_COMMANDS.filter((name) => name !== 'appeal');
    expect(allowedReviewCommands(own, inspector, REVIEWED_AT)).toEqual([]);
    for (const name of judging) expect(refusal(own, name, [inspector, {} as never])).toBe('self-review');
    expect(refusal(own, 'hand-on', [manager, { to: inspector }])).toBe('unknown-staff');
  });

  test('the one reviewed reads it with the result and not before', () => {
    const open = opened('complaint');
    const concluded = done(done(open, 'take-over', [inspector, {}]), 'conclude', [inspector, UPHELD]);
    const told = done(concluded, 'tell', [inspector, {}]);
    expect([open, concluded, told].map((state) => mayRead(state, agent))).toEqual([false, false, true]);
    expect([open, told].map((state) => mayRead(state, people.otherAgent))).toEqual([false, false]);
    expect(mayRead(opened('complaint', inspector.staffNo), inspector)).toBe(false);
  });
});

test('what came as a ticket of its own has its limit from its receipt, and is opened when it is', () => {
  const received = at('2025-11-05 09:00');
  const { state, events } = openReview({ ...openingOf(opened('complaint')), receivedAt: received });
  expect([state.clocks[0]?.startedAt, events[0]?.at]).toEqual([received, REVIEWED_AT]);
  expect(openingOf(state)).toMatchObject({ openedAt: REVIEWED_AT, receivedAt: received });
});

describe('what', () => {
  const taken = done(opened('complaint'), 'take-over', [inspector, {}]);

  test.each([
    [{ ...UPHELD, remedy: false }, 'review-incomplete'],
    [{ ...UPHELD, coaching: false }, 'review-incomplete'],
    [{ verdict: 'NOT_UPHELD', remedy: false, coaching: true, reopen: false }, 'review-incomplete'],
    [{ verdict: 'NOT_UPHELD', remedy: false, coaching: false, reopen: true }, 'review-incomplete'],
    [{ verdict: 'PARTLY', remedy: false, coaching: false, reopen: true }, null],
    [UPHELD, null],
  ] as const)('a conclusion of %j: %s', (payload, code) => {
    expect(refusal(taken, 'conclude', [inspector, payload])).toBe(code);
  });

  test('whose work it was is said with it where the complaint named nobody, and counts for him; never oneself', () => {
    const nobodys = done(opened('complaint', null), 'take-over', [inspector, {}]);
    const about = agent.staffNo;
    const decision = give(nobodys, 'conclude', [inspector, { ...UPHELD, about }]);
    expect(decision).toMatchObject({ ok: true, state: { subject: about }, count: { staffNo: about } });
    expect(refusal(nobodys, 'conclude', [inspector, { ...UPHELD, coaching: false, about }])).toBe('review-incomplete');
    expect(refusal(nobodys, 'conclude', [inspector, { ...UPHELD, about: inspector.staffNo }])).toBe('forbidden');
    expect(refusal(taken, 'conclude', [inspector, { ...UPHELD, about: '1003' }])).toBe('review-incomplete');
  });

  test('an archived ticket cannot be re-opened by it', () => {
    expect(refusal({ ...taken, ofArchived: true }, 'conclude', [inspector, { ...UPHELD, reopen: true }])).toBe(
      'ticket-archived',
    );
  });

  test('a sample is scored and not concluded, a complaint concluded and not scored', () => {
    expect(refusal(taken, 'score', [inspector, { points: even(80) }])).toBe('state-conflict');
    const sampled = done(opened('sample'), 'take-over', [inspector, {}]);
    expect(refusal(sampled, 'conclude', [inspector, UPHELD])).toBe('state-conflict');
    expect(done(sampled, 'score', [inspector, { points: even(80) }]).status).toBe('SCORED');
  });

  test('an appeal is named as long as it is taken, also where the timer of its window is late', () => {
    const sampled = done(opened('sample'), 'take-over', [inspector, {}]);
    const scored = done(sampled, 'score', [inspector, { points: even(80) }]);
    const endsAt = scored.clocks.findLast(({ id }) => id === 'QUALITY_APPEAL_WINDOW')?.plan?.dueAt ?? '';
    const justBefore = new Date(Date.parse(endsAt) - 1).toISOString();
    const appeal: ReviewCommand = { name: 'appeal', actor: agent, textId: null, expectedVersion: null, payload: {} };
    const taken = [justBefore, endsAt].map((instant) => decideReview(scored, appeal, instant).ok);
    expect(taken).toEqual([true, false]);
    const named = [justBefore, endsAt].map((instant) => allowedReviewCommands(scored, agent, instant));
    expect(named).toEqual([['appeal'], []]);
  });

  test('a sample that nobody is known for is final when it is scored', () => {
    const nobodys = done(opened('sample', null), 'take-over', [inspector, {}]);
    expect(done(nobodys, 'score', [inspector, { points: even(80) }]).status).toBe('FINAL');
  });

  test('only upheld complaints are counted', () => {
    const counted = (origin: ReviewOrigin, verdict: 'UPHELD' | 'PARTLY') => {
      const state = done(opened(origin), 'take-over', [inspector, {}]);
      const decision = give(state, 'conclude', [inspector, { ...UPHELD, verdict }]);
      return decision.ok && decision.count !== null;
    };
    expect([counted('complaint', 'UPHELD'), counted('complaint', 'PARTLY'), counted('rating', 'UPHELD')]).toEqual([
      true,
      false,
      false,
    ]);
  });
});

describe('the score sheet', () => {
  test('its weights add up to 100', () => {
    expect(CRITERIA.reduce((sum, criterion) => sum + SCORE_SHEET[criterion].weight, 0)).toBe(100);
  });

  test('the same points everywhere are that score, and no point less makes it better', () => {
    const points = fc.integer({ min: 0, max: 100 });
    fc.assert(
      fc.property(points, (n) => {
        expect(scoreOf(even(n))).toBe(n);
      }),
    );
    fc.assert(
      fc.property(
        fc.tuple(points, points, points, points, points, points),
        fc.constantFrom(...CRITERIA),
        (all, less) => {
          const [IDENTITY, COURTESY, UNDERSTANDING, SOLUTION, TIMELINESS, RECORD] = all;
          const sheet = { IDENTITY, COURTESY, UNDERSTANDING, SOLUTION, TIMELINESS, RECORD };
          expect(scoreOf({ ...sheet, [less]: 0 })).toBeLessThanOrEqual(scoreOf(sheet));
        },
      ),
    );
  });
});

test('whatever is tried by whom: a refusal changes nothing, versions count up, and an end is an end', () => {
  const tries = fc.array(
    fc.record({
      name: fc.constantFrom(...REVIEW_COMMANDS),
      actor: fc.constantFrom<Actor>(inspector, other, agent, manager, customer),
      verdict: fc.constantFrom('UPHELD', 'PARTLY', 'NOT_UPHELD'),
      flag: fc.boolean(),
    }),
    { maxLength: 40 },
  );
  fc.assert(
    fc.property(fc.constantFrom<ReviewOrigin>('rating', 'complaint', 'sample'), tries, (origin, all) => {
      let state = opened(origin);
      for (const { name, actor, verdict, flag } of all) {
        const payload = { verdict, remedy: flag, coaching: flag, reopen: flag, to: other, points: even(70) };
        const decision = give(state, name, [actor, payload as never]);
        if (!decision.ok) continue;
        expect(isOver(state)).toBe(false);
        expect(actor.kind).toBe('staff');
        expect(decision.state.version).toBe(state.version + 1);
        state = plannedReview(decision.state);
        const running = state.clocks.filter(({ status }) => status === 'running').length;
        expect(running > 0).toBe(!isOver(state));
      }
    }),
  );
});
