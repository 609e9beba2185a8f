import { describe, expect, test } from 'vitest';
import type { StaffRef } from '../../../contracts/people.ts';
import { lineOf } from '../../../domain/handover/lines.ts';
import { handingOf } from '../../../domain/handover/receiver.ts';
import { refOf } from '../../../domain/ticket/people/who.ts';
import { at, Desk, people } from '../../support/desk.ts';

/** The day shift of Monday leaves; 1001 is back on Tuesday morning. */
const LEAVING = [{ staffNo: '1001', returnsAt: at('2025-11-04 08:30') }];

function atWork(by = people.agent): Desk {
  return new Desk({ category: 'TEC.GUIDE.REPORT', at: at('2025-11-03 10:00') }).do('take-over', by, {});
}

function promised(by: string): Desk {
  const desk = atWork();
  desk.do('progress-report', people.agent, { promiseBy: at(by) });
  return desk;
}

/** Answered with a promise and accepted: closed, with a word still owed. */
function closedPromising(by: string): Desk {
  return atWork()
    .do('answer', people.agent, { promiseBy: at(by) })
    .do('accept', people.customer, {});
}

function urgent(duty: StaffRef | null): Desk {
  return new Desk({ category: 'TEC.FAULT.DOWN', at: at('2025-11-03 10:00'), duty });
}

/** Urgent, answered with a promise that is due when the agent is back, and accepted. */
function urgentClosedPromising(): Desk {
  return urgent(refOf(people.agent))
    .do('take-over', people.agent, {})
    .do('answer', people.agent, { promiseBy: at('2025-11-04 08:30') })
    .do('accept', people.customer, {});
}

/** Whoever had it has let it go. */
function unowned(desk: Desk): Desk {
  desk.state = { ...desk.state, assignee: null };
  return desk;
}

function leftMessage(): Desk {
  return new Desk({ category: 'TEC.GUIDE.REPORT', at: at('2025-11-02 20:00') });
}

describe('handed over', () => {
  test.each<[string, () => Desk, string]>([
    ['an urgent ticket of somebody who leaves', () => urgent(refOf(people.agent)), 'urgent'],
    ['an urgent ticket that nobody has', () => urgent(null), 'urgent'],
    ['a left message that nobody has answered', leftMessage, 'left-message'],
    ['a promise due before the agent is back', () => promised('2025-11-04 08:00'), 'promise'],
    ['the same on a closed ticket', () => closedPromising('2025-11-04 08:00'), 'promise'],
    [
      'the same on a ticket that nobody has, of its first contact',
      () => unowned(closedPromising('2025-11-04 08:00')),
      'promise',
    ],
  ])('%s', (_what, desk, kind) => {
    expect(lineOf(desk().state, LEAVING)).toMatchObject({ kind });
  });

  test.each<[string, () => Desk]>([
    ['an ordinary ticket', atWork],
    ['a promise due when the agent is back', () => promised('2025-11-04 08:30')],
    ['an urgent ticket of somebody who stays', () => urgent(refOf(people.otherAgent))],
    ['a promise on a closed ticket due when he is back', () => closedPromising('2025-11-04 08:30')],
    ['a promise that was kept', () => promised('2025-11-04 08:00').do('answer', people.agent, {})],
    ['an urgent one that was closed with a promise due when he is back', urgentClosedPromising],
    ['a closed one', () => urgent(refOf(people.agent)).do('withdraw', people.customer, {})],
    [
      'an urgent one that was answered and waits for the customer',
      () => urgent(refOf(people.agent)).do('take-over', people.agent, {}).do('answer', people.agent, {}),
    ],
  ])('but not %s', (_what, desk) => {
    expect(lineOf(desk().state, LEAVING)).toBeNull();
  });
});

describe('goes to', () => {
  const [acceptor, colleague] = [refOf(people.otherAgent), refOf(people.pay)];
  const paid = () => {
    const desk = new Desk({ category: 'ORD.PAY.FAILED', at: at('2025-11-03 10:00') });
    return desk.do('take-over', people.otherPay, {});
  };
  const handed = (desk: Desk, shift: readonly StaffRef[], from = desk.state.assignee?.staffNo ?? null) =>
    handingOf(desk.state, { from, shift });

  test('whoever accepted the note', () => {
    expect(handed(atWork(), [acceptor, colleague])).toMatchObject({ outcome: 'handed-over', to: { staffNo: '1002' } });
  });

  test('the first of that shift whom the work suits, whoever comes after', () => {
    const shift = [acceptor, refOf(people.senior)];
    expect(handed(atWork(), shift)).toMatchObject({ to: acceptor });
    expect(handed(atWork(), shift.toReversed())).toMatchObject({ to: { staffNo: '1003' } });
  });

  test('a colleague of that shift whom the work suits', () => {
    expect(handed(paid(), [acceptor, colleague])).toMatchObject({ outcome: 'handed-over', to: { staffNo: '2001' } });
  });

  test('whoever accepted it, of a closed ticket on which something is promised: he keeps the promise from now on', () => {
    const desk = closedPromising('2025-11-04 08:00');
    expect(handed(desk, [acceptor])).toMatchObject({ outcome: 'handed-over', to: acceptor });
    desk.do('hand-over', people.otherAgent, { from: '1001', to: acceptor, handover: 'handover-2025-11-03-DAY' });
    expect(desk.state).toMatchObject({ status: 'CLOSED', assignee: acceptor });
  });

  test.each<[string, () => unknown, string]>([
    ['nobody whom it does not suit', () => handed(paid(), [acceptor]), 'stays'],
    ['nobody where its agent works on', () => handed(atWork(), [acceptor, refOf(people.agent)]), 'stays'],
    ['nobody where nobody has it', () => handed(urgent(null), [acceptor]), 'queued'],
    ['nobody where somebody else has it by now', () => handed(atWork(), [acceptor], '1003'), 'settled'],
    ['nobody where it was closed', () => handed(atWork().do('withdraw', people.customer, {}), [acceptor]), 'settled'],
  ])('%s', (_whom, handing, outcome) => {
    expect(handing()).toEqual({ outcome });
  });
});
