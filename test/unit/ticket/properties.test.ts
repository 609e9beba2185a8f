import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  COMMAND_NAMES,
  type CommandName,
  type CommandPayloads,
  type PlannedTask,
} from '../../../contracts/commands.ts';
import { RULINGS } from '../../../contracts/disputes.ts';
import { makeTaskId } from '../../../contracts/ids.ts';
import type { Actor } from '../../../contracts/people.ts';
import { isOpen } from '../../../contracts/ticket.ts';
import { CHINA_CALENDAR } from '../../../domain/calendar/china.ts';
import { nextWorkdayEnd } from '../../../domain/clocks/limits.ts';
import { allowedCommands } from '../../../domain/ticket/allowed.ts';
import { isTicking } from '../../../domain/ticket/clockwork.ts';
import { nextMoment } from '../../../domain/ticket/moments.ts';
import type { TicketState } from '../../../domain/ticket/state.ts';
import { waitingOn } from '../../../domain/ticket/waiting.ts';
import { Desk, people } from '../../support/desk.ts';

const actors: readonly Actor[] = [...Object.values(people), { ...people.agent, onBehalf: true }];
const categories = [
  'TEC.GUIDE.REPORT',
  'ORD.PAY.FAILED',
  'ORD.DISPUTE.CASE',
  'ACC.QUAL.REVIEW',
  'SVC.COMPLAINT',
  'ACC.LOGIN.STOLEN',
  null,
] as const;
const HOUR_MS = 3_600_000;

const measuresOf = (n: number, milestoneAt: string): PlannedTask[] =>
  [people.order, people.pay]
    .slice(0, n % 3)
    .map((responsible) => ({ department: responsible.department, responsible, milestoneAt }));

/** Something plausible to bring along; whether it fits is for the rules to say. */
function payloads(desk: Desk, n: number): CommandPayloads {
  const dueAt = nextWorkdayEnd(desk.now, 1 + (n % 4), CHINA_CALENDAR);
  const taskId = makeTaskId(desk.state.ticketNo, 1 + (n % 3));
  const moved = { dueAt, latestDueAt: nextWorkdayEnd(desk.state.receivedAt, 7, CHINA_CALENDAR) };
  const to = [people.agent, people.senior, people.pay, people.order, people.supervisor][n % 5] ?? people.agent;
  const tasks = [people.order, people.pay, people.tech].slice(0, n % 4);
  return {
    classify: {
      category: 'ORD.PAY.REFUND',
      slaClass: n % 2 ? 'complex' : 'simple',
      routing: n % 2 ? 'department' : 'direct',
      department: n % 2 ? 'PAY' : 'FRONT',
      urgent: false,
    },
    'take-over': {},
    'send-back': {},
    'hand-on': { to },
    coordinate: {
      lead: to,
      latestMilestoneAt: moved.latestDueAt,
      tasks: tasks.map((responsible) => ({ department: responsible.department, responsible, milestoneAt: dueAt })),
    },
    'request-material': { items: 1 + (n % 3) },
    'waive-material': {},
    'supply-material': { items: [n % 3] },
    answer: {},
    'progress-report': {},
    'request-extension': moved,
    'set-date': { dueAt },
    accept: {},
    reject: {},
    rate: { rating: 'FAIR' },
    urge: { day: desk.now.slice(0, 10) },
    withdraw: {},
    reopen: {},
    escalate: {},
    extend: moved,
    supervise: {},
    'warn-abuse': {},
    'mark-incident': {},
    attach: { to: 'KF20251103009' },
    detach: {},
    'answer-incident': { head: 'KF20251103009' },
    'review-suggestion': { outcome: 'LATER' },
    'follow-up': { solved: n % 2 === 0 },
    'review-termination': { upheld: n % 2 === 0 },
    'confirm-urgent': { duty: null },
    'downgrade-urgent': {},
    'close-unresolved': {},
    'mark-duplicate': { of: 'KF20251103009' },
    merge: { into: 'KF20251103009' },
    decline: {},
    terminate: {},
    link: { to: 'KF20251103009', kind: 'related' },
    'open-dispute': { supplierCompanyId: 'supplier' },
    complain: { about: null },
    'open-review': { sampleId: 'sample' },
    compensate: {},
    'refuse-claim': {},
    'offer-settlement': {},
    'accept-settlement': {},
    'reject-settlement': {},
    'submit-evidence': { sha256: '', files: 1 },
    'complete-evidence': {},
    concede: {},
    rule: { outcome: RULINGS[n % 4] ?? 'SPLIT', measures: measuresOf(n, dueAt) },
    appeal: {},
    'decide-appeal': { outcome: RULINGS[n % 4] ?? 'SPLIT', measures: measuresOf(n, dueAt) },
    replan: { calendar: 1, policy: 2, inHouse: null, keys: desk.state.clocks.map(({ key }) => key) },
    'task-take-over': { taskId },
    'task-refuse': { taskId },
    'task-send-back': { taskId },
    'task-transfer': { taskId, to },
    'task-complete': { taskId },
    'task-extend': { taskId, dueAt },
    'task-cancel': { taskId },
  };
}

/** Commands that move a ticket on are drawn more often than those that end it. */
const ENDING: readonly CommandName[] = ['withdraw', 'mark-duplicate', 'merge', 'decline', 'terminate'];
const drawn = [
  ...COMMAND_NAMES.filter((name) => !ENDING.includes(name)),
  'take-over',
  'take-over',
  'answer',
  'reject',
  'task-complete',
  'withdraw',
] as const;

const step = fc.record({
  name: fc.constantFrom<CommandName>(...drawn),
  actor: fc.constantFrom(...actors),
  n: fc.nat(30),
  waitHours: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 60 })),
});

/** In every state: somebody owns it and something will happen next, and no limit runs that has lost its purpose. */
function assertSound(state: TicketState): void {
  const ticking = state.clocks.filter(isTicking);
  if (isOpen(state.status)) {
    expect(waitingOn(state)).not.toBe('nobody');
    expect(ticking.length).toBeGreaterThan(0);
    if (state.status === 'IN_PROGRESS') expect(state.assignee ?? state.lead).not.toBeNull();
  } else {
    expect(ticking.map((clock) => clock.id).filter((id) => id !== 'RATING_WINDOW' && id !== 'REOPEN_WINDOW')).toEqual(
      [],
    );
    expect(state.closeReason).not.toBeNull();
  }
  expect(
    ticking.some((clock) => clock.status === 'paused') &&
      !['WAITING_CUSTOMER', 'WAITING_PARTIES'].includes(state.status),
  ).toBe(false);
  const perId = ticking.filter((clock) => clock.taskId === null).map((clock) => clock.id);
  expect(new Set(perId).size).toBe(perId.length);
  for (const clock of state.clocks) {
    if (clock.status === 'met' || clock.status === 'lapsed') expect(clock.breached).toBe(false);
    if (clock.status === 'breached') expect(clock.breached).toBe(true);
    if (!isTicking(clock)) expect(nextMoment(clock)).toBeUndefined();
  }
  expect(JSON.parse(JSON.stringify(state))).toEqual(state);
}

describe('whatever ten people do to a ticket in whatever order', () => {
  test('it never reaches an illegal state, and refusals change nothing', () => {
    fc.assert(
      fc.property(fc.constantFrom(...categories), fc.array(step, { maxLength: 30 }), (category, steps) => {
        const desk = new Desk({ category });
        for (const { name, actor, n, waitHours } of steps) {
          desk.passTo(new Date(Date.parse(desk.now) + waitHours * HOUR_MS).toISOString());
          assertSound(desk.state);
          const before = desk.state;
          const breachedBefore = before.clocks.filter((clock) => clock.breached).map((clock) => clock.key);
          const refusal = desk.try(name, actor, payloads(desk, n)[name]);
          if (refusal === null) expect(desk.state.version).toBe(before.version + 1);
          else expect(desk.state).toBe(before);
          const stillBreached = desk.state.clocks.filter((clock) => clock.breached).map((clock) => clock.key);
          expect(stillBreached).toEqual(expect.arrayContaining(breachedBefore));
          assertSound(desk.state);
        }
      }),
      { numRuns: 400 },
    );
  });

  test('a command that is announced as allowed is never refused for who or when', () => {
    fc.assert(
      fc.property(fc.constantFrom(...categories), fc.array(step, { maxLength: 20 }), (category, steps) => {
        const desk = new Desk({ category });
        for (const { name, actor, n } of steps) {
          const allowed: readonly string[] = allowedCommands(desk.state, actor);
          const wasAllowed = allowed.includes(name);
          const refusal = desk.try(name, actor, payloads(desk, n)[name]);
          if (name.startsWith('task-') || actor.kind !== 'customer') continue;
          expect(refusal === 'forbidden').toBe(refusal === 'forbidden' && !wasAllowed);
          if (refusal === null) expect(wasAllowed).toBe(true);
        }
      }),
      { numRuns: 200 },
    );
  });

  test('left alone, every ticket comes to its archive or waits on the desk past its limit, or on a review', () => {
    fc.assert(
      fc.property(fc.constantFrom(...categories), fc.array(step, { maxLength: 15 }), (category, steps) => {
        const desk = new Desk({ category });
        for (const { name, actor, n } of steps) desk.try(name, actor, payloads(desk, n)[name]);
        desk.passTo(new Date(Date.parse(desk.now) + 120 * 24 * HOUR_MS).toISOString());
        const settled =
          desk.state.status === 'ARCHIVED' ||
          desk.state.reviews.open.length > 0 ||
          desk.state.clocks.some((clock) => clock.breached) ||
          desk.state.clocks.some((clock) => clock.id === 'PROGRESS_SYNC');
        expect(settled).toBe(true);
      }),
      { numRuns: 200 },
    );
  });
});

describe('pauses', () => {
  test('pausing and going on at once leaves every limit where it was', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 24 * 10 }), (hours) => {
        const desk = new Desk({ category: 'ORD.PAY.FAILED', channel: 'phone' }).do('take-over', people.pay, {});
        desk.passTo(new Date(Date.parse(desk.now) + hours * HOUR_MS).toISOString());
        const before = desk.clock('RESOLVE_COMPLEX').plan?.dueAt;
        desk.do('request-material', people.pay, { items: 1 }).do('waive-material', people.pay, {});
        expect(desk.clock('RESOLVE_COMPLEX').plan?.dueAt).toBe(before);
      }),
    );
  });

  test('a date given by hand is moved by later waits, not by those it already knew of', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 3 }), (days) => {
        const opened = '2025-11-03T01:30:00.000Z';
        const moved = (workdays: number) => nextWorkdayEnd(opened, workdays, CHINA_CALENDAR);
        const taken = () => new Desk({ category: 'ORD.PAY.FAILED' }).do('take-over', people.pay, {});
        const wait = (desk: Desk): Desk => {
          desk.do('request-material', people.pay, { items: 1 });
          const back = new Date(Date.parse(desk.now) + days * 24 * HOUR_MS).toISOString();
          return desk.passTo(back).do('waive-material', people.pay, {});
        };
        const toSeven = { dueAt: moved(7), latestDueAt: moved(7) };
        const extendedFirst = wait(taken().do('extend', people.supervisor, toSeven));
        expect(extendedFirst.clock('RESOLVE_COMPLEX').plan?.dueAt).toBe(moved(7 + days));
        const latest = { dueAt: moved(7 + days), latestDueAt: moved(7 + days) };
        const waitedFirst = wait(taken()).do('extend', people.supervisor, latest);
        expect(waitedFirst.clock('RESOLVE_COMPLEX').plan?.dueAt).toBe(moved(7 + days));
      }),
    );
  });
});
