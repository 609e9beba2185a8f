import { WorkflowNotFoundError } from '@temporalio/common';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type HandoverId, makeHandoverId } from '../../contracts/handovers.ts';
import type { Day, Instant } from '../../contracts/instants.ts';
import type { StaffActor } from '../../contracts/people.ts';
import type { RosterDay, ShiftName } from '../../contracts/rosters.ts';
import { CHINA_CALENDAR } from '../../domain/calendar/china.ts';
import { shiftOn } from '../../domain/clocks/planning/shifts.ts';
import { STANDARD_TIMETABLE } from '../../domain/clocks/timetable.ts';
import { decideHandover } from '../../domain/handover/decide.ts';
import { isOver } from '../../domain/handover/state.ts';
import { dutiesOf } from '../../domain/roster/duty.ts';
import { refOf } from '../../domain/ticket/people/who.ts';
import { createHandoverClient, type HandoverClient } from '../../intake/handoverClient.ts';
import { CommandRefused, WorkflowNotStarted } from '../../intake/workflowCall.ts';
import { people } from '../support/desk.ts';
import { replayed } from '../support/replayed.ts';
import { Rig, type Story } from '../support/rig.ts';

let rig: Rig;
let client: HandoverClient;
/** The Monday of the story. */
let day: Day;
beforeAll(async () => {
  rig = await Rig.create();
  client = createHandoverClient(rig.env.client);
});
afterAll(() => rig.stop());

const MINUTE = 60_000;

/** On Monday agent 1001 by day and 1002 late, the duty agent 3004 at night; on Tuesday 1003 by day. */
beforeEach(async () => {
  const start = await rig.startOn('Mon', '09:30');
  day = new Date(Date.parse(start) + 8 * 3_600_000).toISOString().slice(0, 10);
  const nobody = { ONCALL: [], DAY: [], LATE: [], REST: [] };
  const days: RosterDay[] = [
    { ...nobody, day, DAY: ['1001'], LATE: ['1002'] },
    { ...nobody, day: dayAfter(day), ONCALL: ['3004'], DAY: ['1003'] },
  ];
  rig.stage.handovers.shifts = {
    duties: dutiesOf(days, CHINA_CALENDAR),
    people: [people.agent, people.otherAgent, people.senior, people.duty].map(refOf),
    tickets: null,
  };
  rig.stage.handovers.liveUntil = null;
});

function dayAfter(of: Day): Day {
  return new Date(Date.parse(`${of}T12:00:00Z`) + 24 * 3_600_000).toISOString().slice(0, 10);
}

async function begin(shift: ShiftName, on = day): Promise<HandoverId> {
  const { start: startsAt, handoverBy: endsAt } = shiftOn(on, shift, CHINA_CALENDAR);
  const handoverId = makeHandoverId(on, shift);
  await client.start({ handoverId, day: on, shift, startsAt, endsAt, timetable: STANDARD_TIMETABLE.versions });
  return handoverId;
}

function end(shift: ShiftName, minutes = 0): Instant {
  return new Date(Date.parse(shiftOn(day, shift, CHINA_CALENDAR).handoverBy) + minutes * MINUTE).toISOString();
}

const written = (id: HandoverId) => rig.stage.handovers.of(id);
const events = (id: HandoverId): string[] => written(id).events.map(({ type }) => type);

async function accept(id: HandoverId, actor: StaffActor, next: readonly string[]): Promise<string | null> {
  try {
    await client.accept(id, { name: 'accept', actor, next }, rig.stage.nextId('accept'));
    return null;
  } catch (error) {
    if (error instanceof CommandRefused) return error.refusal.code;
    // The test server forgets what the last command of a workflow was answered once that has ended.
    const ended = error instanceof WorkflowNotStarted || error instanceof WorkflowNotFoundError;
    if (ended && isOver(written(id).state)) return null;
    throw error;
  }
}

async function handoverReplayed(id: HandoverId, name: string): Promise<void> {
  const handle = rig.env.client.workflow.getHandle(id);
  await handle.result();
  await replayed(handle, { name, folder: 'shiftHandover' });
}

async function urgentWith(actor: StaffActor): Promise<Story> {
  const story = await rig.open({ category: 'ACC.LOGIN.STOLEN', duty: refOf(actor) });
  await story.do('take-over', actor, {});
  return story;
}

describe('a day shift', () => {
  test('hands urgent tickets over to the late shift, also those that come after the note was accepted', async () => {
    const id = await begin('DAY');
    const urgent = await urgentWith(people.agent);
    const ordinary = await rig.open({ category: 'TEC.GUIDE.REPORT' });
    await ordinary.do('take-over', people.agent, {});
    await rig.passTo(end('DAY', -31));
    expect(written(id).state.status).toBe('PENDING');
    await rig.passTo(end('DAY', -30));
    expect(written(id).state).toMatchObject({ status: 'OPEN', lines: 1, outgoing: ['1001'], next: { shift: 'LATE' } });
    expect(await accept(id, people.agent, ['1002'])).toBe('forbidden');
    expect(await accept(id, people.otherAgent, ['1002'])).toBeNull();
    await expect.poll(() => urgent.written.state.assignee?.staffNo).toBe('1002');
    expect(ordinary.written.state.assignee?.staffNo).toBe('1001');
    const late = await urgentWith(people.agent);
    await rig.passTo(end('DAY'));
    await handoverReplayed(id, 'accepted-with-late-lines');
    expect(late.written.state.assignee?.staffNo).toBe('1002');
    expect(late.eventTypes()).toContain('handed-over');
    expect(events(id)).toEqual(['opened', 'clock-warned', 'prepared', 'accepted', 'ended', 'late-lines']);
    expect(written(id).state.clocks[0]).toMatchObject({ status: 'met', breached: false });
    await urgent.do('answer', people.otherAgent, {});
    await late.do('answer', people.otherAgent, {});
  });

  test('with nothing to hand over closes itself', async () => {
    const id = await begin('DAY');
    await rig.passTo(end('DAY'));
    await handoverReplayed(id, 'nothing');
    expect(written(id)).toMatchObject({ state: { status: 'NOTHING' }, notices: [] });
    expect(events(id)).toEqual(['opened', 'clock-warned', 'clock-warned', 'closed-empty']);
  });
});

describe('an acceptance that was written, and lost with Temporal’s store', () => {
  test('stands: nobody accepts a second time, and what is on the note is handed over', async () => {
    const id = await begin('DAY');
    const urgent = await urgentWith(people.agent);
    await rig.passTo(end('DAY', -30));
    const command = { name: 'accept', actor: people.otherAgent, next: ['1002'] } as const;
    const accepted = decideHandover(written(id).state, command, await rig.now());
    if (!accepted.ok) throw new Error(accepted.refusal.detail.en);
    await rig.stage.handovers.recordHandover({ ...accepted, state: { ...accepted.state, cause: 'lost' } });
    expect(await accept(id, people.otherAgent, ['1002'])).toBe('state-conflict');
    await expect.poll(() => urgent.written.state.assignee?.staffNo).toBe('1002');
    await rig.passTo(end('DAY'));
    await handoverReplayed(id, 'accepted-unknown-to-it');
    expect(events(id)).toEqual(['opened', 'clock-warned', 'prepared', 'accepted', 'ended']);
    await urgent.do('answer', people.otherAgent, {});
  });
});

describe('a late shift', () => {
  test('ends at one in the morning, and the person on call has its tickets', async () => {
    const id = await begin('LATE');
    const urgent = await urgentWith(people.otherAgent);
    await rig.passTo(end('LATE', -30));
    expect(written(id).state).toMatchObject({ day, status: 'OPEN', next: { day: dayAfter(day), shift: 'ONCALL' } });
    expect(await accept(id, people.duty, ['3004'])).toBeNull();
    await rig.passTo(end('LATE'));
    await handoverReplayed(id, 'late-shift-across-midnight');
    expect(urgent.written.state.assignee?.staffNo).toBe('3004');
    await urgent.do('answer', people.duty, {});
  });
});

describe('at the end of the shift', () => {
  test('a live conversation prolongs it; then nobody has accepted, and the team leader is told', async () => {
    const id = await begin('DAY');
    const urgent = await urgentWith(people.agent);
    rig.stage.handovers.liveUntil = end('DAY', 15);
    await rig.passTo(end('DAY'));
    expect(written(id).state).toMatchObject({ status: 'OPEN', clocks: [{ breached: false }] });
    rig.stage.handovers.liveUntil = null;
    await rig.passTo(end('DAY', 15));
    expect(events(id).slice(-3)).toEqual(['prolonged', 'clock-warned', 'clock-breached']);
    expect(written(id).notices.at(-1)).toMatchObject({ template: 'handover-missed', to: { role: 'teamLeader' } });
    expect(await accept(id, people.otherAgent, ['1002'])).toBeNull();
    await handoverReplayed(id, 'prolonged-then-missed');
    expect(urgent.written.state.assignee?.staffNo).toBe('1002');
    await urgent.do('answer', people.otherAgent, {});
  });

  test('what a whole shift left lying goes on into the next hand-over', async () => {
    const [first, second] = [await begin('DAY'), await begin('LATE')];
    const urgent = await urgentWith(people.agent);
    await rig.passTo(end('LATE', -30));
    await handoverReplayed(first, 'passed-on');
    expect(written(first).state).toMatchObject({ status: 'PASSED_ON', clocks: [{ status: 'breached' }] });
    expect(written(second).state).toMatchObject({ status: 'OPEN', lines: 1, outgoing: ['1002', '1001'] });
    expect(await accept(second, people.duty, ['3004'])).toBeNull();
    await rig.passTo(end('LATE'));
    await handoverReplayed(second, 'takes-along-what-was-left-lying');
    expect(urgent.written.state.assignee?.staffNo).toBe('3004');
    await urgent.do('answer', people.duty, {});
  });
});
