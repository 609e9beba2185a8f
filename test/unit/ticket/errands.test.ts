import { describe, expect, test } from 'vitest';
import type { StaffRef } from '../../../contracts/people.ts';
import { decide, type TicketInput } from '../../../domain/ticket/decide.ts';
import { type Errand, owedErrands } from '../../../domain/ticket/errands.ts';
import { refOf } from '../../../domain/ticket/people/who.ts';
import { at, Desk, people } from '../../support/desk.ts';

const { agent, customer, otherPay, pay, senior, supervisor } = people;
const HEAD = 'KF20251103009';
const monday = at('2025-11-03 09:30');

function owed({ state }: Desk): readonly Errand[] {
  return owedErrands(state);
}

/** What the desk is asked when this is decided, and what it owes from then on. */
function asked(desk: Desk, input: TicketInput): unknown {
  const decision = decide(desk.state, input, desk.now);
  if (!decision.ok) throw new Error(decision.refusal.detail.en);
  return decision.route;
}

function found(desk: Desk, to: StaffRef | null): Desk {
  const [errand] = owed(desk);
  if (errand?.kind !== 'route') throw new Error('nobody is looked for');
  desk.input({ name: 'routed', request: errand.request, to });
  return desk;
}

describe('what a ticket owes outside of its decisions', () => {
  test('as it opens: its mail, where there is somebody to mail it to', () => {
    expect(owed(new Desk())).toEqual([]);
    expect(owed(new Desk({ channel: 'email' }))).toEqual([{ kind: 'notify', version: 1 }]);
    expect(owed(new Desk({ channel: 'email' }).do('take-over', agent, {}))).toEqual([]);
  });

  test('a senior agent, until one has it, or the supervisors know that it waits for one', () => {
    const desk = new Desk().do('take-over', agent, {});
    const escalate = { name: 'escalate', actor: customer, textId: null, expectedVersion: null, payload: {} } as const;
    const request = asked(desk, escalate);
    const wished = (): Desk => new Desk().do('take-over', agent, {}).do('escalate', customer, {});
    expect(owed(wished())).toEqual([{ kind: 'route', version: 3, request }]);
    expect(owed(found(wished(), refOf(senior)))).toEqual([]);
    const waiting = found(wished(), null);
    expect(owed(waiting)).toEqual([]);
    expect(waiting.told('escalation-waits')).toEqual(['supervisor']);
    expect(owed(waiting.do('progress-report', agent, {}))).toEqual([]);
  });

  test('not while it waits for the customer; it does where it goes on', () => {
    const desk = new Desk().do('take-over', agent, {}).do('request-material', agent, { items: 1 });
    expect(owed(desk.do('escalate', customer, {}))).toEqual([]);
    expect(owed(desk.do('supply-material', customer, { items: [0] }))).toMatchObject([{ kind: 'route' }]);
  });

  test('its department’s lead, from a missed takeover until somebody has it', () => {
    const queued = (): Desk => new Desk({ category: 'ORD.PAY.REFUND', channel: 'phone', at: monday });
    const missed = (): Desk => queued().passTo(at('2025-11-05 09:00'));
    expect(owed(queued())).toEqual([]);
    expect(missed().routes).toEqual(['department-lead PAY']);
    expect(owed(missed())).toMatchObject([{ kind: 'route', request: { want: 'department-lead', department: 'PAY' } }]);
    expect(owed(found(missed(), refOf(otherPay)))).toEqual([]);
    expect(owed(missed().do('take-over', pay, {}))).toEqual([]);
  });

  test('its followers, as head of an incident: its answer while that stands, and their release once it has ended', () => {
    const head = new Desk().do('take-over', agent, {}).do('mark-incident', supervisor, {});
    expect(owed(head)).toEqual([]);
    expect(owed(head.do('answer', agent, {}))).toEqual([{ kind: 'followers' }]);
    expect(owed(head.do('reject', customer, {}))).toEqual([]);
    expect(owed(head.do('withdraw', customer, {}))).toEqual([{ kind: 'release', version: head.state.version }]);
  });

  test('a look at its head, as a follower that waits for the answer', () => {
    const follower = new Desk().do('attach', agent, { to: HEAD });
    expect(owed(follower)).toEqual([{ kind: 'catch-up', head: HEAD }]);
    expect(owed(follower.do('answer-incident', agent, { head: HEAD }))).toEqual([]);
  });

  test('its reviews', () => {
    const desk = new Desk()
      .do('take-over', agent, {})
      .do('withdraw', customer, {})
      .do('complain', customer, { about: null });
    expect(owed(desk)).toEqual(desk.state.reviews.open.map((opening) => ({ kind: 'review', opening })));
    expect(desk.state.reviews.open).toHaveLength(1);
  });
});
