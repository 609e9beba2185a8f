import { describe, expect, test } from 'vitest';
import type { TicketClockId } from '../../../contracts/clocks.ts';
import type { CommandPayloads } from '../../../contracts/commands.ts';
import type { ReplannedLimit } from '../../../contracts/jobs.ts';
import { renderNotice } from '../../../channels/notices/render.ts';
import { limitsUnderWay } from '../../../domain/ticket/underWay.ts';
import { compareClock } from '../../../domain/clocks/replanning/compare.ts';
import { inHouseOf } from '../../../domain/clocks/inHouse.ts';
import { STANDARD_POLICY } from '../../../domain/clocks/standardPolicy.ts';
import { STANDARD_TIMETABLE, type Timetable } from '../../../domain/clocks/timetable.ts';
import { at, Desk, local, people } from '../../support/desk.ts';

const { RESOLVE_SIMPLE } = STANDARD_POLICY.clocks;
const TWO_DAYS: Timetable = {
  ...STANDARD_TIMETABLE,
  versions: { calendar: 1, policy: 2 },
  policy: {
    ...STANDARD_POLICY,
    clocks: { ...STANDARD_POLICY.clocks, RESOLVE_SIMPLE: { ...RESOLVE_SIMPLE, length: { kind: 'workdays', n: 2 } } },
    internal: { PAY: {} },
  },
};

const NO_INTERNAL: Timetable = {
  ...TWO_DAYS,
  versions: { calendar: 1, policy: 3 },
  policy: { ...TWO_DAYS.policy, internal: {} },
};

/** The desk as the job finds it: from now on the second policy is there to plan by. */
function published(desk: Desk): Desk {
  desk.timetable = TWO_DAYS;
  return desk;
}

/** A ticket whose plan has one task. */
function planned(milestoneAt: string): Desk {
  const desk = published(new Desk({ category: 'ORD.PAY.REFUND', channel: 'phone' }).do('take-over', people.pay, {}));
  const tasks = [{ department: 'TECH' as const, responsible: people.tech, milestoneAt }];
  return desk.do('coordinate', people.supervisor, { lead: people.pay, tasks, latestMilestoneAt: null });
}

function twoDays(keys: readonly string[]): CommandPayloads['replan'] {
  return { calendar: null, policy: 2, inHouse: inHouseOf(TWO_DAYS.policy), keys };
}

const LIMIT = 'RESOLVE_SIMPLE#1';

describe('a published policy is applied to a running ticket', () => {
  test('the named limits are reckoned by it, the others go on by their own', () => {
    const desk = published(new Desk());
    const reply = desk.clock('ONLINE_REPLY');
    desk.do('replan', people.manager, twoDays([LIMIT]));
    expect(local(desk.clock('RESOLVE_SIMPLE').plan?.dueAt)).toBe('2025-11-05 18:00');
    expect(desk.clock('RESOLVE_SIMPLE').timetable).toEqual({ calendar: 1, policy: 2 });
    expect(desk.clock('ONLINE_REPLY')).toEqual(reply);
    expect(desk.events.at(-1)).toMatchObject({ type: 'replanned', data: { calendar: null, policy: 2, clocks: 1 } });
  });

  test('nobody is told that a limit moves of which nobody was told: what is not classified yet', () => {
    const desk = published(new Desk({ category: null }));
    const { key, plan } = desk.clock('RESOLVE_SIMPLE');
    const limits = [{ key, from: plan?.dueAt ?? null, to: at('2025-11-05 18:00'), kept: null, dayOff: false }];
    desk.do('replan', people.manager, { ...twoDays([LIMIT]), limits });
    expect(desk.told('limit-replanned')).toEqual([]);
    const classified = published(new Desk());
    classified.do('replan', people.manager, { ...twoDays([LIMIT]), limits });
    expect(classified.told('limit-replanned')).toEqual(['customer']);
  });

  test('what starts later starts by it, also what only this policy measures', () => {
    const desk = published(new Desk({ category: 'ORD.PAY.FAILED', channel: 'phone' }));
    desk.do('replan', people.admin, twoDays([])).do('take-over', people.pay, {}).do('answer', people.pay, {});
    expect(desk.state).toMatchObject({ timetable: { calendar: 1, policy: 2 }, inHouse: { departments: ['PAY'] } });
    expect(desk.clock('CONFIRM_WAIT').timetable).toEqual({ calendar: 1, policy: 2 });
  });

  test.each(['several departments', 'a special class in between'])(
    'what it leaves as it was goes on by its own versions, also with %s',
    (how) => {
      const desk = published(new Desk({ category: 'ORD.PAY.REFUND', channel: 'phone' }));
      desk.do('take-over', people.pay, {}).do('replan', people.manager, twoDays([]));
      const part = { department: 'PAY', responsible: people.pay, milestoneAt: at('2025-11-06 18:00') } as const;
      const route = { category: 'ORD.PAY.REFUND', department: 'PAY', routing: 'department', urgent: false } as const;
      if (how === 'several departments') {
        const tasks = [part, { ...part, department: 'TECH' as const, responsible: people.tech }];
        desk.do('coordinate', people.supervisor, { lead: people.pay, tasks, latestMilestoneAt: null });
      } else {
        desk.do('classify', people.supervisor, { ...route, slaClass: 'special' });
        desk.do('classify', people.supervisor, { ...route, slaClass: 'complex' });
      }
      const limit = desk.state.clocks.findLast(({ id }) => id === 'RESOLVE_COMPLEX' || id === 'RESOLVE_MULTI');
      expect(limit).toMatchObject({ status: 'running', timetable: { calendar: 1, policy: 1 } });
    },
  );

  describe('what counts from the receipt is reckoned by what held then, also where it begins only after it', () => {
    const route = { routing: 'department', department: 'PAY', urgent: false } as const;
    const become = (desk: Desk, category: string, slaClass: 'complex' | 'special' | 'simple') =>
      desk.do('classify', people.supervisor, { ...route, category, slaClass });
    const versionsOf = (desk: Desk, id: TicketClockId) => desk.clock(id).timetable;
    const old = { calendar: 1, policy: 1 };
    const applied = (category: string): Desk =>
      published(new Desk({ category, channel: 'phone' }))
        .passTo(at('2025-11-04 10:00'))
        .do('replan', people.manager, twoDays([]));

    test('the limit of a ticket that was special from the first, or about the service', () => {
      for (const category of ['ACC.QUAL.REVIEW', 'SVC.COMPLAINT'])
        expect(versionsOf(become(applied(category), 'ORD.PAY.REFUND', 'complex'), 'RESOLVE_COMPLEX')).toEqual(old);
    });

    test('the review of a suggestion, and of a complaint about the service with the limit of the ticket', () => {
      expect(
        versionsOf(become(applied('ORD.PAY.REFUND'), 'OTH.SUGGEST.FEATURE', 'simple'), 'SUGGESTION_REVIEW'),
      ).toEqual(old);
      const complaint = become(applied('ORD.PAY.REFUND'), 'SVC.COMPLAINT', 'complex');
      expect(versionsOf(complaint, 'QUALITY_COMPLAINT')).toEqual(old);
      expect(complaint.state.reviews.open).toMatchObject([{ timetable: old }]);
    });

    test('what begins with a later step is reckoned by what was applied before it', () => {
      const desk = applied('ACC.QUAL.REVIEW').do('take-over', people.qual, {});
      expect(versionsOf(desk, 'RESOLVE_SPECIAL')).toEqual({ calendar: 1, policy: 2 });
    });
  });

  test('a department’s own limit begins with the policy that gives it', () => {
    const desk = published(new Desk({ category: 'ORD.PAY.FAILED', channel: 'phone' }).do('take-over', people.pay, {}));
    desk.passTo(at('2025-11-04 10:00')).do('replan', people.manager, twoDays([]));
    const { startedAt, timetable, plan } = desk.clock('DEPARTMENT_INTERNAL');
    expect([local(startedAt), local(plan?.dueAt)]).toEqual(['2025-11-04 10:00', '2025-11-06 18:00']);
    expect(timetable).toEqual({ calendar: 1, policy: 2 });
    expect(desk.events.at(-1)?.data).toMatchObject({ clocks: 1 });
    desk.do('replan', people.manager, twoDays([]));
    expect(desk.clocks.filter((clock) => clock.startsWith('DEPARTMENT_INTERNAL'))).toHaveLength(1);
  });

  test('a department’s own limit ends, as it was told, with the policy that does not give it', () => {
    const desk = new Desk({ category: 'ORD.PAY.FAILED', channel: 'phone' }, TWO_DAYS);
    const { plan } = desk.clock('DEPARTMENT_INTERNAL');
    const outcome = compareClock(desk.clock('DEPARTMENT_INTERNAL'), { before: TWO_DAYS, after: NO_INTERNAL }, desk.now);
    expect(outcome).toMatchObject({ kind: 'moved', after: { dueAt: null, moments: [] } });
    desk.timetable = NO_INTERNAL;
    const payload = { ...twoDays(['DEPARTMENT_INTERNAL#1']), policy: 3, inHouse: inHouseOf(NO_INTERNAL.policy) };
    desk.do('replan', people.manager, payload);
    expect(desk.clock('DEPARTMENT_INTERNAL')).toMatchObject({ status: 'cancelled', breached: false, plan });
  });

  test('so it does while the ticket waits for its customer, and stands still with the others', () => {
    const desk = published(new Desk({ category: 'ORD.PAY.FAILED', channel: 'phone' }).do('take-over', people.pay, {}));
    desk.do('request-material', people.pay, { items: 1 }).passTo(at('2025-11-03 15:00'));
    desk.do('replan', people.manager, twoDays([]));
    expect(desk.clock('DEPARTMENT_INTERNAL').status).toBe('paused');
    desk.passTo(at('2025-11-04 10:00')).do('supply-material', people.customer, { items: [0] });
    expect(desk.clock('DEPARTMENT_INTERNAL').status).toBe('running');
    expect(local(desk.clock('DEPARTMENT_INTERNAL').plan?.dueAt)).toBe('2025-11-06 18:00');
  });

  test('not where somebody else has the ticket that waits', () => {
    const desk = published(new Desk({ category: 'ORD.PAY.FAILED', channel: 'phone' }));
    desk.do('take-over', people.pay, {}).do('request-material', people.pay, { items: 1 });
    desk.do('replan', people.manager, { ...twoDays([]), inHouse: { strict: false, departments: ['TECH'] } });
    expect(desk.clocks.filter((clock) => clock.startsWith('DEPARTMENT_INTERNAL'))).toEqual([]);
  });

  test('what the department’s own limit would be is known before it begins', () => {
    const desk = new Desk({ category: 'ORD.PAY.FAILED', channel: 'phone' }).do('take-over', people.pay, {});
    const inHouse = inHouseOf(TWO_DAYS.policy);
    const facing = () => limitsUnderWay({ ...desk.state, standing: desk.state }, { inHouse, at: desk.now });
    const begins = facing().at(-1);
    if (begins === undefined) throw new Error('nothing would begin');
    const both = { before: STANDARD_TIMETABLE, after: TWO_DAYS };
    const outcome = compareClock(begins, both, desk.now);
    expect(outcome).toMatchObject({ kind: 'moved', how: 'begins', before: { dueAt: null } });
    published(desk).do('replan', people.manager, twoDays([begins.key]));
    const { key, plan } = desk.clock('DEPARTMENT_INTERNAL');
    expect([key, plan?.dueAt]).toEqual([begins.key, outcome.kind === 'moved' ? outcome.after.dueAt : null]);
    expect(facing()).toEqual(desk.state.clocks);
    expect(limitsUnderWay({ ...desk.state, standing: null }, { inHouse: null, at: desk.now })).toEqual(
      desk.state.clocks,
    );
  });

  test('a limit past its missed target takes the new end, and the target stays where it was missed', () => {
    const desk = new Desk({ category: 'ORD.PAY.REFUND', channel: 'phone' }).do('take-over', people.pay, {});
    const missed = desk.clock('RESOLVE_COMPLEX').plan?.targetAt ?? '';
    desk.passTo(at('2025-11-07 09:00'));
    const told = desk.told('clock-target-missed').length;
    expect(told).toBeGreaterThan(0);
    const { RESOLVE_COMPLEX } = STANDARD_POLICY.clocks;
    const longer = {
      ...RESOLVE_COMPLEX,
      target: { kind: 'workdays', n: 5 },
      length: { kind: 'workdays', n: 6 },
    } as const;
    desk.timetable = {
      ...TWO_DAYS,
      policy: { ...STANDARD_POLICY, clocks: { ...STANDARD_POLICY.clocks, RESOLVE_COMPLEX: longer } },
    };
    desk.do('replan', people.manager, twoDays(['RESOLVE_COMPLEX#1']));
    const { plan } = desk.clock('RESOLVE_COMPLEX');
    expect([plan?.targetAt, local(plan?.dueAt)]).toEqual([missed, '2025-11-11 18:00']);
    desk.passTo(at('2025-11-11 10:00'));
    expect(desk.told('clock-target-missed')).toHaveLength(told);
    desk.timetable = STANDARD_TIMETABLE;
    desk.do('replan', people.manager, { ...twoDays(['RESOLVE_COMPLEX#1']), policy: 1, inHouse: null });
    expect(desk.clock('RESOLVE_COMPLEX').plan?.targetAt).toBe(missed);
  });

  test('a limit that was missed stays missed, by the versions it was missed under', () => {
    const desk = published(new Desk().passTo(at('2025-11-04 18:30')));
    const missed = desk.clock('RESOLVE_SIMPLE');
    expect(missed.breached).toBe(true);
    desk.do('replan', people.manager, twoDays([LIMIT]));
    expect(desk.clock('RESOLVE_SIMPLE')).toEqual(missed);
  });

  test('a limit that was met stays met', () => {
    const desk = published(new Desk().do('take-over', people.agent, {}).do('answer', people.agent, {}));
    const met = desk.clock('RESOLVE_SIMPLE');
    desk.do('replan', people.manager, twoDays([LIMIT]));
    expect(desk.clock('RESOLVE_SIMPLE')).toEqual(met);
  });

  test('a reminder that was given is not given again where the limit moves away', () => {
    const desk = published(new Desk({ channel: 'phone' }).passTo(at('2025-11-04 15:00')));
    const warnings = desk.told('clock-warning').length;
    expect(warnings).toBeGreaterThan(0);
    desk.do('replan', people.manager, twoDays([LIMIT])).passTo(at('2025-11-05 13:59'));
    expect(desk.told('clock-warning')).toHaveLength(warnings);
    desk.passTo(at('2025-11-05 14:00'));
    expect(desk.told('clock-warning')).toHaveLength(warnings + 1);
  });

  test('the event says what was moved, from which versions, and by which job', () => {
    const desk = published(new Desk());
    const { dueAt: from = null } = desk.clock('RESOLVE_SIMPLE').plan ?? {};
    const to = at('2025-11-05 18:00');
    const moved = { key: LIMIT, from, to, kept: null, dayOff: false };
    desk.do('replan', people.manager, { ...twoDays([LIMIT]), job: 'job-1', limits: [moved] });
    expect(desk.events.at(-1)?.data).toEqual({
      calendar: null,
      policy: 2,
      calendarBefore: 1,
      policyBefore: 1,
      job: 'job-1',
      clocks: 1,
      [`${LIMIT}.from`]: from,
      [`${LIMIT}.to`]: to,
    });
    expect(desk.clock('RESOLVE_SIMPLE').plan?.dueAt).toBe(to);
    expect(desk.told('limit-replanned')).toEqual(['customer']);
  });

  test('an earlier limit is told to whoever works on it, not to the customer', () => {
    const desk = published(new Desk().do('take-over', people.agent, {}));
    const { dueAt: from = null } = desk.clock('RESOLVE_SIMPLE').plan ?? {};
    const moved = { key: LIMIT, from, to: at('2025-11-04 12:00'), kept: null, dayOff: false };
    desk.do('replan', people.manager, { ...twoDays([LIMIT]), limits: [moved] });
    expect(desk.told('limit-replanned')).toEqual([people.agent.staffNo]);
  });

  describe('of a limit with a target', () => {
    /** Target Thursday 6, limit Monday 10 November. */
    const taken = () =>
      published(new Desk({ category: 'ORD.PAY.REFUND', channel: 'phone' }).do('take-over', people.pay, {}));
    const [target, end] = [at('2025-11-06 18:00'), at('2025-11-10 18:00')];
    const words = (desk: Desk) =>
      desk.notices
        .filter(({ template }) => template === 'limit-replanned')
        .map(({ to, params: { clock, from, dueAt, latest } }) => [
          to.kind,
          { clock, from, dueAt, ...(latest === undefined ? {} : { latest }) },
        ]);
    const replan = (desk: Desk, limit: Partial<ReplannedLimit>) => {
      const moved = { key: 'RESOLVE_COMPLEX#1', from: end, to: end, kept: null, dayOff: false, ...limit };
      return desk.do('replan', people.manager, { ...twoDays([moved.key]), limits: [moved] });
    };

    test('the customer is told the new target, which is what he expects, where that alone moves later', () => {
      const later = at('2025-11-07 18:00');
      const desk = replan(taken(), { target: { from: target, to: later } });
      const params = { clock: 'RESOLVE_COMPLEX', from: target, dueAt: later, latest: end };
      expect(words(desk)).toEqual([['customer', params]]);
      const { text } = renderNotice('limit-replanned', { ...params, ticketNo: 'KF20251103001' }, 'zh-CN');
      expect(text).toContain(
        '的解决时限（复杂）：预计时间原为 2025-11-06 18:00，现为 2025-11-07 18:00，最晚 2025-11-10 18:00。',
      );
    });

    test('whoever works on it, where it moves earlier', () => {
      const desk = replan(taken(), { target: { from: target, to: at('2025-11-05 18:00') } });
      expect(words(desk)).toMatchObject([['staff', { from: target, dueAt: at('2025-11-05 18:00') }]]);
    });

    test('by when at the latest, where the limit moves later and what he expects stays', () => {
      const desk = replan(taken(), { to: at('2025-11-11 18:00') });
      expect(words(desk)).toEqual([
        ['customer', { clock: 'RESOLVE_COMPLEX', from: end, dueAt: at('2025-11-11 18:00') }],
      ]);
    });

    test('after the target is missed, the limit alone', () => {
      const desk = replan(taken().passTo(at('2025-11-07 09:00')), { to: at('2025-11-11 18:00') });
      expect(words(desk)).toEqual([
        ['customer', { clock: 'RESOLVE_COMPLEX', from: end, dueAt: at('2025-11-11 18:00') }],
      ]);
    });

    test('nobody, where it has none before or after', () => {
      expect(words(replan(taken(), {}))).toEqual([]);
      expect(words(replan(taken(), { kept: 'past' }))).toEqual([]);
    });

    test('of a re-assessment: by when somebody takes it up, and then by when there is an answer', () => {
      const round = () =>
        published(
          new Desk().do('take-over', people.agent, {}).do('answer', people.agent, {}).do('reject', people.customer, {}),
        );
      const announced = round();
      const { key, plan } = announced.clock('REASSESS');
      const later = { from: plan?.targetAt ?? null, to: at('2025-11-05 18:00') };
      const limit = { key, from: plan?.dueAt ?? null, to: plan?.dueAt ?? null, target: later };
      expect(words(replan(announced, limit))).toMatchObject([['customer', { from: later.from, dueAt: later.to }]]);
      const [notice] = announced.notices.filter(({ template }) => template === 'limit-replanned');
      expect(renderNotice('limit-replanned', notice?.params ?? {}, 'zh-CN').text).toContain('预计接手时间原为');
      expect(renderNotice('limit-replanned', notice?.params ?? {}, 'en').text).toContain('to be taken up by');
      const taken = round().do('take-over', people.senior, {});
      expect(words(replan(taken, limit))).toEqual([]);
      expect(words(replan(taken, { ...limit, to: at('2025-11-20 18:00') }))).toMatchObject([
        ['customer', { from: limit.from, dueAt: at('2025-11-20 18:00') }],
      ]);
    });
  });

  describe('of a special ticket', () => {
    const taken = () =>
      published(new Desk({ category: 'ACC.QUAL.REVIEW', channel: 'email' }).do('take-over', people.qual, {}));
    const [set, later] = [at('2025-11-12 18:00'), at('2025-11-13 18:00')];

    test('the time within which its date is to be set is the desk’s: whoever has it hears, the customer does not', () => {
      const from = taken().clock('RESOLVE_SPECIAL').plan?.dueAt ?? null;
      const moved = { key: 'RESOLVE_SPECIAL#1', from, kept: null, dayOff: false };
      const longer = taken().do('replan', people.manager, {
        ...twoDays([moved.key]),
        limits: [{ ...moved, to: at('2025-11-05 18:00') }],
      });
      expect(longer.told('limit-replanned')).toEqual([]);
      const shorter = taken().do('replan', people.manager, {
        ...twoDays([moved.key]),
        limits: [{ ...moved, to: at('2025-11-04 12:00') }],
      });
      expect(shorter.told('limit-replanned')).toEqual([people.qual.staffNo]);
    });

    test('its date itself is told to the customer where it moves later', () => {
      const desk = taken().do('set-date', people.qual, { dueAt: set });
      const moved = { key: 'RESOLVE_SPECIAL#1', from: set, to: later, kept: null, dayOff: false };
      desk.do('replan', people.manager, { ...twoDays([moved.key]), limits: [moved] });
      expect(desk.told('limit-replanned')).toEqual(['customer']);
    });
  });

  test('a date of the plan that comes to lie after the limit is told to whoever has it, the lead and the supervisors', () => {
    const desk = planned(at('2025-11-07 18:00'));
    const { key, plan } = desk.clock('RESOLVE_COMPLEX');
    const moved = { key, from: plan?.dueAt ?? null, to: at('2025-11-06 18:00'), kept: null, dayOff: false };
    desk.do('replan', people.manager, { ...twoDays([key]), limits: [moved] });
    expect(desk.told('milestone-past-limit')).toEqual(['2003', '2001', 'supervisor']);
    const within = planned(at('2025-11-05 18:00'));
    within.do('replan', people.manager, { ...twoDays([key]), limits: [moved] });
    expect(within.told('milestone-past-limit')).toEqual([]);
  });

  test('a wait that moves is told to the customer who has to act in it', () => {
    const desk = published(new Desk().do('take-over', people.agent, {}).do('answer', people.agent, {}));
    const moved = { key: 'CONFIRM_WAIT#1', from: desk.clock('CONFIRM_WAIT').plan?.dueAt ?? null, kept: null };
    const limits = [{ ...moved, to: at('2025-11-20 18:00'), dayOff: false }];
    desk.do('replan', people.manager, { ...twoDays([moved.key]), limits });
    expect(desk.told('limit-replanned')).toEqual(['customer']);
  });

  test('a window of a dispute that moves is told to both parties', () => {
    const desk = new Desk({ category: 'ORD.DISPUTE.CASE', channel: 'phone', at: at('2025-11-03 10:00') });
    desk.do('open-dispute', people.customer, { supplierCompanyId: 'supplier' });
    const moved = { key: 'DISPUTE_SELLER#1', from: desk.clock('DISPUTE_SELLER').plan?.dueAt ?? null, kept: null };
    const limits = [{ ...moved, to: at('2025-11-05 10:00'), dayOff: false }];
    published(desk).do('replan', people.manager, { ...twoDays([moved.key]), limits });
    expect(desk.told('limit-replanned').toSorted()).toEqual(['customer', 'supplier']);
  });

  test('a limit that goes on as it was says why, and nobody is told', () => {
    const desk = published(new Desk());
    const kept = { key: LIMIT, from: null, to: null, kept: 'past', dayOff: false } as const;
    desk.do('replan', people.manager, { ...twoDays([]), limits: [kept] });
    expect(desk.events.at(-1)?.data).toMatchObject({ [`${LIMIT}.kept`]: 'past', clocks: 0 });
    expect(desk.told('limit-replanned')).toEqual([]);
  });

  test('only a manager or an admin, and only while it is open', () => {
    const desk = published(new Desk());
    expect(desk.try('replan', people.agent, twoDays([LIMIT]))).toBe('forbidden');
    expect(desk.try('replan', people.customer, twoDays([LIMIT]))).toBe('forbidden');
    desk.do('withdraw', people.customer, {});
    expect(desk.try('replan', people.manager, twoDays([LIMIT]))).toBe('state-conflict');
  });
});
