import { describe, expect, test } from 'vitest';
import type { CommandPayloads } from '../../../contracts/commands.ts';
import type { StaffActor } from '../../../contracts/people.ts';
import { refusalFor } from '../../../domain/ticket/allowed.ts';
import { isIncidentHead, leavesFollowers, waitsForAnswer } from '../../../domain/ticket/incidentHead.ts';
import { refOf } from '../../../domain/ticket/people/who.ts';
import { at, commandOf, Desk, people } from '../../support/desk.ts';

const HEAD = 'KF20251103009';
const planOf = (lead: StaffActor): CommandPayloads['coordinate'] => ({
  lead: refOf(lead),
  latestMilestoneAt: null,
  tasks: [{ department: 'PAY', responsible: refOf(people.pay), milestoneAt: at('2025-11-05 18:00') }],
});
const attached = (category?: string): Desk =>
  new Desk(category === undefined ? {} : { category }).do('attach', people.agent, { to: HEAD });

describe('one incident, many tickets', () => {
  test('a supervisor marks its head, which follows nobody', () => {
    const desk = new Desk();
    expect(desk.try('mark-incident', people.agent, {})).toBe('forbidden');
    desk.do('mark-incident', people.supervisor, {});
    expect(desk.state.incident).toBe(desk.state.ticketNo);
    expect(desk.try('attach', people.agent, { to: HEAD })).toBe('state-conflict');
    expect(desk.try('detach', people.agent, {})).toBe('forbidden');
    expect(desk.try('mark-incident', people.supervisor, {})).toBe('state-conflict');
  });

  test('whoever has its head hears that it is one, and so do the supervisors', () => {
    const desk = new Desk().do('take-over', people.agent, {}).do('mark-incident', people.supervisor, {});
    expect(desk.told('incident-marked')).toEqual(['1001', 'supervisor']);
  });

  test('a ticket is attached by a duty agent too, and of the specialists by whoever has it alone', () => {
    expect(new Desk().try('attach', people.duty, { to: HEAD })).toBeNull();
    const desk = new Desk({ category: 'ORD.PAY.FAILED' }).do('take-over', people.pay, {});
    expect(desk.try('attach', people.otherPay, { to: HEAD })).toBe('forbidden');
    expect(desk.try('attach', people.pay, { to: HEAD })).toBeNull();
  });

  test('a follower’s customer is told without the number of another’s ticket', () => {
    const desk = attached();
    expect(desk.state.incident).toBe(HEAD);
    const notice = desk.notices.find(({ template }) => template === 'incident-attached');
    expect(JSON.stringify(notice?.params)).not.toContain(HEAD);
  });

  test('what is urgent in a follower was contained as the incident was declared', () => {
    const desk = new Desk({ category: 'ACC.LOGIN.STOLEN' });
    expect(desk.clock('URGENT_CONTAIN').status).toBe('running');
    desk.do('attach', people.agent, { to: HEAD });
    expect(desk.clock('URGENT_CONTAIN').status).toBe('met');
    const later = attached().do('confirm-urgent', people.supervisor, { duty: null });
    expect(later.clock('URGENT_CONTAIN').status).toBe('met');
  });

  test('a ticket cannot follow itself, and a customer attaches nothing', () => {
    const desk = new Desk();
    expect(desk.try('attach', people.agent, { to: desk.state.ticketNo })).toBe('unknown-reference');
    expect(desk.try('attach', people.customer, { to: HEAD })).toBe('forbidden');
  });

  test.each(['TEC.GUIDE.REPORT', 'ORD.PAY.FAILED', 'ORD.DISPUTE.CASE'])(
    'the head’s answer is the answer of a follower of %s, whoever has it',
    (category) => {
      const desk = attached(category).do('answer-incident', people.tech, { head: HEAD });
      expect(desk.state.status).toBe('AWAITING_CONFIRMATION');
      expect(desk.told('answer-sent')).toEqual(['customer']);
      const running = desk.state.clocks.filter(({ status }) => status === 'running').map(({ id }) => id);
      expect(running).toEqual(['CONFIRM_WAIT']);
      expect(desk.events.find(({ type }) => type === 'incident-answered')?.data).toMatchObject({ incident: HEAD });
      expect(desk.try('answer-incident', people.tech, { head: HEAD })).toBe('state-conflict');
    },
  );

  test('not of one that is about whoever gave it: it goes on by itself, and whoever must act is told', () => {
    const desk = new Desk({ category: 'SVC.COMPLAINT', about: people.tech.staffNo });
    desk.do('classify', people.supervisor, {
      category: 'OTH.RULE.FEE',
      slaClass: 'simple',
      routing: 'direct',
      department: 'FRONT',
      urgent: false,
    });
    desk.do('attach', people.agent, { to: HEAD });
    expect(desk.try('answer-incident', people.tech, { head: HEAD })).toBe('forbidden');
    desk.do('detach', { kind: 'system' }, { from: HEAD, unanswered: true });
    expect(desk.state).toMatchObject({ status: 'RECEIVED', incident: null });
    expect(desk.told('incident-left-out')).toEqual(['FRONT', 'supervisor', 'manager']);
    expect(desk.told('incident-detached')).toEqual(['customer']);
    const answered = attached().do('answer-incident', people.tech, { head: HEAD });
    expect(answered.try('detach', { kind: 'system' }, { from: HEAD, unanswered: true })).toBe('state-conflict');
  });

  test('where its customer refuses it, whoever gave the head’s answer is barred, not who has the follower', () => {
    const desk = attached('ORD.PAY.FAILED').do('take-over', people.pay, {});
    desk.do('answer-incident', people.senior, { head: HEAD }).do('reject', people.customer, {});
    expect(desk.state).toMatchObject({ round: 1, pastHandlers: ['1003'], refusedRoles: ['seniorAgent'] });
    expect(desk.try('take-over', people.senior, {})).toBe('forbidden');
    expect(desk.try('take-over', people.pay, {})).toBeNull();
  });

  test('a follower that was waiting for its customer gets it too', () => {
    const desk = attached().do('take-over', people.agent, {}).do('request-material', people.agent, { items: 2 });
    desk.do('answer-incident', people.tech, { head: HEAD });
    expect(desk.state).toMatchObject({ status: 'AWAITING_CONFIRMATION', material: null });
    expect(desk.clock('MATERIAL_WAIT').status).toBe('cancelled');
  });

  test('the departments of a follower’s plan have nothing to do for it any more', () => {
    const desk = attached().do('take-over', people.agent, {});
    desk.do('coordinate', people.supervisor, planOf(people.agent)).do('answer-incident', people.tech, { head: HEAD });
    expect(desk.state.tasks).toMatchObject([{ status: 'CANCELLED' }]);
    expect(desk.clock('MILESTONE').status).toBe('cancelled');
  });

  test('a suggestion belongs to none: its review is its answer', () => {
    const desk = new Desk({ category: 'OTH.SUGGEST.BUG' });
    expect(desk.try('attach', people.agent, { to: HEAD })).toBe('state-conflict');
    expect(desk.try('mark-incident', people.supervisor, {})).toBe('state-conflict');
    expect(refusalFor(desk.state, people.agent, 'attach')?.detail.en).toContain('by review-suggestion');
    const follower = attached();
    const payload = { slaClass: 'simple', routing: 'department', department: 'IMPROVE', urgent: false } as const;
    const become = { ...payload, category: 'OTH.SUGGEST.BUG' };
    expect(follower.try('classify', people.agent, become)).toBe('state-conflict');
    expect(follower.do('detach', people.agent, {}).try('classify', people.agent, become)).toBeNull();
  });

  test('nor does what is about the service: it is taken off first', () => {
    const payload = { slaClass: 'simple', routing: 'department', department: 'QA', urgent: false } as const;
    const complaint = { ...payload, category: 'SVC.COMPLAINT' };
    const follower = attached();
    expect(follower.try('classify', people.supervisor, complaint)).toBe('state-conflict');
    expect(refusalFor(follower.state, people.supervisor, 'detach')).toBeNull();
    expect(follower.do('detach', people.supervisor, {}).try('classify', people.supervisor, complaint)).toBeNull();
  });

  test('what was taken off the incident, or answered before, is left alone', () => {
    const desk = attached().do('detach', people.agent, {});
    expect(desk.try('answer-incident', people.tech, { head: HEAD })).toBe('state-conflict');
    expect(desk.told('incident-detached')).toEqual(['customer']);
  });
});

describe('a head that gives no answer', () => {
  const head = (): Desk => new Desk().do('take-over', people.agent, {}).do('mark-incident', people.supervisor, {});

  test('is not merged into another: its followers wait for it', () => {
    const desk = head();
    expect(desk.try('merge', people.agent, { into: HEAD })).toBe('state-conflict');
    expect(desk.try('mark-duplicate', people.agent, { of: HEAD })).toBe('state-conflict');
    expect(refusalFor(desk.state, people.agent, 'merge')?.detail.en).toContain('heads an incident');
  });

  test('may stop being one by a supervisor, who hears that its followers go on by themselves', () => {
    const desk = head().do('detach', people.supervisor, {});
    expect([desk.state.incident, desk.told('incident-ended'), desk.told('incident-detached')]).toEqual([
      null,
      ['supervisor'],
      [],
    ]);
    desk.do('merge', people.agent, { into: HEAD });
    expect(desk.state.closeReason).toBe('DUPLICATE');
  });

  test.each([
    ['is withdrawn', (desk: Desk) => desk.do('withdraw', people.customer, {})],
    ['is out of scope', (desk: Desk) => desk.do('decline', people.agent, {})],
  ])('%s: supervisors hear of it', (_why, end) => {
    expect(end(head()).told('incident-ended')).toEqual(['supervisor']);
  });

  test('is disputed: its followers go on by themselves, and it heads nothing again', () => {
    const desk = head();
    const before = desk.state;
    desk.do('open-dispute', people.customer, { supplierCompanyId: 'supplier' });
    expect(leavesFollowers(before, desk.state)).toBe(true);
    expect([desk.state.incident, desk.told('incident-ended')]).toEqual([null, ['supervisor']]);
    expect(desk.events.find(({ type }) => type === 'detached')?.data).toEqual({ from: desk.state.ticketNo });
    expect(desk.try('mark-incident', people.supervisor, {})).toBe('state-conflict');
  });

  test('nor do the customer’s words that dispute it stand at the end of the incident', () => {
    const desk = head();
    const dispute = commandOf('open-dispute', people.customer, { supplierCompanyId: 'supplier' });
    const decision = desk.input({ ...dispute, textId: 'words' });
    const textOf = (type: string) => desk.events.find((event) => event.type === type)?.textId;
    expect([decision.ok, textOf('detached'), textOf('dispute-opened')]).toEqual([true, null, 'words']);
  });

  test('was answered and is disputed then: nobody joins it, and a supervisor may end it', () => {
    const desk = head().do('answer', people.agent, {});
    desk.do('open-dispute', people.customer, { supplierCompanyId: 'supplier' });
    expect([isIncidentHead(desk.state), waitsForAnswer(desk.state)]).toEqual([true, false]);
    desk.do('detach', people.supervisor, {});
    expect(desk.state.incident).toBeNull();
  });

  test('that was answered and waits for its customer stays one', () => {
    expect(head().do('answer', people.agent, {}).try('detach', people.supervisor, {})).toBe('state-conflict');
  });

  test('answered and accepted leaves nobody waiting, and nothing is told', () => {
    const desk = head().do('answer', people.agent, {}).do('accept', people.customer, {});
    expect(desk.told('incident-ended')).toEqual([]);
    expect(desk.try('detach', people.supervisor, {})).toBe('state-conflict');
  });
});

describe('a follower whose customer does not accept the one answer', () => {
  const refused = (): Desk =>
    attached().do('answer-incident', people.senior, { head: HEAD }).do('reject', people.customer, {});

  test('is re-assessed by itself, and not by whoever gave that answer', () => {
    const desk = refused();
    expect(desk.state).toMatchObject({ status: 'REASSESSING', round: 1, incident: HEAD });
    expect(desk.try('take-over', people.senior, {})).toBe('forbidden');
  });

  test('still follows: the head’s next answer is its next proposal', () => {
    const desk = refused().do('answer-incident', people.supervisor, { head: HEAD });
    expect(desk.state).toMatchObject({ status: 'AWAITING_CONFIRMATION', round: 1 });
  });

  test('is not answered through the head by anybody who was refused, nor from below its round', () => {
    const desk = refused();
    for (const actor of [people.senior, people.agent]) {
      expect(desk.try('answer-incident', actor, { head: HEAD })).toBe('state-conflict');
    }
    expect(desk.state).toMatchObject({ status: 'REASSESSING', round: 1 });
  });

  test('is taken off only from the head that it follows, and merged it waits for none', () => {
    expect(refused().try('detach', { kind: 'system' }, { from: 'KF20251103008' })).toBe('state-conflict');
    expect(refused().do('detach', { kind: 'system' }, { from: HEAD }).state.incident).toBeNull();
    const merged = attached().do('merge', people.agent, { into: 'KF20251103007' });
    expect(merged.try('answer-incident', people.tech, { head: HEAD })).toBe('state-conflict');
    expect(merged.told('incident-ended')).toEqual([]);
  });
});
