import { describe, expect, test } from 'vitest';
import type { CommandPayloads } from '../../../contracts/commands.ts';
import type { StaffRef, StaffRole } from '../../../contracts/people.ts';
import { owner } from '../../../domain/ticket/people/owner.ts';
import { waitingOn } from '../../../domain/ticket/waiting.ts';
import { at, commandOf, Desk, people } from '../../support/desk.ts';
import { REFUND } from '../../support/refund.ts';

const { agent, duty, order, otherAgent, pay, senior, supervisor } = people;
const ref = ({ staffNo, role, department }: StaffRef): StaffRef => ({ staffNo, role, department });
const SIMPLE: CommandPayloads['classify'] = {
  category: 'OTH.RULE.FEE',
  slaClass: 'simple',
  routing: 'direct',
  department: 'FRONT',
  urgent: false,
};
/** A complaint about somebody that a supervisor has found to be another matter. */
const found = (about: StaffRef, as = SIMPLE): Desk =>
  new Desk({ category: 'SVC.COMPLAINT', about: about.staffNo, aboutRole: about.role }).do('classify', supervisor, as);
const planOf = (lead: StaffRef, responsible: StaffRef): CommandPayloads['coordinate'] => ({
  lead: ref(lead),
  latestMilestoneAt: null,
  tasks: [{ department: responsible.department, responsible: ref(responsible), milestoneAt: at('2025-11-05 18:00') }],
});

/** The field that a command was refused for, with what was expected there. */
function refusedAt(desk: Desk, ...given: Parameters<typeof commandOf>): [string | undefined, string | undefined] {
  const decision = desk.input(commandOf(...given));
  const error = decision.ok ? undefined : decision.refusal.errors?.[0];
  return [error?.pointer, error?.expected.zh];
}

describe('whom a complaint was about is named for no part of it, whatever it turns out to be', () => {
  test('not to lead its plan, nor for a task of it', () => {
    const [lead, why] = refusedAt(found(agent), 'coordinate', supervisor, planOf(agent, pay));
    expect([lead, why]).toEqual(['/lead', expect.stringContaining('不针对其本人')]);
    const [task, whyTask] = refusedAt(found(pay), 'coordinate', supervisor, planOf(agent, pay));
    expect([task, whyTask]).toEqual(['/tasks/0/responsible', expect.stringContaining('不针对其本人')]);
    expect(found(agent).try('coordinate', supervisor, planOf(otherAgent, pay))).toBeNull();
  });

  test('not by whoever hands a task or the ticket on', () => {
    const desk = found(pay).do('coordinate', supervisor, planOf(agent, people.otherPay));
    const taskId = 'KF20251103001-T1';
    expect(refusedAt(desk, 'task-transfer', people.otherPay, { taskId, to: ref(pay) })[0]).toBe('/to');
    expect(desk.try('task-take-over', pay, { taskId })).toBe('forbidden');
    expect(refusedAt(desk, 'hand-on', supervisor, { to: ref(pay) })[0]).toBe('/to');
    expect(desk.try('task-take-over', people.otherPay, { taskId })).toBeNull();
  });

  test('not for what a ruling orders', () => {
    const desk = found(pay, REFUND);
    desk.do('open-dispute', people.customer, { supplierCompanyId: 'supplier' });
    desk.passTo(at('2025-11-14 10:00'));
    expect(desk.state.dispute?.step).toBe('DECIDING');
    const milestoneAt = at('2025-11-20 18:00');
    const ruled = (responsible: StaffRef): CommandPayloads['rule'] => ({
      outcome: 'FOR_BUYER',
      measures: [{ department: 'PAY', responsible: ref(responsible), milestoneAt, reworded: true }],
    });
    expect(refusedAt(desk, 'rule', supervisor, ruled(pay))[0]).toBe('/measures/0/responsible');
    expect(desk.try('rule', supervisor, ruled(people.otherPay))).toBeNull();
  });

  test('not where it is called urgent while he is on duty: the supervisors are alarmed, and he hears nothing', () => {
    const desk = found(duty);
    const before = desk.told('urgent-confirmed').length;
    desk.do('confirm-urgent', supervisor, { duty: ref(duty) });
    expect(desk.state.assignee).toBeNull();
    expect(desk.told('urgent-confirmed').slice(before)).toContain('supervisor');
    expect(desk.told('urgent-confirmed')).not.toContain(duty.staffNo);
    expect(found(agent).do('confirm-urgent', supervisor, { duty: ref(duty) }).state.assignee).toEqual(ref(duty));
  });

  test('not as the lead of a department that did not take it in time', () => {
    const desk = found(order, REFUND);
    const { key, plan } = desk.clock('SPECIALIST_TAKEOVER');
    desk.now = plan?.dueAt ?? desk.now;
    const decision = desk.input({ name: 'moments-passed', keys: [key] });
    expect(decision).toMatchObject({ route: { want: 'department-lead', department: 'PAY', except: ['2002'] } });
  });

  test('nor is he called upon in a round', () => {
    const desk = found(senior).do('take-over', agent, {}).do('answer', agent, {}).do('reject', people.customer, {});
    expect(owner(desk.state)).toContainEqual({ kind: 'role', role: 'seniorAgent', except: ['1001', '1003'] });
  });
});

describe('whom a review names only with its result has nothing of the ticket in hand any more', () => {
  const nobodyNamed = (as = SIMPLE): Desk => new Desk({ category: 'SVC.COMPLAINT' }).do('classify', supervisor, as);
  const named = (desk: Desk, { staffNo: subject, role }: { staffNo: string; role?: StaffRole }): Desk => {
    const reviewId = 'KF20251103001-Q1';
    desk.notices.splice(0);
    const told = { subject, ...(role && { subjectRole: role }), actor: people.inspector, textId: null };
    desk.input({ name: 'review-ended', reviewId, reopen: false, ...told });
    return desk;
  };

  test('it waits in its queue again, and others take it', () => {
    const desk = named(nobodyNamed().do('take-over', agent, {}), agent);
    expect(desk.state).toMatchObject({ status: 'RECEIVED', assignee: null });
    expect(desk.told('ticket-left')).toEqual(['1001']);
    expect(desk.told('ticket-queued')).toEqual(['FRONT']);
    expect(desk.try('take-over', otherAgent, {})).toBeNull();
  });

  test('a department takes it within its time again', () => {
    const desk = named(nobodyNamed(REFUND).do('take-over', pay, {}), pay);
    expect(desk.state).toMatchObject({ status: 'ASSIGNED', assignee: null });
    expect(desk.clock('SPECIALIST_TAKEOVER').status).toBe('running');
    expect(desk.try('take-over', people.otherPay, {})).toBeNull();
  });

  test('a round waits for its level, within its limit', () => {
    const refused = nobodyNamed().do('take-over', agent, {}).do('answer', agent, {}).do('reject', people.customer, {});
    const { dueAt } = refused.clock('REASSESS').plan ?? {};
    const desk = named(refused.do('take-over', senior, {}), senior);
    expect(desk.state).toMatchObject({ status: 'REASSESSING', round: 1, assignee: null });
    expect(desk.clock('REASSESS').plan?.dueAt).toBe(dueAt);
    expect(desk.try('take-over', { ...senior, staffNo: '1009' }, {})).toBeNull();
  });

  test('a supervisor names who leads the plan, and plans his tasks anew', () => {
    const planned = (): Desk => nobodyNamed().do('coordinate', supervisor, planOf(agent, pay));
    const lead = named(planned(), agent);
    expect(lead.state).toMatchObject({ status: 'COORDINATING', lead: null, assignee: null });
    expect(lead.told('plan-left')).toEqual(['supervisor']);
    expect(lead.told('ticket-left')).toEqual(['1001']);
    const tasks = named(planned(), pay);
    expect(tasks.state.tasks).toMatchObject([{ status: 'REFUSED' }]);
    expect(tasks.told('task-answered')).toEqual(['1001', 'supervisor']);
    expect(tasks.told('ticket-left')).toEqual(['2001']);
  });

  test('where it cannot wait in a queue the supervisors hear that it needs somebody else', () => {
    const desk = named(nobodyNamed().do('take-over', agent, {}).do('request-material', agent, { items: 1 }), agent);
    expect(desk.told('handler-judged')).toEqual(['supervisor']);
    expect(desk.told('ticket-left')).toEqual(['1001']);
    expect(desk.state.assignee).toBeNull();
    expect(owner(desk.state)).toEqual([{ kind: 'role', role: 'supervisor' }]);
    desk.do('supply-material', people.customer, { items: [0] });
    expect([desk.state.status, waitingOn(desk.state)]).toEqual(['IN_PROGRESS', 'supervisor']);
    expect(desk.told('material-supplied')).toEqual(['supervisor']);
    desk.do('hand-on', supervisor, { to: ref(otherAgent) });
    expect(desk.try('answer', otherAgent, {})).toBeNull();
  });

  test('nor of what is in dispute, which goes on without him', () => {
    const disputed = nobodyNamed(REFUND).do('take-over', pay, {});
    disputed.do('open-dispute', people.customer, { supplierCompanyId: 'supplier' });
    const desk = named(disputed, pay);
    expect(desk.state).toMatchObject({ status: 'WAITING_PARTIES', assignee: null, lead: null });
    expect(desk.told('handler-judged')).toEqual(['supervisor']);
    expect(desk.told('ticket-left')).toEqual(['2001']);
    expect(desk.try('hand-on', supervisor, { to: ref(people.otherPay) })).toBeNull();
  });

  test('nor of a plan that he leads for a dispute', () => {
    const desk = nobodyNamed(REFUND).do('take-over', pay, {});
    desk.do('coordinate', supervisor, planOf(agent, people.otherPay));
    desk.do('open-dispute', people.customer, { supplierCompanyId: 'supplier' }).passTo(at('2025-11-14 10:00'));
    expect(desk.state).toMatchObject({ status: 'COORDINATING', assignee: ref(pay), lead: ref(agent) });
    expect(named(desk, pay).state).toMatchObject({ assignee: null, lead: ref(agent) });
  });

  test('what was answered waits for the customer without him', () => {
    const desk = named(nobodyNamed().do('take-over', agent, {}).do('answer', agent, {}), agent);
    expect(desk.state).toMatchObject({ status: 'AWAITING_CONFIRMATION', assignee: null, proposedBy: '1001' });
    expect(desk.try('accept', people.customer, {})).toBeNull();
  });

  test('of which role he is is kept, where he was named so', () => {
    const desk = new Desk({ category: 'SVC.COMPLAINT', about: agent.staffNo, aboutRole: agent.role });
    expect(desk.state.judgedRoles).toEqual({ '1001': 'agent' });
    const byResult = new Desk({ category: 'SVC.COMPLAINT' });
    byResult.input({
      name: 'review-ended',
      reviewId: 'KF20251103001-Q1',
      reopen: false,
      subject: pay.staffNo,
      subjectRole: pay.role,
      actor: people.inspector,
      textId: null,
    });
    expect(byResult.state.judgedRoles).toEqual({ '2001': 'specialist' });
    byResult.do('reject', people.customer, {});
    byResult.do('complain', people.customer, { about: supervisor.staffNo, aboutRole: supervisor.role });
    expect(byResult.state.judgedRoles).toEqual({ '2001': 'specialist', '3001': 'supervisor' });
    expect(named(new Desk({ category: 'SVC.COMPLAINT' }), { staffNo: '1001' }).state.judgedRoles).toBeUndefined();
  });

  test('nor who is complained of while he re-assesses a complaint about the service', () => {
    const desk = named(new Desk({ category: 'SVC.COMPLAINT' }), otherAgent).do('reject', people.customer, {});
    const colleague = { ...people.inspector, staffNo: '3009' };
    desk.do('take-over', colleague, {}).do('complain', people.customer, { about: colleague.staffNo });
    expect(desk.state).toMatchObject({ status: 'REASSESSING', assignee: null });
    expect(desk.told('ticket-left')).toEqual(['3009']);
    expect(desk.try('take-over', { ...colleague, staffNo: '3010' }, {})).toBeNull();
  });

  test('whoever has nothing of it hears nothing', () => {
    const desk = named(nobodyNamed().do('take-over', agent, {}), otherAgent);
    expect(desk.state).toMatchObject({ status: 'IN_PROGRESS', assignee: ref(agent) });
    expect(desk.notices).toEqual([]);
  });
});
