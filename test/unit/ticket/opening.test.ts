import { describe, expect, test } from 'vitest';
import type { StaffActor } from '../../../contracts/people.ts';
import { refOf } from '../../../domain/ticket/people/who.ts';
import { waitingOn } from '../../../domain/ticket/waiting.ts';
import { at, Desk, people } from '../../support/desk.ts';

describe('a new ticket is routed by its category', () => {
  const routes = [
    ['simple: the front desk receives it', 'TEC.GUIDE.REPORT', 'RECEIVED', 'FRONT', ['ONLINE_REPLY', 'RESOLVE_SIMPLE']],
    [
      'a suggestion: the queue of its owner, who takes it up and reviews it once a month',
      'OTH.SUGGEST.BUG',
      'ASSIGNED',
      'IMPROVE',
      ['ONLINE_REPLY', 'RESOLVE_SIMPLE', 'SUGGESTION_REVIEW', 'SPECIALIST_TAKEOVER'],
    ],
    [
      'specialised: the department takes it over within a workday',
      'ORD.PAY.FAILED',
      'ASSIGNED',
      'PAY',
      ['ONLINE_REPLY', 'RESOLVE_COMPLEX', 'SPECIALIST_TAKEOVER'],
    ],
    [
      'complex: the supervisors plan it within a workday',
      'ORD.DISPUTE.CASE',
      'RECEIVED',
      'ORDER',
      ['ONLINE_REPLY', 'RESOLVE_COMPLEX', 'COORDINATION_PLAN'],
    ],
    [
      'special: news every three workdays, a date when somebody has it',
      'ACC.QUAL.REVIEW',
      'ASSIGNED',
      'QUAL',
      ['ONLINE_REPLY', 'PROGRESS_SYNC', 'SPECIALIST_TAKEOVER'],
    ],
    ['unclassified: the front desk, as simple', null, 'RECEIVED', 'FRONT', ['ONLINE_REPLY', 'RESOLVE_SIMPLE']],
  ] as const;
  test.each(routes)('%s', (_title, category, status, department, clocks) => {
    const desk = new Desk({ category });
    expect(desk.state).toMatchObject({ status, department, version: 1, firstContact: null });
    expect(desk.state.clocks.map((clock) => clock.id)).toEqual(clocks);
    expect(desk.eventTypes()).toEqual(['opened']);
    expect(desk.told('ticket-opened')).toEqual(['customer']);
    expect(waitingOn(desk.state)).not.toBe('nobody');
  });
});

describe('the first reply is owed by channel and hour', () => {
  const hours = [
    ['chat in hours: three minutes', 'online', '2025-11-07 10:15', ['ONLINE_REPLY']],
    ['chat in the evening: a left message', 'online', '2025-11-07 20:00', ['ONLINE_LEFT']],
    ['mail: a day', 'email', '2025-11-07 20:00', ['EMAIL_FIRST_REPLY']],
    ['phone: it was answered when it was taken', 'phone', '2025-11-07 10:15', []],
    ['by appointment: none', 'offline', '2025-11-07 10:15', []],
  ] as const;
  test.each(hours)('%s', (_title, channel, hour, clocks) => {
    const desk = new Desk({ channel, at: at(hour) });
    expect(desk.state.clocks.map((clock) => clock.id)).toEqual([...clocks, 'RESOLVE_SIMPLE']);
  });

  test('only a ticket that came by mail is answered by mail', () => {
    expect(new Desk({ channel: 'email' }).notices.map((notice) => notice.mail)).toContain(true);
    expect(new Desk({ channel: 'online' }).notices.map((notice) => notice.mail)).not.toContain(true);
  });
});

describe('urgent matters', () => {
  test('an urgent category is urgent at once, and in staffed time keeps the ordinary reply limit', () => {
    const desk = new Desk({ category: 'TEC.FAULT.DOWN', at: at('2025-11-07 10:15') });
    expect(desk.state).toMatchObject({ urgent: true, urgentReason: 'category', status: 'RECEIVED' });
    expect(desk.clocks[0]).toBe('ONLINE_REPLY running');
    const alarmed = desk.notices.filter(({ mail }) => mail);
    expect(alarmed).toMatchObject([{ template: 'urgent-opened', to: { kind: 'role', role: 'supervisor' } }]);
  });

  test('outside staffed time the duty agent has it and must answer within four hours', () => {
    const duty = { staffNo: '3004', role: 'dutyAgent', department: 'DUTY' } as const;
    const desk = new Desk({ category: 'ACC.LOGIN.STOLEN', at: at('2025-11-08 02:00'), duty });
    expect(desk.state).toMatchObject({ status: 'ASSIGNED', assignee: duty });
    expect(desk.clock('URGENT_RESPONSE').plan).toMatchObject({
      targetAt: at('2025-11-08 04:00'),
      dueAt: at('2025-11-08 06:00'),
    });
    expect(desk.notices.find((notice) => notice.template === 'urgent-opened')).toMatchObject({ mail: true });
    desk.do('take-over', people.duty, {});
    expect(desk.state.status).toBe('IN_PROGRESS');
  });

  test.each([
    ['ACC.LOGIN.STOLEN', ['RISK']],
    ['MER.SHIP.BLOCKED', ['supervisor']],
    ['ACC.LOGIN.NO_CODE', []],
  ])('and whose %s is to take over or to plan finds it in the morning: %j', (category, whose) => {
    const duty = { staffNo: '3004', role: 'dutyAgent', department: 'DUTY' } as const;
    const desk = new Desk({ category, urgentReason: 'category', at: at('2025-11-08 02:00'), duty });
    expect(desk.told('urgent-opened')).toEqual(['3004', ...whose]);
    expect(desk.notices.filter(({ mail }) => mail)).toMatchObject([{ to: { kind: 'staff', staffNo: '3004' } }]);
  });

  test('that it repeats another is told to him as well', () => {
    const duty = { staffNo: '3004', role: 'dutyAgent', department: 'DUTY' } as const;
    const repeatOf = 'KF20251107009' as const;
    const desk = new Desk({ category: 'ACC.LOGIN.STOLEN', at: at('2025-11-08 02:00'), duty, repeatOf });
    expect(desk.told('repeat-found')).toEqual(['3004']);
  });

  test('a reason of one’s own waits for consent, and consent outside hours names the duty agent', () => {
    const desk = new Desk({ category: 'MER.SHIP.BLOCKED', urgentAsked: true, at: at('2025-11-08 20:00') });
    expect(desk.state).toMatchObject({ urgent: false, urgentAsked: true });
    expect(desk.try('confirm-urgent', people.duty, { duty: null })).toBe('forbidden');
    desk.do('confirm-urgent', people.supervisor, { duty: { staffNo: '3004', role: 'dutyAgent', department: 'DUTY' } });
    expect(desk.state).toMatchObject({ urgent: true, urgentReason: 'confirmed', assignee: { staffNo: '3004' } });
    expect(desk.clocks).toContain('ONLINE_LEFT running');
    expect(desk.clocks).toContain('URGENT_RESPONSE running');
  });

  test('confirmed at night, it stays with whoever has begun; the duty agent is told, and may stop the harm', () => {
    const desk = new Desk({ at: at('2025-11-07 17:00') }).do('take-over', people.agent, {});
    desk.now = at('2025-11-08 20:00');
    desk.do('confirm-urgent', people.supervisor, { duty: refOf(people.duty) });
    expect(desk.state).toMatchObject({ status: 'IN_PROGRESS', assignee: { staffNo: '1001' } });
    expect(desk.told('urgent-confirmed')).toEqual(['3004', '1001', 'customer']);
    expect(desk.told('ticket-handed-on')).toEqual([]);
    desk.do('progress-report', people.duty, { contained: true });
    expect(desk.clock('URGENT_CONTAIN').status).toBe('met');
    desk.do('downgrade-urgent', people.duty, {}).do('confirm-urgent', people.supervisor, { duty: refOf(people.duty) });
    desk.do('downgrade-urgent', people.duty, {});
    expect(desk.state).toMatchObject({ status: 'IN_PROGRESS', assignee: { staffNo: '1001' } });
    expect(desk.try('progress-report', people.duty, {})).toBe('forbidden');
    desk.do('answer', people.agent, {});
  });

  test('confirmed at night in the hands of somebody who was only given it and is off, it goes to the duty agent', () => {
    const assigned = { to: refOf(people.agent), why: 'free', earlier: null } as const;
    const desk = new Desk({ at: at('2025-11-07 17:00'), assigned });
    desk.now = at('2025-11-08 20:00');
    desk.do('confirm-urgent', people.supervisor, { duty: refOf(people.duty) });
    expect(desk.state).toMatchObject({ status: 'IN_PROGRESS', assignee: { staffNo: '3004' }, firstContact: '1001' });
    expect(desk.told('urgent-confirmed')).toEqual(['3004', 'customer']);
    expect(desk.told('ticket-handed-on')).toEqual(['1001', 'customer']);
    expect(desk.try('progress-report', people.duty, { contained: true })).toBeNull();
  });

  test('but not to somebody whose answer was refused: he is called out all the same', () => {
    const desk = new Desk({ at: at('2025-11-07 17:00') })
      .do('take-over', people.agent, {})
      .do('answer', people.agent, {})
      .do('reject', people.customer, {})
      .do('take-over', people.senior, {});
    desk.do('confirm-urgent', people.supervisor, { duty: refOf(people.agent) });
    expect(desk.state.assignee?.staffNo).toBe('1003');
    expect(desk.told('urgent-confirmed')).toEqual(['1001', '1003', 'customer']);
  });

  describe('confirmed at night, and not the duty agent’s to take', () => {
    const rejected = (rounds: readonly StaffActor[]): Desk => {
      const desk = new Desk({ at: at('2025-11-07 10:00') }).do('take-over', people.agent, {});
      desk.do('answer', people.agent, {}).do('reject', people.customer, {});
      for (const by of rounds) desk.do('take-over', by, {}).do('answer', by, {}).do('reject', people.customer, {});
      return desk;
    };

    test.each([
      ['a duty agent in the first round', [], people.duty, ['3004', 'supervisor', 'seniorAgent', 'customer'], null],
      ['whoever was refused', [], people.agent, ['1001', 'supervisor', 'seniorAgent', 'customer'], null],
      ['a supervisor before his round', [], people.supervisor, ['3001', 'supervisor', 'seniorAgent', 'customer'], null],
      ['a senior agent in the first round', [], people.senior, ['1003', 'customer'], '1003'],
      ['a duty agent in the second', [people.senior], people.duty, ['3004', 'supervisor', 'customer'], null],
      ['a supervisor in the second', [people.senior], people.supervisor, ['3001', 'customer'], '3001'],
      [
        'a duty agent in the third',
        [people.senior, people.supervisor],
        people.duty,
        ['3004', 'manager', 'customer'],
        null,
      ],
    ])('%s', (_, rounds, duty, told, assignee) => {
      const desk = rejected(rounds);
      desk.now = at('2025-11-07 21:00');
      desk.do('confirm-urgent', people.supervisor, { duty: refOf(duty) });
      expect(desk.told('urgent-confirmed')).toEqual(told);
      expect(desk.state).toMatchObject({ status: 'REASSESSING', urgent: true });
      expect(desk.state.assignee?.staffNo ?? null).toBe(assignee);
      if (assignee !== null) desk.do('take-over', duty, {});
    });

    test('and no longer urgent it is nobody’s again who was only called', () => {
      const desk = rejected([]);
      desk.now = at('2025-11-07 21:00');
      desk.do('confirm-urgent', people.supervisor, { duty: refOf(people.senior) });
      desk.do('downgrade-urgent', people.supervisor, {});
      expect(desk.state).toMatchObject({ status: 'REASSESSING', assignee: null });
    });

    test('a plan stays with its lead, who alone is asked for another proposal', () => {
      const desk = new Desk({ category: 'PRD.QUALITY.VERIFY' });
      const lead = refOf(people.pay);
      const task = {
        department: 'TECH',
        responsible: refOf(people.tech),
        milestoneAt: at('2025-11-04 18:00'),
      } as const;
      desk.do('coordinate', people.supervisor, { lead, tasks: [task], latestMilestoneAt: null });
      desk.now = at('2025-11-03 22:00');
      desk.do('confirm-urgent', people.supervisor, { duty: refOf(people.duty) });
      expect(desk.state).toMatchObject({ assignee: lead, lead, urgent: true });
      expect(desk.told('urgent-confirmed')).toEqual(['3004', '2001', 'customer']);
      expect(desk.told('ticket-handed-on')).toEqual([]);
    });

    test('a plan whose lead has left waits for a supervisor, who is called', () => {
      const desk = new Desk({ category: 'PRD.QUALITY.VERIFY' });
      const task = {
        department: 'TECH',
        responsible: refOf(people.tech),
        milestoneAt: at('2025-11-04 18:00'),
      } as const;
      desk.do('coordinate', people.supervisor, {
        lead: refOf(people.pay),
        tasks: [task],
        latestMilestoneAt: null,
      });
      desk.do('reassign', people.supervisor, { from: '2001', to: null, why: 'left' });
      desk.do('confirm-urgent', people.supervisor, { duty: refOf(people.duty) });
      expect(desk.state).toMatchObject({ assignee: null, lead: null });
      expect(desk.told('urgent-confirmed')).toEqual(['3004', 'supervisor', 'customer']);
    });
  });

  test('planned the morning after, it is the lead’s, and not the duty agent’s who was only named', () => {
    const desk = new Desk({ category: 'TEC.FAULT.DOWN', at: at('2025-11-03 22:00'), duty: refOf(people.duty) });
    desk.now = at('2025-11-04 09:00');
    const lead = refOf(people.tech);
    const task = { department: 'PAY', responsible: refOf(people.pay), milestoneAt: at('2025-11-05 18:00') } as const;
    desk.do('coordinate', people.supervisor, { lead, tasks: [task], latestMilestoneAt: null });
    expect(desk.state).toMatchObject({ status: 'COORDINATING', assignee: lead, lead });
    expect(desk.told('ticket-handed-on')).toEqual(['3004']);
  });

  test('a duty agent who took it up stays beside the lead of its plan only as long as it is urgent', () => {
    const desk = new Desk({ category: 'TEC.FAULT.DOWN', at: at('2025-11-03 22:00'), duty: refOf(people.duty) });
    const lead = refOf(people.tech);
    const task = { department: 'PAY', responsible: refOf(people.pay), milestoneAt: at('2025-11-05 18:00') } as const;
    desk.do('take-over', people.duty, {});
    desk.do('coordinate', people.supervisor, { lead, tasks: [task], latestMilestoneAt: null });
    expect(desk.state.assignee).toEqual(refOf(people.duty));
    desk.do('downgrade-urgent', people.supervisor, {});
    expect(desk.state).toMatchObject({ status: 'COORDINATING', assignee: null, lead });
    desk.do('urge', people.customer, { day: '2025-11-04' });
    expect(desk.told('urged')).toEqual(['2003']);
  });

  test('whoever is on duty loses it with its urgency in a dispute, too, unless he has begun', () => {
    const disputed = (begin: (desk: Desk) => Desk): Desk =>
      begin(new Desk({ category: 'ORD.FULFIL.UNREACHABLE', duty: refOf(people.duty) })).do(
        'open-dispute',
        people.customer,
        {
          supplierCompanyId: 'supplier',
        },
      );
    const named = disputed((desk) => desk);
    expect(named.state).toMatchObject({ status: 'WAITING_PARTIES', assignee: refOf(people.duty) });
    expect(named.do('downgrade-urgent', people.supervisor, {}).state).toMatchObject({ urgent: false, assignee: null });
    const begun = disputed((desk) => desk.do('progress-report', people.duty, {}));
    expect(begun.do('downgrade-urgent', people.supervisor, {}).state.assignee).toEqual(refOf(people.duty));
  });

  test('what was answered is not made urgent: nobody could report that the harm is contained', () => {
    const desk = new Desk({ urgentAsked: true }).do('take-over', people.agent, {}).do('answer', people.agent, {});
    expect(desk.try('confirm-urgent', people.supervisor, { duty: null })).toBe('state-conflict');
    desk.do('reject', people.customer, {});
    expect(desk.try('confirm-urgent', people.supervisor, { duty: null })).toBeNull();
  });

  test('classified at night it stays with the duty agent', () => {
    const duty = { staffNo: '3004', role: 'dutyAgent', department: 'DUTY' } as const;
    const desk = new Desk({ category: 'ACC.LOGIN.STOLEN', at: at('2025-11-08 02:00'), duty });
    desk.do('classify', people.duty, {
      category: 'TEC.FAULT.DOWN',
      slaClass: 'complex',
      routing: 'coordinated',
      department: 'TECH',
      urgent: true,
    });
    expect(desk.state).toMatchObject({ status: 'RECEIVED', department: 'TECH', assignee: duty });
  });

  test('downgraded: the ordinary limit runs from the same start', () => {
    const desk = new Desk({ category: 'ACC.LOGIN.STOLEN', at: at('2025-11-08 02:00') });
    desk.now = at('2025-11-08 03:00');
    desk.do('downgrade-urgent', people.duty, {});
    expect(desk.state.urgent).toBe(false);
    expect(desk.clock('ONLINE_LEFT')).toMatchObject({ startedAt: at('2025-11-08 02:00'), status: 'running' });
    expect(desk.clocks).toContain('URGENT_RESPONSE cancelled');
  });

  test.each([
    ['ACC.LOGIN.STOLEN', 'ASSIGNED', 'RISK'],
    ['TEC.FAULT.DOWN', 'RECEIVED', 'supervisor'],
  ])('downgraded before anybody took it, %s waits in its queue as %s', (category, status, queue) => {
    const duty = { staffNo: '1001', role: 'agent', department: 'FRONT' } as const;
    const desk = new Desk({ category, at: at('2025-11-08 02:00'), duty });
    desk.do('downgrade-urgent', people.supervisor, {});
    expect(desk.state).toMatchObject({ status, assignee: null, urgent: false });
    expect(desk.events.at(-1)).toMatchObject({ type: 'urgent-downgraded', data: { from: '1001', to: null } });
    expect(desk.told('urgent-downgraded')).toEqual([queue, 'customer']);
  });

  test('downgraded after the duty agent took it, it stays with him', () => {
    const duty = { staffNo: '3004', role: 'dutyAgent', department: 'DUTY' } as const;
    const desk = new Desk({ category: 'ACC.LOGIN.STOLEN', at: at('2025-11-08 02:00'), duty });
    desk.do('take-over', people.duty, {}).do('downgrade-urgent', people.supervisor, {});
    expect(desk.state).toMatchObject({ status: 'IN_PROGRESS', assignee: duty });
  });
});
