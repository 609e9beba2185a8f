import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DISPUTE_COMMANDS, type DisputeCommandName, EVENT_OF_DISPUTE_COMMAND } from '../../../contracts/disputes.ts';
import type { CommandPayloads } from '../../../contracts/commands.ts';
import type { Actor, StaffActor } from '../../../contracts/people.ts';
import { isOpen } from '../../../contracts/ticket.ts';
import { hasPenaltyMark, isRunning, rulesOf } from '../../../domain/dispute/dispute.ts';
import { CURRENT_RULES, disputeRules, type DisputeStep } from '../../../domain/dispute/rules.ts';
import { standing } from '../../../domain/dispute/standing.ts';
import { refusalFor } from '../../../domain/ticket/allowed.ts';
import type { TicketState } from '../../../domain/ticket/state.ts';
import { refOf } from '../../../domain/ticket/people/who.ts';
import { waitingOn } from '../../../domain/ticket/waiting.ts';
import { at, Desk, people } from '../../support/desk.ts';
import { silence } from '../../support/silence.ts';
import { isTicking } from '../../../domain/clocks/running/ticking.ts';

const { customer: buyer, supplier, supervisor, manager } = people;
const RULES = disputeRules(CURRENT_RULES);
const HOUR_MS = 3_600_000;

const PAYLOADS: Pick<CommandPayloads, DisputeCommandName> = {
  compensate: {},
  'refuse-claim': {},
  'offer-settlement': {},
  'accept-settlement': {},
  'reject-settlement': {},
  'submit-evidence': { sha256: 'a'.repeat(64), files: 0 },
  'complete-evidence': {},
  concede: {},
  rule: { outcome: 'FOR_BUYER', measures: [] },
  appeal: {},
  'decide-appeal': { outcome: 'FOR_SELLER', measures: [] },
};

function give(desk: Desk, name: DisputeCommandName, actor: Actor): string | null {
  return desk.try(name, actor, PAYLOADS[name]);
}

function disputed(): Desk {
  const desk = new Desk({ category: 'ORD.DISPUTE.CASE', channel: 'phone', at: at('2025-11-03 10:00') });
  return desk.do('open-dispute', buyer, { supplierCompanyId: 'supplier' });
}

test('a case that is refused and then disputed is re-assessed by nobody beside the dispute', () => {
  const desk = new Desk({ channel: 'phone', at: at('2025-11-03 10:00') }).do('take-over', people.agent, {});
  desk.do('answer', people.agent, {}).do('reject', buyer, {});
  desk.do('open-dispute', buyer, { supplierCompanyId: 'supplier' });
  const running = () => desk.state.clocks.filter(({ status }) => status === 'running').map(({ id }) => id);
  expect(running()).toEqual(['DISPUTE_SELLER']);
  desk.passTo(at('2025-11-11 12:00'));
  expect(running()).toEqual(['DISPUTE_DECISION']);
  expect(desk.events.filter(({ data }) => data['clock'] === 'REASSESS')).toEqual([]);
});

/** How a story comes to each place of the table. */
const WAYS: Readonly<Record<DisputeStep, () => Desk>> = {
  SELLER_HANDLING: disputed,
  BUYER_CONFIRMING: () => disputed().do('compensate', supplier, {}),
  EVIDENCE: () => disputed().do('refuse-claim', supplier, {}),
  PREHANDLING: () => silence(WAYS.EVIDENCE()),
  LAST_CONFIRMING: () => WAYS.PREHANDLING().do('concede', supplier, {}),
  DECIDING: () => silence(WAYS.PREHANDLING()),
  RULED: () => WAYS.DECIDING().do('rule', supervisor, { outcome: 'FOR_BUYER', measures: [] }),
  APPEAL: () => WAYS.RULED().do('appeal', supplier, {}),
  SETTLED: () => WAYS.BUYER_CONFIRMING().do('accept-settlement', buyer, {}),
  TACITLY_SETTLED: () => silence(WAYS.BUYER_CONFIRMING()),
  LAST_TACITLY_SETTLED: () => silence(WAYS.LAST_CONFIRMING()),
  WITHDRAWN: () => disputed().do('withdraw', buyer, {}),
};
const STEPS = Object.keys(WAYS).filter((step): step is DisputeStep => Object.hasOwn(RULES.steps, step));
const SIDES: readonly Actor[] = [buyer, supplier, supervisor, manager];

describe('the table: from each place, each command leads where it says and is refused elsewhere', () => {
  const cases = STEPS.flatMap((step) => DISPUTE_COMMANDS.map((name) => [step, name] as const));

  test.each(cases)('%s: %s', (step, name) => {
    const { leaves } = RULES.steps[step];
    const target = leaves[name];
    const outcomes = SIDES.map((actor) => {
      const desk = WAYS[step]();
      // What needs more than its place in the table: the other side's offer, the other side's evidence.
      if (name === 'accept-settlement' && RULES.steps[step].waitsOn !== 'buyer')
        give(desk, 'offer-settlement', supplier);
      if (name === 'complete-evidence') give(desk, name, actor === buyer ? supplier : buyer);
      const before = desk.state;
      const refusal = give(desk, name, actor);
      if (refusal !== null) expect(desk.state).toBe(before);
      return { refusal, step: desk.state.dispute?.step };
    });
    const done = outcomes.filter(({ refusal }) => refusal === null);
    if (target === undefined) {
      expect(done).toEqual([]);
      expect(outcomes.some(({ refusal }) => refusal === 'state-conflict')).toBe(true);
    } else {
      expect(done.length).toBeGreaterThan(0);
      for (const one of done) expect(one.step).toBe(target);
    }
    for (const { refusal } of outcomes) expect([null, 'forbidden', 'state-conflict']).toContain(refusal);
  });

  test.each(STEPS.filter((step) => RULES.steps[step].silence !== null))('silence in %s', (step) => {
    expect(silence(WAYS[step]()).state.dispute?.step).toBe(RULES.steps[step].silence);
  });

  test.each(STEPS)('%s shows whose turn it is, and only one window runs', (step) => {
    const { state } = WAYS[step]();
    const { waitsOn, clock } = RULES.steps[step];
    const waiting = {
      buyer: 'customer',
      supplier: 'supplier',
      parties: 'party',
      supervisor: 'supervisor',
      manager: 'manager',
    };
    const over = state.owed === null ? 'customer' : 'department';
    expect(waitingOn(state)).toBe(waitsOn === null ? over : waiting[waitsOn]);
    const windows = state.clocks.filter((one) => isTicking(one) && /^(DISPUTE_|APPEAL)/.test(one.id));
    expect(windows.map(({ id }) => id)).toEqual(clock === null ? [] : [clock]);
    const partysTurn = waitsOn === 'buyer' || waitsOn === 'supplier' || waitsOn === 'parties';
    const statusThere = partysTurn ? 'WAITING_PARTIES' : waitsOn === null ? 'CLOSED' : 'COORDINATING';
    expect(state.status).toBe(statusThere);
  });
});

describe('compensation and silence', () => {
  test('compensated in the first day and agreed: closed as agreed, solved in time, no mark', () => {
    const { state } = WAYS.SETTLED();
    expect(state).toMatchObject({ status: 'CLOSED', closeReason: 'AGREED' });
    expect(state.clocks.find(({ id }) => id === 'RESOLVE_COMPLEX')?.status).toBe('met');
    expect(state.dispute === null || hasPenaltyMark(state.dispute)).toBe(false);
  });

  test('a silent buyer settles tacitly, which is no consent, and may take it back once within seven days', () => {
    const desk = WAYS.TACITLY_SETTLED();
    expect(desk.state).toMatchObject({ status: 'CLOSED', closeReason: 'NO_RESPONSE' });
    desk.now = at('2025-11-12 23:59');
    desk.do('reject-settlement', buyer, {});
    expect(desk.state).toMatchObject({
      status: 'WAITING_PARTIES',
      closedAt: null,
      dispute: { step: 'EVIDENCE', reopened: true },
    });
    silence(desk).do('concede', supplier, {});
    expect(silence(desk).state.dispute?.step).toBe('LAST_TACITLY_SETTLED');
    expect(give(desk, 'reject-settlement', buyer)).toBe('state-conflict');
  });

  test('after the seventh day it stays settled', () => {
    const desk = WAYS.TACITLY_SETTLED();
    desk.now = at('2025-11-13 00:00');
    expect(give(desk, 'reject-settlement', buyer)).toBe('state-conflict');
  });

  test('a window is over at its instant, also where its timer is late', () => {
    const desk = disputed();
    desk.now = at('2025-11-04 10:01');
    const refused = desk.input({
      name: 'compensate',
      actor: supplier,
      textId: null,
      expectedVersion: null,
      payload: {},
    });
    expect(refused).toMatchObject({
      ok: false,
      refusal: { code: 'state-conflict', detail: { zh: '窗口已于 2025-11-04 10:00 关闭。' } },
    });
  });

  test('silence throughout leaves it to the platform, and nobody is guilty by it', () => {
    const { state } = silence(silence(silence(disputed())));
    expect(state.dispute).toMatchObject({ step: 'DECIDING', ruling: null });
    expect(state.clocks.filter(({ id }) => id.startsWith('DISPUTE')).map(({ breached }) => breached)).not.toContain(
      true,
    );
  });
});

describe('what is told', () => {
  const DONE = STEPS.flatMap((step) => DISPUTE_COMMANDS.map((name) => [step, name] as const)).filter(
    ([step, name]) => RULES.steps[step].leaves[name] !== undefined && name !== 'accept-settlement',
  );

  test.each(DONE)('in %s, of %s: the line says whose turn it is now and which window runs', (step, name) => {
    const desk = WAYS[step]();
    const actor = SIDES.find((side) => refusalFor(desk.state, side, name) === null) ?? buyer;
    const [events, notices] = [desk.events.length, desk.notices.length];
    expect(give(desk, name, actor)).toBeNull();
    const line = desk.events.slice(events).find(({ type }) => type === EVENT_OF_DISPUTE_COMMAND[name]);
    const { dispute } = desk.state;
    if (dispute === null) throw new Error('the dispute is gone');
    expect(line?.data).toMatchObject(standing(dispute));
    for (const template of ['dispute-stage', 'dispute-offer', 'dispute-refused', 'dispute-ruled'] as const) {
      for (const notice of desk.notices.slice(notices).filter((told) => told.template === template))
        expect(notice.params).toMatchObject(standing(dispute));
    }
  });

  test.each(STEPS.filter((step) => RULES.steps[step].silence !== null))(
    'silence in %s: its line says what comes next, and each side is told once',
    (step) => {
      const desk = WAYS[step]();
      const notices = desk.notices.length;
      silence(desk);
      const { dispute } = desk.state;
      if (dispute === null) throw new Error('the dispute is gone');
      expect(desk.events.findLast(({ type }) => type === 'clock-lapsed')?.data).toMatchObject(standing(dispute));
      const told = desk.notices
        .slice(notices)
        .filter(({ template, to }) => template.startsWith('dispute-') && to.kind !== 'role');
      expect(told.map(({ to }) => to.kind).toSorted()).toEqual(['company', 'customer']);
      for (const { params } of told)
        expect(params).toMatchObject({ happened: RULES.steps[step].clock, ...standing(dispute) });
    },
  );

  test('while one side’s evidence is complete, it waits on the other', () => {
    const desk = WAYS.EVIDENCE().do('complete-evidence', supplier, {});
    expect(desk.events.at(-1)?.data).toMatchObject({ stage: 'EVIDENCE', waitsOn: 'buyer', window: 'DISPUTE_EVIDENCE' });
  });
});

describe('evidence', () => {
  test('told to its own side with the seal, and never with words to anybody', () => {
    const desk = WAYS.EVIDENCE();
    const told = desk.notices.length;
    desk.do('submit-evidence', supplier, PAYLOADS['submit-evidence']);
    expect(desk.notices.slice(told)).toMatchObject([
      { template: 'dispute-evidence', to: { kind: 'company', companyId: 'supplier' }, textId: null },
    ]);
  });

  test('opened to the other side only when the window has ended', () => {
    const desk = WAYS.EVIDENCE().do('complete-evidence', buyer, {});
    expect(desk.state.dispute?.unsealedAt).toBeNull();
    expect(waitingOn(desk.state)).toBe('supplier');
    desk.do('complete-evidence', supplier, {});
    expect(desk.state.dispute?.unsealedAt).toBe(desk.now);
  });

  test('at most twenty times for each side', () => {
    const desk = WAYS.EVIDENCE();
    for (let i = 0; i < 20; i += 1) desk.do('submit-evidence', buyer, PAYLOADS['submit-evidence']);
    expect(give(desk, 'submit-evidence', buyer)).toBe('state-conflict');
    expect(give(desk, 'submit-evidence', supplier)).toBeNull();
  });
});

describe('the ruling', () => {
  test('the manager rules only once the supervisor has missed it, and then there is no appeal', () => {
    const desk = WAYS.DECIDING();
    expect(give(desk, 'rule', manager)).toBe('state-conflict');
    silence(desk);
    expect(desk.clock('DISPUTE_DECISION').breached).toBe(true);
    expect(give(desk, 'rule', manager)).toBeNull();
    expect(desk.state).toMatchObject({ status: 'CLOSED', dispute: { ruling: { final: true } } });
    expect(desk.events.at(-2)?.type).toBe('ruled');
    expect(give(desk, 'appeal', buyer)).toBe('state-conflict');
  });

  test('a ruling is appealed to the end of the seventh day, by either side, once', () => {
    const desk = WAYS.RULED();
    const day = 24 * HOUR_MS;
    const ruledOn = Math.floor((Date.parse(desk.now) + 8 * HOUR_MS) / day);
    const end = (ruledOn + 8) * day - 8 * HOUR_MS;
    desk.now = new Date(end).toISOString();
    expect(give(desk, 'appeal', buyer)).toBe('state-conflict');
    desk.now = new Date(end - 1000).toISOString();
    expect(give(desk, 'appeal', buyer)).toBeNull();
    expect(give(desk, 'decide-appeal', manager)).toBeNull();
    expect(give(desk, 'appeal', supplier)).toBe('state-conflict');
  });

  test('is not re-opened: whoever asks is told of the appeal and until when, or that it is final', () => {
    const desk = WAYS.RULED();
    const why = (actor: Actor) => refusalFor(desk.state, actor, 'reopen');
    for (const actor of [buyer, supervisor]) {
      expect(why(actor)?.code).toBe('state-conflict');
      expect(why(actor)?.detail.zh).toMatch(/appeal 申诉一次，期限至 2025-11-\d\d 00:00/);
    }
    expect(give(desk, 'appeal', buyer)).toBeNull();
    expect(give(desk, 'decide-appeal', manager)).toBeNull();
    expect(why(buyer)?.detail.en).toContain('final');
  });

  test('nor by the follow-up: not solved, the supervisors hear of it', () => {
    const desk = WAYS.RULED();
    expect(desk.state.owed).toMatchObject({ duty: 'follow-up' });
    desk.do('follow-up', people.agent, { solved: false });
    expect(desk.state).toMatchObject({ status: 'CLOSED', closeReason: 'RULED', owed: null });
    expect(desk.told('ruling-unsolved')).toEqual(['supervisor']);
    expect(give(desk, 'appeal', buyer)).toBeNull();
  });

  test('measures become milestones; the ticket closes when the last is done; an appeal stops them', () => {
    const milestoneAt = at('2025-12-01 18:00');
    const measures = [people.order, people.pay].map((who) => ({
      department: who.department,
      responsible: who,
      milestoneAt,
      reworded: true as const,
    }));
    const ordered = (): Desk => WAYS.DECIDING().do('rule', supervisor, { outcome: 'SPLIT', measures });
    const desk = ordered();
    expect(desk.state).toMatchObject({ status: 'COORDINATING', dispute: { step: 'RULED' } });
    expect(waitingOn(desk.state)).toBe('department');
    expect(desk.state.clocks.filter(({ id }) => id === 'MILESTONE')).toHaveLength(2);
    expect(desk.try('answer', supervisor, {})).toBe('state-conflict');
    const [first, second] = desk.state.tasks;
    if (first === undefined || second === undefined) throw new Error('two measures were ordered');
    desk.do('task-complete', people.order, { taskId: first.taskId });
    expect(desk.state.status).toBe('COORDINATING');
    desk.do('task-cancel', supervisor, { taskId: second.taskId });
    expect(desk.state).toMatchObject({ status: 'CLOSED', closeReason: 'RULED' });

    const late = ordered();
    const { dispute } = late.state;
    if (dispute === null || dispute.ruling === null) throw new Error('it was ruled');
    // In the round of a manager, of whom a supervisor's own proposal was refused before.
    const ruling = { ...dispute.ruling, round: 3 };
    late.state = { ...late.state, round: 3, pastHandlers: ['3001'], dispute: { ...dispute, ruling } };
    const plan = { lead: supervisor, tasks: measures, latestMilestoneAt: null };
    expect(late.try('coordinate', supervisor, plan)).toBeNull();
    late.state = { ...late.state, dispute: null };
    expect(late.try('coordinate', supervisor, plan)).toBe('plan-invalid');

    const appealed = ordered().do('appeal', buyer, {});
    expect(appealed.state.tasks.map(({ status }) => status)).toEqual(['CANCELLED', 'CANCELLED']);
    expect(appealed.state.clocks.some((clock) => clock.id === 'MILESTONE' && isTicking(clock))).toBe(false);
  });

  test('a ruling calls off what was planned before it: whoever had it is told, and his department', () => {
    const part = (one: StaffActor) => ({
      department: one.department,
      responsible: refOf(one),
      milestoneAt: at('2025-11-20 18:00'),
    });
    const desk = new Desk({ category: 'ORD.DISPUTE.CASE', channel: 'phone', at: at('2025-11-03 10:00') });
    const { agent, order, otherPay, pay } = people;
    const milestoneAt = at('2025-11-05 18:00');
    const tasks = [order, pay].map((one) => ({ ...part(one), milestoneAt }));
    desk.do('coordinate', supervisor, { lead: refOf(agent), latestMilestoneAt: null, tasks });
    desk.do('task-complete', order, { taskId: 'KF20251103001-T1' });
    desk.do('open-dispute', buyer, { supplierCompanyId: 'supplier' });
    silence(silence(silence(desk)));
    desk.do('rule', supervisor, { outcome: 'FOR_BUYER', measures: [{ ...part(otherPay), reworded: true }] });
    expect(desk.state.tasks.map(({ status }) => status)).toEqual(['DONE', 'CANCELLED', 'OFFERED']);
    expect(desk.told('task-cancelled')).toEqual([pay.staffNo, 'PAY']);
    desk.do('appeal', supplier, {});
    expect(desk.told('task-cancelled').slice(2)).toEqual([otherPay.staffNo, 'PAY']);
  });

  test('measures that do not hold are named', () => {
    const stranger = {
      department: 'ORDER',
      responsible: people.pay,
      milestoneAt: at('2025-12-01 18:00'),
      reworded: true,
    } as const;
    const past = {
      department: 'PAY',
      responsible: people.pay,
      milestoneAt: at('2025-11-03 18:00'),
      reworded: true,
    } as const;
    const idle = {
      department: 'FRONT',
      responsible: people.admin,
      milestoneAt: at('2025-12-01 18:00'),
      reworded: true,
    } as const;
    const ruled = (measure: typeof stranger | typeof past | typeof idle) =>
      WAYS.DECIDING().input({
        name: 'rule',
        actor: supervisor,
        textId: null,
        expectedVersion: null,
        payload: { outcome: 'SPLIT', measures: [measure] },
      });
    expect(ruled(stranger)).toMatchObject({
      refusal: { code: 'plan-invalid', errors: [{ pointer: '/measures/0/responsible' }] },
    });
    expect(ruled(past)).toMatchObject({ refusal: { errors: [{ pointer: '/measures/0/milestoneOn' }] } });
    expect(ruled(idle)).toMatchObject({ refusal: { errors: [{ pointer: '/measures/0/responsible' }] } });
  });

  test('where a quality review finds the service wrong, the ruling stands and nothing is left but the appeal', () => {
    const desk = WAYS.RULED().do('rate', buyer, { rating: 'DISSATISFIED' });
    const [review] = desk.state.reviews.open;
    if (review === undefined) throw new Error('a dissatisfied rating is reviewed');
    const { reviewId } = review;
    desk.input({ name: 'review-ended', reviewId, reopen: true, actor: people.inspector, textId: null });
    expect(desk.state).toMatchObject({ status: 'CLOSED', closeReason: 'RULED', reviews: { open: [] } });
    expect(desk.try('appeal', buyer, {})).toBeNull();
  });

  test('a second dispute on the ticket is possible after an agreement, never after a ruling', () => {
    const desk = WAYS.SETTLED().do('reopen', buyer, {});
    desk.do('open-dispute', buyer, { supplierCompanyId: 'supplier' });
    expect(desk.state.dispute).toMatchObject({ caseNo: 2, step: 'SELLER_HANDLING', offer: null });
    expect(WAYS.RULED().try('reopen', buyer, {})).toBe('state-conflict');
  });
});

/** Whatever stands in the state is a place of the table, with the window and the status that belong to it. */
function assertOnTheTable(state: TicketState): void {
  const { dispute } = state;
  if (dispute === null) throw new Error('the dispute never goes');
  const rule = rulesOf(dispute).steps[dispute.step];
  const windows = state.clocks.filter((clock) => isTicking(clock) && /^(DISPUTE_|APPEAL)/.test(clock.id));
  expect(windows.map(({ id }) => id)).toEqual(rule.clock === null ? [] : [rule.clock]);
  if (isRunning(dispute)) expect(isOpen(state.status)).toBe(true);
  expect(dispute.complete.length).toBeLessThanOrEqual(2);
  expect(state.clocks.some(({ status }) => status === 'paused') && state.status !== 'WAITING_PARTIES').toBe(false);
}

describe('whatever the parties and the platform do in whatever order', () => {
  const move = fc.record({
    name: fc.constantFrom(...DISPUTE_COMMANDS),
    actor: fc.constantFrom(...SIDES),
    waitHours: fc.oneof(fc.constant(0), fc.constant(0), fc.integer({ min: 0, max: 100 })),
  });

  test('the dispute never leaves the table', () => {
    fc.assert(
      fc.property(fc.array(move, { maxLength: 25 }), (moves) => {
        const desk = disputed();
        for (const { name, actor, waitHours } of moves) {
          desk.passTo(new Date(Date.parse(desk.now) + waitHours * HOUR_MS).toISOString());
          if (desk.state.status === 'ARCHIVED') return;
          const from = desk.state.dispute?.step ?? 'WITHDRAWN';
          const refusal = give(desk, name, actor);
          const to = desk.state.dispute?.step;
          if (refusal === null) expect([from, RULES.steps[from].leaves[name]]).toContain(to);
          else expect(to).toBe(from);
          assertOnTheTable(desk.state);
        }
      }),
      { numRuns: 300 },
    );
  });

  test('left alone it ends, or the platform is late and says so', () => {
    fc.assert(
      fc.property(fc.array(move, { maxLength: 10 }), (moves) => {
        const desk = disputed();
        for (const { name, actor } of moves) give(desk, name, actor);
        desk.passTo(new Date(Date.parse(desk.now) + 30 * 24 * HOUR_MS).toISOString());
        const late = desk.state.clocks.some(
          ({ id, breached }) => ['DISPUTE_DECISION', 'APPEAL'].includes(id) && breached,
        );
        expect(late || !isRunning(desk.state.dispute)).toBe(true);
      }),
      { numRuns: 150 },
    );
  });
});
