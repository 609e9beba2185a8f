import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { TicketClockId } from '../../../contracts/clocks.ts';
import type { MergedMatter } from '../../../contracts/commands.ts';
import type { Channel, SlaClass } from '../../../contracts/ticket.ts';
import { renderNotice } from '../../../channels/notices/render.ts';
import { explainClock } from '../../../domain/clocks/explaining/explain.ts';
import { duplicateRefusal, type OtherTicket } from '../../../domain/ticket/duplicates.ts';
import { latestExtension, latestMilestone } from '../../../domain/clocks/planning/limits.ts';
import { STANDARD_TIMETABLE } from '../../../domain/clocks/timetable.ts';
import { expectationOf } from '../../../domain/ticket/expectation.ts';
import { limitsGoingOn, runningOn } from '../../../domain/ticket/merged.ts';
import { plannedState } from '../../../scenarios/memoryRecord.ts';
import { type AnOpening, at, Desk, local, people } from '../../support/desk.ts';

const OTHER = 'KF20251103002';
const MERGED = { how: 'merged', ticketNo: OTHER } as const;
const DUPLICATE = { how: 'marked-duplicate', ticketNo: OTHER } as const;
const stolen = { category: 'ACC.LOGIN.STOLEN' } as const;

const other = (desk: Desk, more: Partial<OtherTicket> = {}): OtherTicket => ({
  state: { ...desk.state, ticketNo: OTHER },
  leansBack: false,
  isSeenFromHere: true,
  seesThis: true,
  ...more,
});
const atWork = (): Desk => new Desk().do('take-over', people.agent, {});
/** Nothing came that was asked for, and the time for it is over. */
const leftWithoutMaterial = (): Desk =>
  atWork().do('request-material', people.agent, { items: 1 }).passTo(at('2025-11-20 10:00'));
const disputed = (): Desk =>
  new Desk({ category: 'ORD.DISPUTE.CASE' }).do('open-dispute', people.customer, { supplierCompanyId: 'supplier' });

/** With a measure still to be carried out. */
const ruled = (): Desk => {
  const desk = disputed().do('refuse-claim', people.supplier, {}).passTo(at('2025-11-08 12:00'));
  const measure = {
    department: 'ORDER',
    responsible: people.order,
    milestoneAt: at('2025-11-13 18:00'),
    reworded: true,
  } as const;
  return desk.do('rule', people.supervisor, { outcome: 'FOR_BUYER', measures: [measure] });
};

const improver = { kind: 'staff', staffNo: '2011', role: 'specialist', department: 'IMPROVE' } as const;
/** Classified anew, with a reason or without one. */
function become(desk: Desk, category: string, slaClass: SlaClass, reasoned = false): Desk {
  const department = category.startsWith('SVC') ? 'QA' : 'PAY';
  return desk.do('classify', people.supervisor, {
    category,
    slaClass,
    routing: 'department',
    department,
    urgent: false,
    reasoned,
  });
}

describe('a ticket is merged into one that is worked on', () => {
  test.each([
    ['another at work', new Desk(), other(atWork()), null],
    ['one that waits for the customer’s word', new Desk(), other(atWork().do('answer', people.agent, {})), '/into'],
    [
      'one that waits for material',
      new Desk(),
      other(atWork().do('request-material', people.agent, { items: 1 })),
      '/into',
    ],
    ['one with a dispute', new Desk(), other(disputed()), '/into'],
    ['urgent into one that is not', new Desk(stolen), other(atWork()), '/into'],
    ['urgent into urgent', new Desk(stolen), other(new Desk(stolen)), null],
    ['one that its customer may not read', new Desk(), other(atWork(), { isSeenFromHere: false }), '/into'],
    ['one whose customer may not read this', new Desk(), other(atWork(), { seesThis: false }), '/into'],
  ])('%s', (_, desk, into, pointer) => {
    expect(duplicateRefusal(desk.state, MERGED, into)?.errors?.[0]?.pointer ?? null).toBe(pointer);
  });

  test('what only names its original moves nothing, but its customer must be able to follow it', () => {
    const answered = atWork().do('answer', people.agent, {});
    const refusal = (more: Partial<OtherTicket>) =>
      duplicateRefusal(new Desk().state, DUPLICATE, other(answered, more))?.errors?.[0]?.pointer ?? null;
    expect(refusal({ seesThis: false })).toBeNull();
    expect(refusal({ isSeenFromHere: false })).toBe('/of');
  });

  test('what is urgent ends in no ticket that is not urgent or not open', () => {
    const refusal = (original: Desk) =>
      duplicateRefusal(new Desk(stolen).state, DUPLICATE, other(original))?.errors?.[0]?.pointer ?? null;
    expect(refusal(atWork())).toBe('/of');
    expect(refusal(new Desk(stolen).do('withdraw', people.customer, {}))).toBe('/of');
    expect(refusal(new Desk(stolen))).toBeNull();
  });
});

describe('what a customer has gained in a ticket is not lost in another', () => {
  const refused = (): Desk => atWork().do('answer', people.agent, {}).do('reject', people.customer, {});
  const supervised = (): Desk => atWork().do('supervise', people.supervisor, {});
  const escalated = (): Desk => atWork().do('escalate', people.customer, {});
  const complained = (about: string | null): Desk =>
    new Desk({ category: 'SVC.COMPLAINT', about }).do('classify', people.supervisor, {
      category: 'OTH.RULE.FEE',
      slaClass: 'simple',
      routing: 'direct',
      department: 'FRONT',
      urgent: false,
    });
  test.each([
    ['refused into one that nobody refused', refused(), atWork(), false],
    ['refused into one that was refused to the same person', refused(), refused(), true],
    ['supervised into one that is not', supervised(), atWork(), false],
    ['supervised into one that is', supervised(), supervised(), true],
    ['with a wish for a senior agent into one without', escalated(), atWork(), false],
    ['with a wish for a senior agent into another', escalated(), escalated(), true],
    ['what was a complaint into what keeps nobody out', complained('1001'), atWork(), false],
    ['what was a complaint into one about somebody else', complained('1001'), complained('1002'), false],
    ['what was a complaint into another about the same', complained('1001'), complained('1001'), true],
    ['what was a complaint that names nobody yet', complained(null), complained('1001'), false],
    ['anything into what was a complaint', atWork(), complained('1001'), true],
  ])('%s', (_, desk, into, goes) => {
    const refusals = [MERGED, DUPLICATE].map((how) => duplicateRefusal(desk.state, how, other(into)));
    expect(refusals.map((refusal) => refusal === null)).toEqual([goes, goes]);
  });
});

test('what departments do by a plan is not called off by a merge: the other is merged into it', () => {
  const complex = (): Desk => new Desk({ category: 'ORD.FULFIL.ARRIVAL' });
  const part = { department: 'ORDER', responsible: people.order, milestoneAt: at('2025-11-06 18:00') } as const;
  const planned = complex().do('coordinate', people.supervisor, {
    lead: people.order,
    tasks: [part],
    latestMilestoneAt: null,
  });
  for (const how of [MERGED, DUPLICATE])
    expect(duplicateRefusal(planned.state, how, other(atWork()))?.detail.en).toContain('merge KF20251103002 into it');
  expect(duplicateRefusal(complex().state, MERGED, other(planned))).toBeNull();
});

test('a ticket goes on in one that has come further, merged so that its earlier limit holds there', () => {
  const further = atWork().do('answer', people.agent, {}).do('reject', people.customer, {});
  expect(duplicateRefusal(atWork().state, MERGED, other(further))).toBeNull();
  expect(duplicateRefusal(atWork().state, DUPLICATE, other(further))?.detail.en).toContain('RESOLVE_SIMPLE');
});

describe('an original', () => {
  test.each([
    ['is open', atWork(), null],
    ['was answered', atWork().do('answer', people.agent, {}).do('accept', people.customer, {}), null],
    ['was withdrawn', atWork().do('withdraw', people.customer, {}), '/of'],
    ['is itself a duplicate', atWork().do('mark-duplicate', people.agent, { of: 'KF20251103009' }), '/of'],
    ['was declined', atWork().do('decline', people.agent, {}), '/of'],
    ['waited in vain for material', leftWithoutMaterial(), '/of'],
    [
      'was answered, and its customer fell silent',
      atWork().do('answer', people.agent, {}).passTo(at('2025-11-20 10:00')),
      null,
    ],
    [
      'was refused, and then waited in vain for material',
      atWork()
        .do('answer', people.agent, {})
        .do('reject', people.customer, {})
        .do('take-over', people.senior, {})
        .do('request-material', people.senior, { items: 1 })
        .passTo(at('2025-11-20 10:00')),
      '/of',
    ],
    [
      'was settled as the seller offered, to which the buyer said nothing',
      disputed().do('compensate', people.supplier, {}).passTo(at('2025-11-20 10:00')),
      null,
    ],
    ['had its service ended', atWork().do('warn-abuse', people.agent, {}).do('terminate', people.agent, {}), '/of'],
  ])('%s', (_, original, pointer) => {
    const refusal = duplicateRefusal(new Desk().state, DUPLICATE, other(original));
    expect(refusal?.errors?.[0]?.pointer ?? null).toBe(pointer);
  });
});

test('what only names its original gets no later limit by it: it is merged instead', () => {
  const [old, fresh] = [new Desk(stolen), new Desk({ ...stolen, at: at('2025-11-03 11:00') })];
  const refusal = duplicateRefusal(old.state, DUPLICATE, other(fresh));
  expect(refusal?.errors?.[0]?.pointer).toBe('/of');
  expect(refusal?.detail.en).toContain('URGENT_CONTAIN of KF20251103001 ends at 2025-11-03 13:30');
  expect(duplicateRefusal(old.state, MERGED, other(fresh))).toBeNull();
  expect(duplicateRefusal(fresh.state, DUPLICATE, other(old))).toBeNull();
});

describe('whoever has a ticket that somebody else ends', () => {
  const night = (): Desk => new Desk({ ...stolen, at: at('2025-11-03 22:00'), duty: people.duty });

  test.each([
    ['merged', night().do('merge', people.agent, { into: OTHER })],
    ['named a duplicate', night().do('mark-duplicate', people.agent, { of: OTHER })],
    ['declined', night().do('decline', people.agent, {})],
    ['terminated', night().do('terminate', people.supervisor, {})],
    ['withdrawn', night().do('withdraw', people.customer, {})],
  ])('is told that it is %s, as the duty agent on his way', (_, desk) => {
    expect(desk.told('ticket-closed')).toContain('3004');
  });

  test('and in which one the matter goes on', () => {
    for (const [name, given] of [
      ['merge', { into: OTHER }],
      ['mark-duplicate', { of: OTHER }],
    ] as const) {
      const { notices } = night().do(name, people.agent, given);
      const his = notices.find(({ template, to }) => template === 'ticket-closed' && to.kind === 'staff');
      expect(his?.params).toMatchObject({ reason: 'DUPLICATE', goesOn: OTHER });
    }
  });

  test('who ends it himself is not', () => {
    expect(night().do('decline', people.duty, {}).told('ticket-closed')).toEqual(['customer']);
  });
});

describe('a suggestion', () => {
  const suggestion = (channel: Channel = 'online'): Desk => new Desk({ category: 'OTH.SUGGEST.FEATURE', channel });
  const unread = { category: null, channel: 'email' } as const;

  test.each([
    ['into another suggestion', suggestion(), suggestion(), null],
    ['into a question, whose answer is no review', suggestion(), new Desk(), 'is a suggestion'],
    ['takes in no question, which would wait for a month', new Desk(), suggestion(), 'is a suggestion'],
    ['takes in what is not classified yet', new Desk(unread), suggestion('email'), null],
    ['into what is not classified yet', suggestion(), new Desk(unread), 'is a suggestion'],
  ])('goes %s', (_, from, into, why) => {
    for (const how of [MERGED, DUPLICATE]) {
      const refusal = duplicateRefusal(from.state, how, other(into));
      if (why === null) expect(refusal).toBeNull();
      else expect(refusal?.detail.en).toContain(why);
    }
  });
});

describe('what came by e-mail is answered by e-mail', () => {
  const by = (channel: Channel): Desk => new Desk({ channel }).do('take-over', people.agent, {});

  test.each(['phone', 'online', 'offline'] as const)(
    'so it is not merged into one of the channel %s, but that one into it',
    (channel) => {
      const refusal = duplicateRefusal(by('email').state, MERGED, other(by(channel)));
      expect(refusal?.errors?.[0]?.pointer).toBe('/into');
      expect(refusal?.detail.en).toContain(`merge ${OTHER} into it`);
      expect(duplicateRefusal(by(channel).state, MERGED, other(by('email')))).toBeNull();
    },
  );

  test('in another one that came so, or by the mail that names it as the duplicate of any', () => {
    expect(duplicateRefusal(by('email').state, MERGED, other(by('email')))).toBeNull();
    expect(duplicateRefusal(by('email').state, DUPLICATE, other(by('phone')))).toBeNull();
  });
});

describe('what follows an incident is answered by its head', () => {
  const HEAD = 'KF20251103009';
  const follower = (): Desk => new Desk().do('attach', people.agent, { to: HEAD });
  const head = (): Desk => new Desk({ ticketNo: OTHER }).do('mark-incident', people.supervisor, {});
  const answered = (): Desk => {
    const desk = follower();
    return desk.do('answer-incident', people.agent, { head: HEAD });
  };

  test.each([
    ['so another question does not end in it', new Desk(), follower(), 'detach KF20251103002 first'],
    ['nor one of another incident', new Desk().do('attach', people.agent, { to: OTHER }), follower(), 'detach'],
    ['but another follower does', follower(), follower(), null],
    ['and any question where it was taken off', new Desk(), follower().do('detach', people.agent, {}), null],
    ['the head itself is answered by whoever reads it', new Desk(), head(), null],
  ])('%s', (_, from, into, why) => {
    for (const how of [MERGED, DUPLICATE]) {
      const refusal = duplicateRefusal(from.state, how, other(into));
      if (why === null) expect(refusal).toBeNull();
      else expect(refusal?.detail.en).toContain(why);
      expect(refusal?.errors?.[0]?.pointer).toBe(why === null ? undefined : how === MERGED ? '/into' : '/of');
    }
  });

  test('whose answer, once given, may be named as what was asked again', () => {
    expect(duplicateRefusal(new Desk().state, DUPLICATE, other(answered()))).toBeNull();
  });
});

describe('the ticket that goes on', () => {
  const mergedInto = (desk: Desk): Desk => {
    desk.passTo(at('2025-11-03 11:00'));
    const merged = { ticketNo: 'KF20251103007', since: at('2025-11-03 10:58') } as const;
    const word = { name: 'message-arrived', from: 'customer', staffNo: null, replyClock: 'ONLINE_REPLY' } as const;
    desk.input({ ...word, at: desk.now, merged });
    return desk;
  };

  test('owes a reply from the first unanswered word of the other, and whoever has it is told', () => {
    const desk = atWork();
    desk.input({ name: 'message-arrived', from: 'staff', staffNo: '1001', at: desk.now, replyClock: null });
    mergedInto(desk);
    expect(desk.clock('ONLINE_REPLY').status).toBe('running');
    expect(local(desk.clock('ONLINE_REPLY').plan?.dueAt)).toBe('2025-11-03 11:01');
    expect(desk.told('ticket-merged')).toEqual(['1001']);
  });

  test('hears of it also where a reply is owed already', () => {
    const desk = mergedInto(new Desk({ channel: 'email' }));
    expect(desk.clocks.filter((clock) => clock.startsWith('ONLINE_REPLY'))).toEqual([]);
    expect(desk.told('ticket-merged')).toHaveLength(1);
  });

  /** What stood still there runs on from then on, as the merge reckons it. */
  const limitsAtMerge = (from: Desk, into: Desk) => {
    const clocks = runningOn(from.state.clocks, into.now);
    return limitsGoingOn(plannedState({ ...from.state, clocks }, STANDARD_TIMETABLE));
  };

  /** What is told of a ticket in the moment in which it is merged into this one. */
  const take = (into: Desk, from: Desk, more: Partial<MergedMatter> = {}): Desk => {
    into.input({
      name: 'message-arrived',
      from: 'customer',
      staffNo: null,
      replyClock: null,
      at: into.now,
      merged: { ticketNo: OTHER, since: from.state.receivedAt, limits: limitsAtMerge(from, into), ...more },
    });
    return into;
  };
  const due = (desk: Desk, id: TicketClockId) => local(desk.clock(id).plan?.dueAt);
  const night = { ...stolen, at: at('2025-11-03 20:00'), duty: people.duty } as const;

  test('keeps the earlier limits of the two: a matter long urgent gets no new four hours', () => {
    const fresh = new Desk({ at: at('2025-11-03 20:30') }).passTo(at('2025-11-03 23:00'));
    fresh.do('confirm-urgent', people.supervisor, { duty: people.duty });
    expect([due(fresh, 'URGENT_RESPONSE'), due(fresh, 'URGENT_CONTAIN')]).toEqual([
      '2025-11-04 03:00',
      '2025-11-04 03:00',
    ]);
    take(fresh, new Desk(night).passTo(at('2025-11-03 23:00')));
    expect([due(fresh, 'URGENT_RESPONSE'), due(fresh, 'URGENT_CONTAIN')]).toEqual([
      '2025-11-04 00:00',
      '2025-11-04 00:00',
    ]);
    expect(fresh.clocks.filter((clock) => clock.startsWith('URGENT') && clock.endsWith('running'))).toHaveLength(2);
  });

  test('keeps its own where they end earlier', () => {
    const old = new Desk(night).passTo(at('2025-11-03 23:00'));
    const fresh = new Desk({ ...night, at: at('2025-11-03 23:00') });
    take(old, fresh);
    expect([due(old, 'URGENT_RESPONSE'), due(old, 'URGENT_CONTAIN')]).toEqual(['2025-11-04 00:00', '2025-11-04 00:00']);
    expect(old.clocks).toHaveLength(new Desk(night).clocks.length);
  });

  test('has the harm contained that it had not, and the urging answered', () => {
    const contained = new Desk({ ...stolen }).do('take-over', people.risk, {});
    contained.do('progress-report', people.risk, { contained: true });
    const urging = new Desk({ ...stolen }).do('urge', people.customer, { day: '2025-11-03' });
    take(contained, urging);
    expect(contained.clock('URGENT_CONTAIN').status).toBe('running');
    expect(contained.clock('URGE_REPLY').status).toBe('running');
  });

  test('reviews a suggestion no later than the one that came before it', () => {
    const october = new Desk({ category: 'OTH.SUGGEST.FEATURE', at: at('2025-10-20 10:00') });
    const november = take(new Desk({ category: 'OTH.SUGGEST.FEATURE' }), october);
    expect(due(november, 'SUGGESTION_REVIEW')).toBe(due(october, 'SUGGESTION_REVIEW'));
  });

  test('takes the first mail of the other as the next one here', () => {
    const desk = atWork();
    desk.input({ name: 'message-arrived', from: 'staff', staffNo: '1001', at: desk.now, replyClock: null });
    take(desk, new Desk({ channel: 'email' }));
    expect(desk.clock('NEXT_REPLY_EMAIL').startedAt).toBe(at('2025-11-03 09:30'));
  });

  test.each([
    ['is still to be answered', atWork, 'running'],
    ['was answered', () => atWork().do('answer', people.agent, {}), undefined],
    ['is in dispute, where nobody answers', disputed, undefined],
    ['is ruled, and waits for what was ordered', ruled, undefined],
  ])('owes the full reply to a mail that was promised there, where it %s', (_, here, status) => {
    const mail = new Desk({ category: 'ORD.PAY.FAILED', channel: 'email' }).do('take-over', people.pay, {});
    mail.do('progress-report', people.pay, { promiseBy: at('2025-11-03 17:00') });
    const desk = take(here(), mail);
    expect(desk.state.clocks.find(({ id }) => id === 'EMAIL_COMPLEX_REPLY')?.status).toBe(status);
    if (status !== undefined) expect(due(desk, 'EMAIL_COMPLEX_REPLY')).toBe('2025-11-06 18:00');
  });

  test('asks a supervisor whether it is urgent, where that was asked there', () => {
    const desk = take(atWork(), new Desk({ urgentAsked: true }), { urgentAsked: true });
    expect(desk.state.urgentAsked).toBe(true);
    expect(desk.told('urgent-asked')).toEqual(['supervisor']);
  });

  describe('is solved by what was told in either', () => {
    const refund = { category: 'ORD.PAY.REFUND' } as const;
    const older = (): Desk =>
      new Desk({ ...refund, channel: 'phone', at: at('2025-11-03 09:30') }).passTo(at('2025-11-05 10:00'));
    const fresh = (more: Partial<AnOpening> = {}): Desk => new Desk({ ...refund, at: at('2025-11-05 10:00'), ...more });
    const running = (desk: Desk) =>
      desk.state.clocks
        .filter((clock) => /^(RESOLVE|REASSESS)/.test(clock.id) && clock.status === 'running')
        .map(({ id, plan }) => `${id} ${local(plan?.targetAt)} ${local(plan?.dueAt)}`);

    test('the earlier limit of the two, which its customer and whoever has it are told', () => {
      const desk = take(fresh(), older());
      expect(running(desk)).toEqual(['RESOLVE_COMPLEX 2025-11-06 18:00 2025-11-10 18:00']);
      const dueAt = at('2025-11-10 18:00');
      expect(desk.notices).toContainEqual(
        expect.objectContaining({
          template: 'limit-moved',
          params: expect.objectContaining({ dueAt, mergedFrom: OTHER }),
        }),
      );
      expect(desk.notices.find(({ template }) => template === 'ticket-merged')?.params['window']).toBe(
        'RESOLVE_COMPLEX',
      );
    });

    test('its own where that is the earlier, and nobody is told of another', () => {
      const desk = older();
      const before = running(desk);
      expect(running(take(desk, fresh()))).toEqual(before);
      expect(desk.told('limit-moved')).toEqual([]);
    });

    test('what was told of a simple question holds in a complex one', () => {
      const desk = take(fresh(), new Desk({ at: at('2025-11-05 09:00') }));
      expect(running(desk)).toEqual(['RESOLVE_COMPLEX null 2025-11-06 18:00']);
    });

    test('as its date, where a special one had none yet', () => {
      const special = { category: 'ACC.QUAL.REVIEW', at: at('2025-11-05 10:00') } as const;
      expect(running(take(new Desk(special), older()))).toEqual(['RESOLVE_SPECIAL null 2025-11-10 18:00']);
      const taken = new Desk(special).do('take-over', people.qual, {});
      expect(running(take(taken, older()))).toEqual(['RESOLVE_SPECIAL null 2025-11-10 18:00']);
    });

    test('the new solution too, where the first was refused', () => {
      const desk = fresh()
        .do('take-over', people.pay, {})
        .do('answer', people.pay, {})
        .do('reject', people.customer, {});
      expect(running(take(desk, new Desk({ at: at('2025-11-05 09:00') })))).toEqual(['REASSESS null 2025-11-06 18:00']);
    });

    test('a limit that was missed there is missed here, and followed up', () => {
      const late = older().passTo(at('2025-11-11 10:00'));
      const desk = take(fresh().passTo(at('2025-11-11 10:00')), late);
      desk.passTo(at('2025-11-11 10:01'));
      expect(desk.clock('RESOLVE_COMPLEX')).toMatchObject({ status: 'running', breached: true });
      expect(desk.told('limit-moved')).toEqual(['customer']);
      const said = desk.notices.find(({ template }) => template === 'limit-moved')?.params ?? {};
      expect(renderNotice('limit-moved', said, 'zh-CN').text).toContain('其原定时限 2025-11-10 18:00 已过');
      desk.passTo(at('2025-11-11 18:01'));
      expect(desk.state.supervised).toBe(true);
    });

    describe('also where the limit here has been missed already', () => {
      const dateAsked = (desk: Desk): string | null => {
        const route = {
          category: 'ACC.QUAL.REVIEW',
          routing: 'department',
          department: 'QUAL',
          urgent: false,
        } as const;
        desk.do('classify', people.supervisor, { ...route, slaClass: 'special', reasoned: false });
        desk.do('take-over', people.qual, {});
        return desk.try('set-date', people.qual, { dueAt: at('2026-01-15 18:00'), reasoned: false });
      };

      test('a date told there is the date once it becomes special, and moves later with a reason alone', () => {
        const late = new Desk({ ...refund, channel: 'phone' }).passTo(at('2025-11-12 10:00'));
        expect(late.clock('RESOLVE_COMPLEX').breached).toBe(true);
        take(late, fresh({ at: at('2025-11-12 10:00') }));
        expect(running(late)).toEqual(['RESOLVE_COMPLEX 2025-11-06 18:00 2025-11-10 18:00']);
        expect(dateAsked(late)).toBe('reason-required');
        expect(running(late)).toEqual(['RESOLVE_SPECIAL null 2025-11-19 18:00']);
      });

      test('what was missed in both was not missed earlier than here', () => {
        const late = fresh({ channel: 'phone' }).passTo(at('2025-11-13 10:00'));
        take(late, older().passTo(at('2025-11-13 10:00')));
        expect(dateAsked(late)).toBe('reason-required');
        expect(running(late)).toEqual(['RESOLVE_SPECIAL null 2025-11-12 18:00']);
      });

      test('the time to set a date is none of that: the date that was told there is the one', () => {
        const special = new Desk({ category: 'ACC.QUAL.REVIEW', channel: 'phone' }).do('take-over', people.qual, {});
        special.passTo(at('2025-11-05 10:00'));
        expect(special.clock('RESOLVE_SPECIAL')).toMatchObject({ breached: true, terms: { phase: 'first' } });
        expect(running(take(special, older()))).toEqual(['RESOLVE_SPECIAL null 2025-11-10 18:00']);
        expect(special.told('limit-moved')).toEqual(['customer']);
      });
    });

    describe('of what nobody has classified no solution was told', () => {
      const unclassified = (more: Partial<AnOpening> = {}): Desk =>
        new Desk({ category: null, channel: 'email', at: at('2025-11-05 10:00'), ...more });

      test('so its customer is told no date at the merge, and the other keeps its own', () => {
        const desk = fresh();
        const before = running(desk);
        expect(running(take(desk, unclassified()))).toEqual(before);
        const longBefore = unclassified({ at: at('2025-10-30 10:00') });
        expect(running(take(fresh(), longBefore))).toEqual(before);
        expect(desk.told('limit-moved')).toEqual([]);
        const merged = unclassified().do('merge', people.supervisor, { into: OTHER });
        expect(merged.notices.find(({ template }) => template === 'ticket-closed')?.params).not.toHaveProperty(
          'solvedBy',
        );
      });

      test('nor is it merged for the sake of a limit', () => {
        expect(duplicateRefusal(unclassified().state, DUPLICATE, other(fresh()))).toBeNull();
      });

      test('but two of them count from when the older came', () => {
        const desk = take(unclassified(), unclassified({ at: at('2025-11-04 10:00') }));
        expect(running(desk)).toEqual(['RESOLVE_SIMPLE null 2025-11-05 18:00']);
        become(desk, 'ORD.PAY.REFUND', 'complex', false);
        expect(desk.clock('RESOLVE_COMPLEX').startedAt).toBe(at('2025-11-04 10:00'));
      });

      test('what was told in the other is kept, and named again only once it is classified', () => {
        const desk = take(unclassified(), older());
        expect(expectationOf(desk.state, desk.now)).toMatchObject({ expectedAt: at('2025-11-10 18:00') });
        const merged = desk.do('merge', people.supervisor, { into: OTHER });
        const closing = merged.notices.find(({ template }) => template === 'ticket-closed');
        expect(closing?.params).toMatchObject({ solvedBy: at('2025-11-10 18:00') });
      });
    });

    test('taking over is due when it was there, while nobody has taken over here', () => {
      const late = older();
      expect(due(take(fresh(), late), 'SPECIALIST_TAKEOVER')).toBe('2025-11-04 18:00');
      const taken = take(fresh().do('take-over', people.pay, {}), late);
      expect(taken.clock('SPECIALIST_TAKEOVER').status).toBe('met');
    });

    test('what stood still for its customer runs on, moved by the closings for which it did', () => {
      const waiting = new Desk({ ...refund, at: at('2025-11-03 09:30') }).do('take-over', people.pay, {});
      waiting.do('request-material', people.pay, { items: 1 }).passTo(at('2025-11-05 10:00'));
      const desk = take(fresh({ at: at('2025-11-05 09:30') }).passTo(at('2025-11-05 10:00')), waiting);
      expect(running(desk)).toEqual(['RESOLVE_COMPLEX 2025-11-10 18:00 2025-11-12 18:00']);
      const young = take(fresh({ at: at('2025-11-06 09:30') }), waiting.passTo(at('2025-11-06 09:30')));
      expect(running(young)).toEqual(['RESOLVE_COMPLEX 2025-11-11 18:00 2025-11-13 18:00']);
      const complex = new Desk({ ...refund, at: at('2025-11-03 09:30') }).passTo(at('2025-11-04 10:00'));
      complex.do('take-over', people.pay, {}).do('request-material', people.pay, { items: 1 });
      expect(running(take(fresh(), complex.passTo(at('2025-11-05 10:00'))))).toEqual([
        'RESOLVE_COMPLEX 2025-11-07 18:00 2025-11-11 18:00',
      ]);
      expect(complex.do('merge', people.supervisor, { into: OTHER }).notices.at(-1)?.params).not.toHaveProperty(
        'solvedBy',
      );
    });

    test('nothing where its answer waits for the customer meanwhile', () => {
      const answered = fresh().do('take-over', people.pay, {}).do('answer', people.pay, {});
      expect(running(take(answered, older()))).toEqual([]);
    });

    test.each([
      ['an answer came first', (desk: Desk) => desk],
      ['it is classified as special meanwhile', (desk: Desk) => become(desk, 'ORD.PAY.REFUND', 'special', true)],
    ])('and what comes back then keeps its own limit, also where %s', (_how, then) => {
      const answered = then(fresh({ channel: 'phone' }).do('take-over', people.pay, {})).do('answer', people.pay, {});
      expect(running(take(answered, older()))).toEqual([]);
      answered.passTo(at('2025-11-06 10:00')).do('reject', people.customer, {});
      expect(running(answered)).toEqual(['REASSESS 2025-11-07 18:00 2025-11-11 18:00']);
    });

    test('where the customer is waited for meanwhile it stands still with the others, and runs on when he has brought it', () => {
      const waiting = fresh({ channel: 'phone' }).do('take-over', people.pay, {});
      waiting.do('request-material', people.pay, { items: 1 });
      expect(take(waiting, older()).clock('RESOLVE_COMPLEX').status).toBe('paused');
      waiting.passTo(at('2025-11-06 10:00')).do('supply-material', people.customer, { items: [0] });
      expect(running(waiting)).toEqual(['RESOLVE_COMPLEX 2025-11-07 18:00 2025-11-11 18:00']);
    });

    test('no work begins again in what was answered: neither containing, nor a review of a suggestion', () => {
      const contained = new Desk(stolen).do('take-over', people.risk, {}).do('answer', people.risk, {});
      expect(take(contained, new Desk(stolen)).clock('URGENT_CONTAIN').status).toBe('met');
      const suggestion = { category: 'OTH.SUGGEST.FEATURE', at: at('2025-11-05 10:00') } as const;
      const reviewed = new Desk(suggestion).do('review-suggestion', improver, { outcome: 'LATER' });
      take(reviewed, new Desk({ ...suggestion, at: at('2025-10-20 10:00') }));
      expect(reviewed.clock('SUGGESTION_REVIEW').status).toBe('met');
    });

    test('nor in what has become a complaint about the service, or is in dispute', () => {
      const complaint = become(fresh({ channel: 'phone' }), 'SVC.COMPLAINT', 'complex');
      expect(running(take(complaint, older()))).toEqual([]);
      const inRound = fresh({ channel: 'phone' }).do('take-over', people.pay, {}).do('answer', people.pay, {});
      inRound.do('reject', people.customer, {}).do('open-dispute', people.customer, { supplierCompanyId: 'supplier' });
      expect(running(take(inRound, older()))).toEqual([]);
    });

    describe('and that holds', () => {
      const supervised = (desk: Desk, milestoneAt = at('2025-11-10 18:00')) => {
        const parts = [people.pay, people.order].map((responsible) => ({
          department: responsible.department,
          responsible,
        }));
        const tasks = parts.map((part) => ({ ...part, milestoneAt }));
        return desk.do('coordinate', people.supervisor, { lead: people.pay, tasks, latestMilestoneAt: null });
      };
      const taken = (): Desk => take(fresh({ channel: 'phone' }).do('take-over', people.pay, {}), older());

      test('when several departments share it, whose plan may not end later', () => {
        const desk = taken();
        const limit = desk.clock('RESOLVE_COMPLEX');
        expect(local(latestMilestone(limit, ['PAY', 'ORDER'], STANDARD_TIMETABLE))).toBe('2025-11-10 18:00');
        expect(running(supervised(desk))).toEqual(['RESOLVE_MULTI null 2025-11-10 18:00']);
      });

      test.each([
        ['another category', ['complex'], 'RESOLVE_COMPLEX 2025-11-06 18:00 2025-11-10 18:00'],
        ['a stricter class and back', ['simple', 'complex'], 'RESOLVE_COMPLEX 2025-11-06 18:00 2025-11-10 18:00'],
        ['a special class, whose date it is', ['special'], 'RESOLVE_SPECIAL null 2025-11-10 18:00'],
        ['a special class and back', ['special', 'complex'], 'RESOLVE_COMPLEX 2025-11-06 18:00 2025-11-10 18:00'],
      ] as const)('when it is classified anew: %s', (_how, classes, limit) => {
        const desk = taken();
        for (const slaClass of classes)
          become(desk, slaClass === 'special' ? 'ACC.QUAL.REVIEW' : 'ORD.PAY.DUPLICATE', slaClass);
        expect(running(desk)).toEqual([limit]);
      });

      test('where the limit here was the earlier one, from when that is replaced by a longer one', () => {
        const desk = take(new Desk({ at: at('2025-11-05 10:00'), channel: 'phone' }), older());
        expect(running(desk)).toEqual(['RESOLVE_SIMPLE null 2025-11-06 18:00']);
        become(desk, 'ORD.PAY.REFUND', 'complex', false);
        expect(running(desk)).toEqual(['RESOLVE_COMPLEX null 2025-11-10 18:00']);
      });

      test('until a later one is told with its reason: with another class, or an extension from the earlier receipt', () => {
        const simple = take(new Desk({ at: at('2025-11-05 10:00'), channel: 'phone' }), older());
        become(simple, 'ORD.PAY.REFUND', 'complex', true);
        expect(running(simple)).toEqual(['RESOLVE_COMPLEX 2025-11-10 18:00 2025-11-12 18:00']);

        const special = take(fresh({ channel: 'phone' }).do('take-over', people.pay, {}), older());
        become(special, 'ORD.PAY.REFUND', 'special', true);
        expect(running(special)).toEqual(['RESOLVE_SPECIAL null 2025-11-06 18:00']);
        expect(special.clock('RESOLVE_SPECIAL').terms.phase).toBe('first');
        const dueAt = at('2025-12-01 18:00');
        expect(special.try('set-date', people.pay, { dueAt, reasoned: false })).toBeNull();

        const desk = taken();
        const latestDueAt = latestExtension(desk.clock('RESOLVE_COMPLEX'), STANDARD_TIMETABLE);
        expect(local(latestDueAt)).toBe('2025-11-12 18:00');
        desk.do('extend', people.supervisor, { dueAt: at('2025-11-11 18:00'), latestDueAt });
        expect(running(desk)).toEqual(['RESOLVE_COMPLEX 2025-11-06 18:00 2025-11-11 18:00']);
      });

      test('also once it has fallen away and nobody has set another: it does not come back', () => {
        const desk = take(fresh({ channel: 'phone' }), new Desk({ at: at('2025-11-05 09:00') }));
        become(desk, 'ORD.PAY.REFUND', 'special', true);
        become(desk, 'ACC.QUAL.REVIEW', 'special', false);
        expect(running(desk)).toEqual([]);
        become(desk, 'ORD.PAY.REFUND', 'complex', false);
        expect(running(desk)).toEqual(['RESOLVE_COMPLEX 2025-11-10 18:00 2025-11-12 18:00']);
      });

      test('whatever classes and plan come after it without words, and in whatever order', () => {
        const steps = {
          simple: (desk: Desk) => become(desk, 'ACC.LOGIN.NO_CODE', 'simple', false),
          complex: (desk: Desk) => become(desk, 'ORD.PAY.REFUND', 'complex', false),
          special: (desk: Desk) => become(desk, 'ACC.QUAL.REVIEW', 'special', false),
          service: (desk: Desk) => become(desk, 'SVC.COMPLAINT', 'complex', false),
          another: (desk: Desk) => take(desk, older()),
        };
        const order = fc.array(fc.constantFrom(...Object.values(steps)), { maxLength: 6 });
        fc.assert(
          fc.property(order, fc.constantFrom('simple', 'complex', 'special'), fc.boolean(), (ways, last, isPlanned) => {
            const desk = taken();
            for (const way of ways) way(desk);
            steps[last](desk);
            if (desk.state.status === 'ASSIGNED') desk.do('take-over', people.pay, {});
            if (isPlanned) supervised(desk);
            const limits = desk.state.clocks.filter(
              ({ id, status }) => id.startsWith('RESOLVE') && status === 'running',
            );
            expect(limits).toHaveLength(1);
            expect((limits[0]?.plan?.dueAt ?? '9') <= at('2025-11-10 18:00')).toBe(true);
          }),
          { numRuns: 100 },
        );
      });

      test('and is what the explanation names', () => {
        const desk = supervised(taken());
        const { plan, ...clock } = desk.clock('RESOLVE_MULTI');
        const words = plan === null ? null : explainClock({ ...clock, plan }, plan, STANDARD_TIMETABLE);
        expect(words?.zh).toContain('11月10日');
      });
    });

    test('a date of the plan that then lies after the limit is told to whoever has it, the lead and the supervisors', () => {
      const desk = fresh({ channel: 'phone' }).do('take-over', people.pay, {});
      const task = { department: 'TECH', responsible: people.tech, milestoneAt: at('2025-11-12 18:00') } as const;
      desk.do('coordinate', people.supervisor, { lead: people.pay, tasks: [task], latestMilestoneAt: null });
      take(desk, older());
      expect(desk.told('milestone-past-limit')).toEqual(['2003', '2001', 'supervisor']);
    });

    test('and whoever only names it a duplicate is told to merge it', () => {
      const refusal = (from: Desk, of: Desk) => duplicateRefusal(from.state, DUPLICATE, other(of))?.detail.en ?? null;
      expect(refusal(older(), fresh())).toContain('RESOLVE_COMPLEX of KF20251103001 ends at 2025-11-10 18:00');
      expect(refusal(fresh(), older())).toBeNull();
    });

    test('the closing says by when', () => {
      const merged = older().do('merge', people.supervisor, { into: OTHER });
      const closing = merged.notices.find(({ template, to }) => template === 'ticket-closed' && to.kind === 'customer');
      expect(closing?.params).toMatchObject({ goesOn: OTHER, solvedBy: at('2025-11-10 18:00') });
    });
  });
});
