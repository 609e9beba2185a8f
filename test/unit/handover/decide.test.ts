import { describe, expect, test } from 'vitest';
import { renderNotice } from '../../../channels/notices/render.ts';
import type { HandoverEvent } from '../../../contracts/handovers.ts';
import type { StaffActor } from '../../../contracts/people.ts';
import { planClock } from '../../../domain/clocks/planning/plan.ts';
import type { Told } from '../../../domain/clocks/setting.ts';
import { STANDARD_TIMETABLE } from '../../../domain/clocks/timetable.ts';
import { acceptRefusal } from '../../../domain/handover/accepting.ts';
import { decideHandover, type HandoverInput } from '../../../domain/handover/decide.ts';
import { openHandover } from '../../../domain/handover/open.ts';
import { type HandoverDecision, type HandoverState, isOver, type Prepared } from '../../../domain/handover/state.ts';
import { at, local, people } from '../../support/desk.ts';

/** A shift's hand-over in the hands of the pure rules. */
class Shift {
  state: HandoverState;
  readonly record: readonly HandoverEvent[];
  readonly events: string[] = [];
  readonly told: string[] = [];
  readonly errands: string[] = [];

  constructor(opening: Pick<HandoverState, 'day' | 'shift' | 'startsAt' | 'endsAt'>) {
    const handoverId = `handover-${opening.day}-${opening.shift}` as const;
    const opened = openHandover(
      { ...opening, handoverId, timetable: STANDARD_TIMETABLE.versions },
      at('2026-11-23 10:00'),
    );
    this.record = opened.events;
    this.state = planned(opened.state);
  }

  input(input: HandoverInput, when: string): HandoverDecision {
    const decision = decideHandover(this.state, input, at(when));
    if (decision.ok) {
      this.state = planned(decision.state);
      this.events.push(...decision.events.map(({ type }) => type));
      this.told.push(
        ...decision.notices.map(
          ({ template, to }) => `${template} ${'staffNo' in to ? to.staffNo : JSON.stringify(to)}`,
        ),
      );
      if (decision.errand !== null) this.errands.push(decision.errand);
    }
    return decision;
  }

  moments(when: string): this {
    this.input({ name: 'moments-passed', keys: ['SHIFT_HANDOVER#1'] }, when);
    return this;
  }

  prepared(lines: number, when: string, found: Partial<Prepared> = {}): this {
    this.input({ name: 'prepared', lines, outgoing: ['1001'], next: NEXT, liveUntil: null, ...found }, when);
    return this;
  }

  accept(actor: StaffActor, when: string, next: readonly string[] = NEXT.staffNos): string | null {
    const decision = this.input({ name: 'accept', actor, next }, when);
    return decision.ok ? null : decision.refusal.code;
  }

  whyNot(actor: StaffActor): string | undefined {
    return acceptRefusal(this.state, { name: 'accept', actor, next: NEXT.staffNos })?.detail.en;
  }

  /** The policy by which its limit was planned has this one told of a miss. */
  namedByPolicy(who: Told): this {
    const clocks = this.state.clocks.map(({ plan, ...clock }) => {
      const moments = plan?.moments.map((one) => (one.kind === 'due' ? { ...one, told: [who] } : one)) ?? [];
      return { ...clock, plan: plan && { ...plan, moments } };
    });
    this.state = { ...this.state, clocks };
    return this;
  }

  get due(): string | null {
    return local(this.state.clocks[0]?.plan?.dueAt);
  }
}

const NEXT = { day: '2026-11-23', shift: 'LATE', staffNos: ['1002'] } as const;

function planned(state: HandoverState): HandoverState {
  const clocks = state.clocks.map((clock) => ({ ...clock, plan: clock.plan ?? planClock(clock, STANDARD_TIMETABLE) }));
  return { ...state, clocks };
}

function dayShift(): Shift {
  return new Shift({
    day: '2026-11-23',
    shift: 'DAY',
    startsAt: at('2026-11-23 08:30'),
    endsAt: at('2026-11-23 17:30'),
  });
}

/** The note lies there, half an hour before the end of the shift. */
function openNote(lines = 3): Shift {
  return dayShift().moments('2026-11-23 17:00').prepared(lines, '2026-11-23 17:00');
}

describe('the limit of a shift', () => {
  test.each([
    ['DAY', '2026-11-23 08:30', '2026-11-23 17:30'],
    ['LATE', '2026-11-23 17:30', '2026-11-24 01:00'],
    ['ONCALL', '2026-11-23 01:00', '2026-11-23 08:30'],
  ] as const)('%s ends when the next one starts, warned half an hour before', (shift, startsAt, endsAt) => {
    const own = new Shift({ day: '2026-11-23', shift, startsAt: at(startsAt), endsAt: at(endsAt) });
    const { plan } = own.state.clocks[0] ?? {};
    expect(own.due).toBe(endsAt);
    expect(plan?.moments.map(({ kind, at: when }) => [kind, Date.parse(at(endsAt)) - Date.parse(when)])).toEqual([
      ['warn', 30 * 60_000],
      ['due', 0],
    ]);
  });
});

describe('near the end of the shift', () => {
  test('the note is put together; the shift adds its words, the next one is told', () => {
    const shift = openNote();
    expect(shift.errands).toEqual(['prepare']);
    expect(shift.state).toMatchObject({ status: 'OPEN', lines: 3 });
    expect(shift.events).toEqual(['clock-warned', 'prepared']);
    expect(shift.told).toEqual(['handover-open 1001', 'handover-waiting 1002']);
  });

  test('with nothing on it nobody is told, and at the end it closes itself', () => {
    const shift = openNote(0);
    expect([shift.state.status, shift.told]).toEqual(['PENDING', []]);
    shift.moments('2026-11-23 17:30').prepared(0, '2026-11-23 17:30');
    expect(shift.state).toMatchObject({ status: 'NOTHING', clocks: [{ status: 'met', breached: false }] });
    expect([isOver(shift.state), shift.events.at(-1)]).toEqual([true, 'closed-empty']);
  });
});

test('a roster that comes when the shift is under way opens its hand-over then; its limit counts from the shift’s start', () => {
  const shift = dayShift();
  expect(shift.record).toMatchObject([{ type: 'opened', at: at('2026-11-23 10:00') }]);
  expect(shift.state.clocks[0]?.startedAt).toBe(at('2026-11-23 08:30'));
});

describe('accepting', () => {
  test('by somebody of the next shift, in time; what comes in until the end is handed over too', () => {
    const shift = openNote();
    expect(shift.accept(people.otherAgent, '2026-11-23 17:20')).toBeNull();
    expect(shift.state).toMatchObject({ status: 'ACCEPTED', accepted: { by: { staffNo: '1002' } } });
    expect(isOver(shift.state)).toBe(false);
    shift.input({ name: 'given', lines: 3 }, '2026-11-23 17:20');
    expect(shift.told.at(-1)).toBe('handover-accepted 1001');
    shift.moments('2026-11-23 17:30').input({ name: 'given', lines: 4 }, '2026-11-23 17:30');
    expect(shift.errands).toEqual(['prepare', 'give', 'give']);
    expect(shift.told.at(-1)).toBe('handover-late 1002');
    expect(isOver(shift.state)).toBe(true);
    expect(shift.state.clocks[0]).toMatchObject({ status: 'met', stoppedAt: at('2026-11-23 17:20') });
  });

  test('while the note is put together once more stands: what was found then takes nothing back', () => {
    const shift = openNote();
    shift.accept(people.otherAgent, '2026-11-23 17:29');
    const before = shift.state;
    shift.prepared(0, '2026-11-23 17:30', { outgoing: [], next: null });
    expect(shift.state).toEqual({ ...before, version: before.version + 1 });
  });

  test.each([
    ['the shift itself', people.agent],
    ['somebody of another shift', people.senior],
    ['the supervisor', people.supervisor],
    ['a duty agent who is not in it', people.duty],
  ])('not by %s', (_who, actor) => {
    const shift = openNote();
    expect(shift.accept(actor, '2026-11-23 17:20')).toBe('forbidden');
    expect(shift.state.status).toBe('OPEN');
  });

  test('by a duty agent where no shift follows, and by nobody else', () => {
    const shift = openNote();
    expect(shift.accept(people.otherAgent, '2026-11-23 17:20', [])).toBe('forbidden');
    expect(shift.accept(people.duty, '2026-11-23 17:20', [])).toBeNull();
  });

  test('not before there is a note, and not twice', () => {
    expect(dayShift().accept(people.otherAgent, '2026-11-23 12:00')).toBe('state-conflict');
    const shift = openNote();
    shift.accept(people.otherAgent, '2026-11-23 17:20');
    expect(shift.accept(people.otherAgent, '2026-11-23 17:21')).toBe('state-conflict');
    expect(shift.whyNot(people.otherAgent)).toBe('1002 accepted it at 2026-11-23 17:20.');
  });
});

describe('at the end of the shift', () => {
  test('a note that nobody accepted is missed: the team leader is told, and it can still be accepted', () => {
    const shift = openNote().moments('2026-11-23 17:30').prepared(3, '2026-11-23 17:30');
    expect(shift.state).toMatchObject({ status: 'OPEN', clocks: [{ status: 'running', breached: true }] });
    expect(shift.events.at(-1)).toBe('clock-breached');
    expect(shift.told.at(-1)).toBe('handover-missed {"kind":"role","role":"teamLeader"}');
    expect(shift.accept(people.otherAgent, '2026-11-23 17:45')).toBeNull();
    expect(shift.state.clocks[0]).toMatchObject({ status: 'breached', stoppedAt: at('2026-11-23 17:45') });
    expect(isOver(shift.state)).toBe(true);
  });

  test('missed is also what only a late acceptance finds: the team leader is told once, with who accepted it', () => {
    const shift = openNote();
    const decision = shift.input({ name: 'accept', actor: people.otherAgent, next: NEXT.staffNos }, '2026-11-23 17:45');
    expect(shift.state.clocks[0]).toMatchObject({ status: 'breached', stoppedAt: at('2026-11-23 17:45') });
    const missed = decision.ok ? decision.notices.filter(({ template }) => template === 'handover-missed') : [];
    expect(missed.map(({ to }) => to)).toEqual([{ kind: 'role', role: 'teamLeader' }]);
    const { text } = renderNotice('handover-missed', missed[0]?.params ?? {}, 'zh-CN');
    expect(text).toContain('工号 1002 逾期才接收');
    expect(renderNotice('handover-missed', missed[0]?.params ?? {}, 'en').text).toContain('1002 accepted it too late');
    shift.moments('2026-11-23 17:50');
    expect(shift.told.filter((notice) => notice.startsWith('handover-missed'))).toHaveLength(1);
  });

  test.each<[Told, string]>([
    ['owner', '1001'],
    ['supervisor', '{"kind":"role","role":"supervisor"}'],
    ['manager', '{"kind":"role","role":"manager"}'],
    ['secondDuty', '{"kind":"role","role":"dutyAgent"}'],
    ['department', '{"kind":"role","role":"teamLeader"}'],
  ])('where a policy names %s, a missed note is told to %s', (who, told) => {
    const shift = openNote().namedByPolicy(who);
    shift.moments('2026-11-23 17:30').prepared(3, '2026-11-23 17:30');
    expect(shift.told.at(-1)).toBe(`handover-missed ${told}`);
  });

  test('a live conversation prolongs it, at most by two hours', () => {
    const shift = openNote();
    shift.moments('2026-11-23 17:30').prepared(3, '2026-11-23 17:30', { liveUntil: at('2026-11-23 17:48') });
    expect([shift.events.at(-1), shift.due]).toEqual(['prolonged', '2026-11-23 17:48']);
    shift.moments('2026-11-23 17:48').prepared(3, '2026-11-23 17:48', { liveUntil: at('2026-11-23 19:50') });
    expect(shift.due).toBe('2026-11-23 19:30');
    shift.moments('2026-11-23 19:30').prepared(3, '2026-11-23 19:30', { liveUntil: at('2026-11-23 19:50') });
    expect(shift.events.at(-1)).toBe('clock-breached');
    expect(shift.told.filter((notice) => notice.startsWith('handover-missed'))).toHaveLength(1);
  });

  test('accepted while it was prolonged is in time, and nothing more is waited for', () => {
    const shift = openNote();
    shift.moments('2026-11-23 17:30').prepared(3, '2026-11-23 17:30', { liveUntil: at('2026-11-23 17:48') });
    shift.accept(people.otherAgent, '2026-11-23 17:40');
    expect(shift.state.clocks[0]).toMatchObject({ status: 'met', breached: false });
    expect(isOver(shift.state)).toBe(true);
  });
});

describe('a note that a whole shift left lying', () => {
  test('goes on into the next hand-over', () => {
    const shift = openNote().moments('2026-11-23 17:30').prepared(3, '2026-11-23 17:30');
    shift.input({ name: 'passed-on', to: 'handover-2026-11-23-LATE' }, '2026-11-24 00:30');
    expect(shift.state).toMatchObject({ status: 'PASSED_ON', clocks: [{ status: 'breached' }] });
    expect(shift.accept(people.otherAgent, '2026-11-24 00:40')).toBe('state-conflict');
  });

  test('one that was accepted does not', () => {
    const shift = openNote();
    shift.accept(people.otherAgent, '2026-11-23 17:20');
    shift.input({ name: 'passed-on', to: 'handover-2026-11-23-LATE' }, '2026-11-24 00:30');
    expect(shift.state.status).toBe('ACCEPTED');
  });
});
