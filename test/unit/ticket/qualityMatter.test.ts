import { describe, expect, test } from 'vitest';
import type { CommandPayloads } from '../../../contracts/commands.ts';
import type { Actor, StaffRef } from '../../../contracts/people.ts';
import { needOfNext } from '../../../domain/assignment/need.ts';
import { duplicateRefusal } from '../../../domain/ticket/duplicates.ts';
import { reviewReopenRefusal } from '../../../domain/ticket/reviewEnded.ts';
import { mayRead } from '../../../domain/ticket/reading.ts';
import { at, Desk, people } from '../../support/desk.ts';

const Q1 = 'KF20251103001-Q1';
const colleague = { ...people.inspector, staffNo: '3009' };
const ref = ({ staffNo, role, department }: StaffRef): StaffRef => ({ staffNo, role, department });
const complaint = (about: string | null = '1001'): Desk => new Desk({ category: 'SVC.COMPLAINT', about });
const told = (desk: Desk, { subject, reopen = false }: { subject?: string; reopen?: boolean } = {}): Desk => {
  const actor: Actor = { kind: 'staff', ...ref(people.inspector), onBehalf: true };
  desk.input({ name: 'review-ended', reviewId: Q1, reopen, actor, textId: null, ...(subject && { subject }) });
  return desk;
};
const toComplaint: CommandPayloads['classify'] = {
  category: 'SVC.COMPLAINT',
  slaClass: 'complex',
  routing: 'department',
  department: 'QA',
  urgent: false,
};

describe('a complaint about the service that comes as a ticket of its own', () => {
  test('opens its review and has the review’s limit and no other of the work', () => {
    const desk = complaint();
    expect(desk.state.reviews.open).toMatchObject([{ reviewId: Q1, origin: 'complaint', subject: '1001' }]);
    expect(desk.clocks).toEqual(['ONLINE_REPLY running', 'QUALITY_COMPLAINT running']);
    expect(desk.clock('QUALITY_COMPLAINT').plan?.dueAt).toBe(at('2025-11-06 18:00'));
    const rating = new Desk({ category: 'SVC.RATING' });
    expect(rating.state.reviews.open).toMatchObject([{ origin: 'rating', subject: null }]);
    expect(rating.clock('QUALITY_RATING').plan?.dueAt).toBe(at('2025-11-05 18:00'));
  });

  test('waits for nobody to take it over, also once whoever had it has let go of it', () => {
    const desk = complaint().do('hand-on', people.supervisor, { to: ref(people.supervisor) });
    desk.do('reassign', people.supervisor, { from: people.supervisor.staffNo, to: null, why: 'supervisor' });
    expect(desk.state).toMatchObject({ status: 'ASSIGNED', department: 'QA', assignee: null });
    expect(desk.clocks).toEqual(['ONLINE_REPLY running', 'QUALITY_COMPLAINT running']);
  });

  test('its review is opened when it is found to be one, within the limit from its receipt', () => {
    const desk = new Desk({ category: null }).passTo(at('2025-11-04 10:00')).do('classify', people.agent, toComplaint);
    expect(desk.state.reviews.open).toMatchObject([
      { openedAt: at('2025-11-04 10:00'), receivedAt: at('2025-11-03 09:30') },
    ]);
    expect(desk.clock('QUALITY_COMPLAINT').startedAt).toBe(at('2025-11-03 09:30'));
  });

  test.each([people.agent, people.otherAgent, people.senior, people.duty, people.pay])(
    'nobody of the desk reads it or has a hand in it: $staffNo',
    (person) => {
      for (const desk of [complaint(), complaint(null)]) {
        expect(mayRead(person, desk.state)).toBe(false);
        expect(desk.try('take-over', person, {})).toBe('forbidden');
        expect(desk.try('classify', person, { ...toComplaint, category: 'OTH.RULE.FEE' })).toBe('forbidden');
        expect(desk.try('decline', person, {})).toBe('forbidden');
        expect(desk.try('merge', person, { into: 'KF20251103002' })).toBe('forbidden');
        expect(desk.try('withdraw', { ...person, onBehalf: true }, {})).toBe('forbidden');
      }
    },
  );

  test('nor does an inspector whom it is about', () => {
    const desk = complaint(people.inspector.staffNo);
    expect(mayRead(people.inspector, desk.state)).toBe(false);
    expect(mayRead(colleague, desk.state)).toBe(true);
    expect(desk.try('withdraw', { ...people.inspector, onBehalf: true }, {})).toBe('forbidden');
  });

  test('is taken and answered in its review, and goes nowhere else', () => {
    const desk = complaint();
    expect(desk.try('take-over', people.inspector, {})).toBe('state-conflict');
    expect(desk.try('send-back', people.inspector, {})).toBe('state-conflict');
    const plan = { lead: ref(people.agent), tasks: [], latestMilestoneAt: null };
    expect(desk.try('coordinate', people.supervisor, plan)).toBe('state-conflict');
    expect(desk.try('decline', people.supervisor, {})).toBe('state-conflict');
    expect(desk.try('escalate', people.customer, {})).toBe('state-conflict');
    const other = { state: desk.state, leansBack: false, isSeenFromHere: true, seesThis: true };
    const into = { how: 'merged', ticketNo: 'KF20251103001' } as const;
    expect(duplicateRefusal(new Desk({ ticketNo: 'KF20251103002' }).state, into, other)?.code).toBe(
      'unknown-reference',
    );
  });

  test('the result that is told is its answer; refused, somebody else re-assesses', () => {
    const desk = told(complaint());
    expect(desk.state).toMatchObject({
      status: 'AWAITING_CONFIRMATION',
      assignee: { staffNo: '3003' },
      proposedBy: '3003',
    });
    expect(desk.clock('QUALITY_COMPLAINT').status).toBe('met');
    expect(desk.events.at(-1)).toMatchObject({ type: 'answered', actor: ref(people.inspector) });
    desk.do('reject', people.customer, {});
    expect(desk.try('take-over', people.senior, {})).toBe('forbidden');
    expect(desk.try('take-over', people.inspector, {})).toBe('forbidden');
    desk.do('take-over', colleague, {}).do('answer', colleague, {}).do('accept', people.customer, {});
    expect(desk.state).toMatchObject({ status: 'CLOSED', closeReason: 'AGREED', owed: null });
  });

  test.each([
    ['from the first', complaint(colleague.staffNo), {}],
    ['only with the conclusion', complaint(null), { subject: colleague.staffNo }],
  ])('whom it is about %s has no part in it when the result is refused', (_when, desk, result) => {
    told(desk, result).do('reject', people.customer, {});
    expect(mayRead(colleague, desk.state)).toBe(false);
    expect(desk.try('take-over', colleague, {})).toBe('forbidden');
    expect(desk.try('take-over', { ...people.inspector, staffNo: '3010' }, {})).toBeNull();
  });

  test('nor has a supervisor whom it is about in the round that is his level’s', () => {
    const desk = told(complaint(people.supervisor.staffNo)).do('reject', people.customer, {});
    desk.do('take-over', colleague, {}).do('answer', colleague, {}).do('reject', people.customer, {});
    expect(desk.state.round).toBe(2);
    expect(mayRead(people.supervisor, desk.state)).toBe(false);
    expect(desk.try('take-over', people.supervisor, {})).toBe('forbidden');
    expect(desk.try('take-over', { ...people.supervisor, staffNo: '3008' }, {})).toBeNull();
  });

  test('withdrawn and re-opened, it is still answered by its review, and by no later one', () => {
    const desk = complaint().do('withdraw', people.customer, {}).do('reopen', people.customer, {});
    desk.do('complain', people.customer, { about: '3003' });
    expect(desk.state.status).toBe('REASSESSING');
    expect(desk.try('take-over', colleague, {})).toBe('state-conflict');
    expect(told(desk).state).toMatchObject({ status: 'AWAITING_CONFIRMATION', proposedBy: '3003' });
    expect(desk.clocks).not.toContain('REASSESS running');
    desk.do('reject', people.customer, {});
    expect(desk.try('take-over', people.supervisor, {})).toBeNull();
  });

  test('withdrawn, it is not sent back by what its review finds, which is told', () => {
    const desk = told(complaint().do('withdraw', people.customer, {}), { reopen: true });
    expect(desk.state).toMatchObject({ status: 'CLOSED', closeReason: 'WITHDRAWN', round: 0 });
    expect(reviewReopenRefusal(desk.state)?.errors?.[0]?.pointer).toBe('/reopen');
    expect(desk.told('review-not-reopened')).toContain('3003');
  });

  test('withdrawn, its review goes on and holds it back from the archive', () => {
    const desk = complaint().do('withdraw', people.customer, {});
    expect(told(desk).state).toMatchObject({ status: 'CLOSED', closeReason: 'WITHDRAWN', reviews: { open: [] } });
  });

  test('missed, its review tells it, and the ticket does not tell it again', () => {
    const desk = new Desk({ category: 'SVC.COMPLAINT', channel: 'phone', about: '1001' }).passTo(
      at('2025-11-07 10:00'),
    );
    expect(desk.clock('QUALITY_COMPLAINT').breached).toBe(true);
    expect(desk.told('clock-breached').filter((who) => who !== '3003')).not.toContain('manager');
  });
});

describe('what turns out to be a complaint about the service', () => {
  test('is one from then on, its limit from when it came; whoever had it is not named by that', () => {
    const desk = new Desk({ channel: 'email', category: null });
    desk.now = at('2025-11-04 10:00');
    desk.do('classify', people.agent, toComplaint);
    expect(desk.clock('QUALITY_COMPLAINT')).toMatchObject({ startedAt: at('2025-11-03 09:30'), status: 'running' });
    expect(desk.state).toMatchObject({ status: 'ASSIGNED', department: 'QA', assignee: null });
    expect(desk.state.reviews.open).toMatchObject([{ origin: 'complaint', subject: null }]);
    expect(desk.clocks).not.toContain('SPECIALIST_TAKEOVER running');
    expect(mayRead(people.agent, desk.state)).toBe(false);
  });

  test('and what was none stays out of the hands of whoever its review is about', () => {
    const desk = complaint();
    const simple = { ...toComplaint, category: 'OTH.RULE.FEE', slaClass: 'simple', routing: 'direct' } as const;
    desk.do('classify', people.supervisor, { ...simple, department: 'FRONT' });
    for (const one of [desk, told(desk)]) {
      expect(mayRead(people.agent, one.state)).toBe(false);
      expect(desk.try('take-over', people.agent, {})).toBe('forbidden');
      expect(needOfNext(one.state).without).toContain('1001');
      expect(mayRead(people.otherAgent, one.state)).toBe(true);
    }
    expect(desk.try('take-over', people.otherAgent, {})).toBeNull();
  });

  test('and what was none goes to its queue by a supervisor’s word, with its limit', () => {
    const desk = complaint();
    const refund = { ...toComplaint, category: 'ORD.PAY.REFUND', department: 'PAY' } as const;
    desk.do('classify', people.supervisor, refund);
    expect(desk.clock('QUALITY_COMPLAINT').status).toBe('cancelled');
    expect(desk.clock('RESOLVE_COMPLEX')).toMatchObject({ startedAt: at('2025-11-03 09:30'), status: 'running' });
    expect(desk.try('take-over', people.pay, {})).toBeNull();
    expect(told(desk).state.status).toBe('IN_PROGRESS');
  });
});
