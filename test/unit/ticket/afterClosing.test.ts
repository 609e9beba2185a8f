import { describe, expect, test } from 'vitest';
import type { StaffActor } from '../../../contracts/people.ts';
import { waitingOn } from '../../../domain/ticket/waiting.ts';
import { at, Desk, people } from '../../support/desk.ts';

const other: StaffActor = { kind: 'staff', staffNo: '3009', role: 'supervisor', department: 'FRONT' };
const complex = (): Desk =>
  new Desk({ channel: 'phone', category: 'ORD.PAY.FAILED' })
    .do('take-over', people.pay, {})
    .do('answer', people.pay, {});

describe('following up a closed ticket', () => {
  test('a complex case is asked about again; solved, nothing more is owed', () => {
    const desk = complex().do('accept', people.customer, {});
    expect(desk.state.owed).toEqual({ duty: 'follow-up', by: null });
    expect(desk.told('follow-up-due')).toEqual(['FRONT']);
    expect(desk.try('follow-up', people.pay, { solved: true })).toBe('forbidden');
    desk.do('follow-up', people.agent, { solved: true });
    expect(desk.state).toMatchObject({ status: 'CLOSED', owed: null });
    expect(desk.try('follow-up', people.agent, { solved: true })).toBe('state-conflict');
  });

  test('it waits on the desk until it is asked about, and then on the customer', () => {
    const desk = complex().do('accept', people.customer, {});
    expect(waitingOn(desk.state)).toBe('department');
    desk.do('follow-up', people.agent, { solved: true });
    expect(waitingOn(desk.state)).toBe('customer');
  });

  test('the end of a service waits on the supervisor who looks at it again', () => {
    const desk = new Desk().do('terminate', people.supervisor, {});
    expect(waitingOn(desk.state)).toBe('supervisor');
    desk.do('review-termination', other, { upheld: true });
    expect(waitingOn(desk.state)).toBe('customer');
  });

  test('not solved: it goes back to work, with somebody else', () => {
    const desk = complex().do('accept', people.customer, {}).do('follow-up', people.agent, { solved: false });
    expect(desk.state).toMatchObject({ status: 'REASSESSING', round: 1, owed: null, pastHandlers: ['2001'] });
    expect(desk.eventTypes().slice(-2)).toEqual(['followed-up', 'reopened']);
  });

  test('a customer who fell silent is asked, whatever it was about', () => {
    const desk = new Desk().do('take-over', people.agent, {}).do('answer', people.agent, {});
    const due = desk.clock('CONFIRM_WAIT').plan?.dueAt ?? '';
    desk.passTo(due);
    expect(desk.state).toMatchObject({ closeReason: 'NO_RESPONSE', owed: { duty: 'follow-up', by: null } });
  });

  test.each(['withdraw', 'accept'] as const)('nobody is asked after a simple one ended by %s', (name) => {
    const desk = new Desk().do('take-over', people.agent, {}).do('answer', people.agent, {});
    expect(desk.do(name, people.customer, {}).state.owed).toBeNull();
  });

  test.each([
    ['terminate', 0],
    ['decline', 2],
  ] as const)('after %s the customer is asked %i times to rate it', (name, times) => {
    const desk = new Desk({ channel: 'phone' }).do('take-over', people.agent, {}).do('warn-abuse', people.agent, {});
    desk.do(name, people.agent, {});
    desk.passTo(desk.clock('RATING_WINDOW').plan?.dueAt ?? '');
    expect(desk.notices.filter(({ template }) => template === 'rating-invited')).toHaveLength(times);
  });

  test('beside the windows of a closed ticket a limit of the house runs for it, and late it is told', () => {
    const desk = complex().do('accept', people.customer, {});
    const running = desk.state.clocks.filter(({ status }) => status === 'running').map(({ id }) => id);
    expect(running).toEqual(['RATING_WINDOW', 'REOPEN_WINDOW', 'FOLLOW_UP']);
    desk.passTo(at('2025-11-04 18:00'));
    expect(desk.clock('FOLLOW_UP')).toMatchObject({ breached: true, status: 'running' });
    expect(desk.told('clock-breached')).toEqual(['FRONT', 'supervisor']);
    desk.passTo(at('2025-11-05 18:00'));
    expect(desk.told('clock-overdue')).toEqual(['manager']);
    expect(desk.state.supervised).toBe(false);
    desk.do('follow-up', people.agent, { solved: true });
    expect(desk.clock('FOLLOW_UP').status).toBe('breached');
  });

  test('made in time, or not wanted any more since it was re-opened, nobody is told', () => {
    const made = complex().do('accept', people.customer, {}).do('follow-up', people.agent, { solved: true });
    expect(made.clock('FOLLOW_UP').status).toBe('met');
    const reopened = complex().do('accept', people.customer, {}).do('reopen', people.customer, {});
    expect(reopened.clock('FOLLOW_UP').status).toBe('cancelled');
    expect(reopened.state.owed).toBeNull();
  });

  test('never made, it ends with the archive', () => {
    const desk = complex().do('accept', people.customer, {}).passTo(at('2025-12-10 10:00'));
    expect(desk.state.status).toBe('ARCHIVED');
    expect(desk.clock('FOLLOW_UP')).toMatchObject({ status: 'cancelled', breached: true });
  });
});

describe('an end of service after abuse', () => {
  const terminated = (by = people.supervisor): Desk => new Desk().do('terminate', by, {});

  test('is reviewed by a supervisor other than the one who ended it', () => {
    const desk = terminated();
    expect(desk.state.owed).toEqual({ duty: 'termination-review', by: people.supervisor.staffNo });
    expect(desk.told('termination-review-due')).toEqual(['supervisor', 'manager']);
    expect(desk.try('review-termination', people.agent, { upheld: true })).toBe('forbidden');
    expect(desk.try('review-termination', people.supervisor, { upheld: true })).toBe('forbidden');
    desk.do('review-termination', other, { upheld: true });
    expect(desk.state).toMatchObject({ status: 'CLOSED', owed: null });
  });

  test('is reviewed by the manager where the only supervisor ended it, and by the supervisors alone where an agent did', () => {
    const own = terminated();
    expect(own.try('reopen', people.supervisor, {})).toBe('forbidden');
    expect(terminated().try('reopen', other, {})).toBeNull();
    own.do('review-termination', people.manager, { upheld: true });
    expect(own.try('reopen', people.supervisor, {})).toBeNull();
    const desk = terminated().do('review-termination', people.manager, { upheld: true });
    expect(desk.state.owed).toBeNull();
    const byAgent = new Desk().do('take-over', people.agent, {}).do('warn-abuse', people.agent, {});
    expect(byAgent.do('terminate', people.agent, {}).told('termination-review-due')).toEqual(['supervisor']);
  });

  test('of whoever ended it nobody asks that, nor tells him that it is late', () => {
    const desk = terminated();
    const others = { kind: 'role', role: 'supervisor', except: [people.supervisor.staffNo] };
    const toSupervisors = (template: string) =>
      desk.notices.find(
        ({ to, ...notice }) => notice.template === template && to.kind === 'role' && to.role === 'supervisor',
      );
    expect(toSupervisors('termination-review-due')?.to).toEqual(others);
    desk.passTo(at('2025-11-04 18:00'));
    expect(toSupervisors('clock-breached')?.to).toEqual(others);
  });

  test.each([
    [true, 'ARCHIVED'],
    [false, 'REASSESSING'],
  ])('is waited for by the archive, however late: upheld %s', (upheld, status) => {
    const desk = terminated().passTo(at('2025-12-20 12:00'));
    expect(desk.state.status).toBe('CLOSED');
    desk.do('review-termination', other, { upheld });
    expect(desk.state.status).toBe(status);
  });

  test('late, the supervisors and the manager hear of it', () => {
    const desk = terminated().passTo(at('2025-11-04 18:00'));
    expect(desk.told('clock-breached')).toEqual(['supervisor', 'manager']);
    desk.do('review-termination', other, { upheld: true });
    expect(desk.clock('TERMINATION_REVIEW').status).toBe('breached');
  });

  test('is undone with an apology where it was wrong', () => {
    const desk = terminated().do('review-termination', other, { upheld: false });
    expect(desk.state.status).toBe('REASSESSING');
    expect(desk.told('termination-undone')).toEqual(['customer']);
  });

  test('undone, the warning is undone with it', () => {
    const desk = new Desk().do('warn-abuse', people.agent, {}).do('terminate', people.agent, {});
    desk.do('review-termination', other, { upheld: false });
    expect(desk.try('terminate', people.agent, {})).toBe('state-conflict');
    expect(desk.try('warn-abuse', people.agent, {})).toBeNull();
  });
});

describe('an urgent ticket that the desk itself brings back outside staffed time', () => {
  const { agent, customer, duty, manager, supervisor } = people;
  const onDuty = { staffNo: duty.staffNo, role: duty.role, department: duty.department };
  const urgent = (): Desk => new Desk({ category: 'ACC.LOGIN.STOLEN' }).do('take-over', people.risk, {});
  const disappointed = (): Desk => {
    const desk = urgent().do('answer', people.risk, {});
    return desk.passTo(desk.clock('CONFIRM_WAIT').plan?.dueAt ?? '');
  };
  /** Who was alarmed since it came back. */
  const alarmed = (desk: Desk): string[] => desk.told('urgent-confirmed');

  test('calls out the person on duty: not solved, as the follow-up finds', () => {
    const desk = disappointed().do('follow-up', agent, { solved: false, duty: onDuty });
    expect(desk.clock('URGENT_RESPONSE').status).toBe('running');
    expect(alarmed(desk)).toEqual([duty.staffNo, 'supervisor']);
  });

  test('calls him out where the end of the service does not hold', () => {
    const desk = urgent().do('terminate', supervisor, {});
    desk.do('review-termination', manager, { upheld: false, duty: onDuty });
    expect(desk.clock('URGENT_RESPONSE').status).toBe('running');
    expect(alarmed(desk)).toEqual([duty.staffNo, 'supervisor']);
  });

  test('calls him out where a review finds the result wrong', () => {
    const desk = disappointed().do('rate', customer, { rating: 'DISSATISFIED' });
    const reviewId = 'KF20251103001-Q1';
    const actor = people.inspector;
    desk.input({ name: 'review-ended', reviewId, reopen: true, subject: null, actor, duty: onDuty, textId: null });
    expect(desk.state).toMatchObject({ status: 'REASSESSING', urgent: true });
    expect(alarmed(desk)).toEqual([duty.staffNo, 'supervisor']);
  });

  test('alarms the supervisors where nobody is on duty but whom it is about, whoever brings it back', () => {
    const desk = disappointed().do('reopen', customer, { duty: 'nobody' });
    expect(desk.clock('URGENT_RESPONSE').status).toBe('running');
    expect(alarmed(desk)).toEqual(['supervisor']);
  });

  test('calls nobody where its channel is staffed', () => {
    const desk = disappointed().do('follow-up', agent, { solved: false });
    expect(alarmed(desk)).toEqual([]);
  });
});
