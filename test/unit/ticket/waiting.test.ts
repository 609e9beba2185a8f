import { describe, expect, test } from 'vitest';
import type { CommandPayloads } from '../../../contracts/commands.ts';
import type { Channel } from '../../../contracts/ticket.ts';
import type { Decision } from '../../../domain/ticket/state.ts';
import { waitingOn } from '../../../domain/ticket/waiting.ts';
import { toldAsBefore } from '../../../workflows/ticket/patches/told.ts';
import { changedOf } from '../../../workflows/common/searchAttributes.ts';
import { searchAttributesOf } from '../../../workflows/ticket/searchAttributes.ts';
import { at, Desk, people } from '../../support/desk.ts';

const { agent, customer, order, pay, senior, supervisor } = people;
const TO_ORDER: CommandPayloads['classify'] = {
  category: 'ORD.PAY.REFUND',
  slaClass: 'complex',
  routing: 'department',
  department: 'ORDER',
  urgent: false,
};
const planned = (): Desk =>
  new Desk({ category: 'ORD.DISPUTE.CASE' }).do('coordinate', supervisor, {
    lead: order,
    latestMilestoneAt: null,
    tasks: [{ department: 'PAY', responsible: pay, milestoneAt: at('2025-11-06 18:00') }],
  });
const taskId = 'KF20251103001-T1';

describe('everything waits on whoever alone may act', () => {
  test.each([
    [1, 'department'],
    [2, 'supervisor'],
    [3, 'manager'],
  ])('in round %i on the %s', (round, awaited) => {
    const desk = new Desk();
    for (const by of [agent, senior, supervisor].slice(0, round))
      desk.do('take-over', by, {}).do('answer', by, {}).do('reject', customer, {});
    expect(waitingOn(desk.state)).toBe(awaited);
  });

  test('given back by one department on the desk, by two on a supervisor, who then is told of it', () => {
    const desk = new Desk({ category: 'ORD.PAY.FAILED' }).do('send-back', pay, {});
    expect(waitingOn(desk.state)).toBe('department');
    desk.do('classify', agent, TO_ORDER).do('send-back', order, {});
    expect(waitingOn(desk.state)).toBe('supervisor');
    desk.do('urge', customer, { day: '2025-11-03' });
    expect(desk.told('urged')).toEqual(['supervisor']);
    desk.do('classify', supervisor, TO_ORDER);
    expect(waitingOn(desk.state)).toBe('department');
  });

  test('with a part of the plan refused on the supervisor, until it is planned anew', () => {
    const desk = planned();
    const before = desk.state;
    expect(waitingOn(before)).toBe('department');
    desk.do('task-refuse', pay, { taskId });
    expect(waitingOn(desk.state)).toBe('supervisor');
    expect(changedOf(searchAttributesOf(before), searchAttributesOf(desk.state))).toMatchObject([
      { value: 'supervisor' },
    ]);
    desk.do('task-cancel', supervisor, { taskId });
    expect(waitingOn(desk.state)).toBe('department');
  });

  describe('while a customer is waited for on him, but not where he waits himself', () => {
    const inHand = (channel: Channel): Desk => new Desk({ channel }).do('take-over', agent, {});
    const word = { name: 'message-arrived', replyClock: null } as const;
    const asks = (desk: Desk): Decision =>
      desk.input({
        ...word,
        at: desk.now,
        from: 'customer',
        staffNo: null,
        replyClock: 'ONLINE_REPLY',
        breaksSilence: true,
      });
    const says = (desk: Desk): Decision => desk.input({ ...word, at: desk.now, from: 'staff', staffNo: '1001' });

    test.each([
      ['material', () => inHand('online').do('request-material', agent, { items: 1 })],
      ['his word', () => inHand('online').do('answer', agent, {})],
    ])('asked for %s he is owed a reply: on the desk, until he has it', (_, waiting) => {
      const desk = waiting();
      expect(waitingOn(desk.state)).toBe('customer');
      asks(desk);
      expect(waitingOn(desk.state)).toBe('department');
      says(desk);
      expect(waitingOn(desk.state)).toBe('customer');
    });

    test('what he is asked for is still his to give: the solution is due no sooner for his question', () => {
      const desk = inHand('online').do('request-material', agent, { items: 1 });
      asks(desk);
      expect(desk.clock('RESOLVE_SIMPLE').status).toBe('paused');
    });

    test('once his time has run out before a word that was promised to him: on the desk, until it keeps that', () => {
      const desk = inHand('phone').do('answer', agent, { promiseBy: at('2025-11-20 12:00') });
      desk.passTo(at('2025-11-12 17:59'));
      expect(waitingOn(desk.state)).toBe('customer');
      desk.passTo(at('2025-11-12 18:00'));
      expect(waitingOn(desk.state)).toBe('department');
      says(desk);
      expect(waitingOn(desk.state)).toBe('customer');
    });
  });

  test('and what has always been shown needs no patch', () => {
    const before = new Desk({ category: 'ORD.DISPUTE.CASE' }).state;
    const after = planned().state;
    const changed = changedOf(searchAttributesOf(before), searchAttributesOf(after));
    expect(toldAsBefore(changed, before, after)).toBe(changed);
  });
});
