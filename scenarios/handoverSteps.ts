import { type HandoverId, makeHandoverId } from '../contracts/handovers.ts';
import type { Instant } from '../contracts/instants.ts';
import type { StaffRef } from '../contracts/people.ts';
import { CHINA_CALENDAR } from '../domain/calendar/china.ts';
import { shiftAt } from '../domain/clocks/planning/shifts.ts';
import { STANDARD_TIMETABLE } from '../domain/clocks/timetable.ts';
import type { Duty } from '../domain/roster/duty.ts';
import type { TicketState } from '../domain/ticket/state.ts';
import { CommandRefused, WorkflowNotStarted } from '../intake/workflowCall.ts';
import type { HandoverExpectation, HandoverStep } from './handoverWords.ts';
import type { WrittenHandover } from './memoryHandovers.ts';
import { recipientNamed, recipientOf, refOf, staffNamed } from './people.ts';
import type { Stage } from './stage.ts';
import { instantAt, isAt, shortText } from './times.ts';
import { Unexpected } from './unexpected.ts';
import { EXPECT_MS, SETTLE_MS, until } from './until.ts';

/** Where in the story the step about the shift stands. */
interface Around {
  readonly stage: Stage;
  readonly state: TicketState;
  readonly at: Instant;
}

type StepOf<Kind extends HandoverStep['kind']> = Extract<HandoverStep, { kind: Kind }>;

function staffOf(text: string): StaffRef {
  const staff = staffNamed(text);
  if (staff === null) throw new Unexpected(`${text} is nobody of the desk`);
  return refOf(staff);
}

/** The hand-over of a shift is the story's own: no two stories may tell of the same shift. */
async function begin({ stage, state, at }: Around, { staff, next, backAt }: StepOf<'on duty'>): Promise<void> {
  const now = shiftAt(at, CHINA_CALENDAR);
  const later = shiftAt(now.handoverBy, CHINA_CALENDAR);
  const handoverId = makeHandoverId(now.businessDate, now.shift);
  if (stage.handovers.handovers.has(handoverId)) throw new Unexpected(`another story tells of ${handoverId}`);
  const [leaving, coming] = [staff.map(staffOf), next.map(staffOf)];
  const duties = [...leaving.map((one) => dutyOf(one, now)), ...coming.map((one) => dutyOf(one, later))];
  const back = backAt === null ? null : instantAt(backAt);
  const returning = back === null ? [] : leaving.map((one) => dutyOf(one, shiftAt(back, CHINA_CALENDAR)));
  stage.handovers.liveUntil = null;
  stage.handovers.shifts = {
    duties: [...duties, ...returning],
    people: [...leaving, ...coming],
    tickets: [state.ticketNo],
  };
  const { businessDate: day, shift, start: startsAt, handoverBy: endsAt } = now;
  await stage.beginHandover({ handoverId, day, shift, startsAt, endsAt, timetable: STANDARD_TIMETABLE.versions });
  await until(async () => stage.handovers.handovers.has(handoverId), SETTLE_MS);
}

function dutyOf({ staffNo }: StaffRef, shift: ReturnType<typeof shiftAt>): Duty {
  const { businessDate: day, shift: name, start: startsAt, handoverBy: endsAt } = shift;
  return { staffNo, shift: name, day, startsAt, endsAt };
}

/** The hand-over of the story that was begun last. */
function latest({ stage, state }: Around): HandoverId {
  const id = stage.handovers.latestOf(state.ticketNo);
  if (id === null) throw new Unexpected('nobody was said to be on duty');
  return id;
}

async function accept(around: Around, { by, refused }: StepOf<'accept hand-over'>): Promise<void> {
  const { stage } = around;
  const id = latest(around);
  const { next, status } = stage.handovers.of(id).state;
  const command = { name: 'accept', actor: { kind: 'staff', ...staffOf(by) }, next: next?.staffNos ?? [] } as const;
  let code: string | null = null;
  try {
    await stage.acceptHandover(id, command);
  } catch (error) {
    if (error instanceof CommandRefused) ({ code } = error.refusal);
    // The test server forgets what the last command of a workflow was answered once that has ended.
    else if (error instanceof WorkflowNotStarted) code = status === 'OPEN' ? null : 'state-conflict';
    else throw error;
  }
  if (code !== refused) throw new Unexpected(`accept: expected ${refused ?? 'to be done'}, was ${code ?? 'done'}`);
}

function differ(what: string, expected: string | number | boolean | undefined, actual: typeof expected | null) {
  return expected === undefined || expected === actual
    ? []
    : [`${what}: expected ${String(expected)}, is ${String(actual ?? 'none')}`];
}

function noticeDifferences(expected: HandoverExpectation, { notices }: WrittenHandover): string[] {
  const who = expected.told ?? expected['not told'];
  if (who === undefined) return [];
  const heard = notices.filter((notice) => recipientOf(notice) === recipientNamed(who)).map(({ template }) => template);
  const found = heard.some((template) => expected.notice === undefined || template === expected.notice);
  const wanted = expected.told !== undefined;
  return found === wanted ? [] : [`${who} ${wanted ? 'told' : 'not told'}: heard of ${heard.join(', ') || 'nothing'}`];
}

function differences(expected: HandoverExpectation, written: WrittenHandover): string[] {
  const { state, events } = written;
  const [clock] = state.clocks;
  const dueAt = clock?.plan?.dueAt ?? null;
  const isDue = expected.due === undefined || (dueAt !== null && isAt(expected.due, dueAt));
  const happened = events.map(({ type }) => type);
  return [
    ...differ('status', expected.status, state.status),
    ...differ('tickets', expected.tickets, state.lines),
    ...differ('SHIFT_HANDOVER is', expected.is, clock?.status ?? null),
    ...differ('SHIFT_HANDOVER late', expected.late, clock?.breached ?? null),
    ...(isDue ? [] : differ('SHIFT_HANDOVER due', expected.due, dueAt === null ? null : shortText(dueAt))),
    ...(expected.event === undefined || happened.includes(expected.event)
      ? []
      : [`${expected.event}: expected once at least, happened ${happened.join(', ')}`]),
    ...noticeDifferences(expected, written),
  ];
}

async function expectHandover(around: Around, expected: HandoverExpectation): Promise<void> {
  const id = latest(around);
  const found = (): string[] => differences(expected, around.stage.handovers.of(id));
  await until(async () => found().length === 0, EXPECT_MS);
  if (found().length > 0) throw new Unexpected(found().join('; '));
}

/** Plays a step about the hand-over of a shift. Throws `Unexpected` where it is not as the file says. */
export async function playHandover(around: Around, step: HandoverStep): Promise<void> {
  switch (step.kind) {
    case 'on duty':
      return begin(around, step);
    case 'accept hand-over':
      return accept(around, step);
    case 'conversation':
      around.stage.handovers.liveUntil = instantAt(step.until);
      return;
    case 'expect hand-over':
      return expectHandover(around, step.expected);
  }
}
