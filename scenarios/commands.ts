import type { Command, CommandName, MovedLimit, PlannedTask, TicketCommandName } from '../contracts/commands.ts';
import type { TicketCommandPayloads } from '../contracts/commands.ts';
import type { ErrorCode } from '../contracts/errors.ts';
import { isTicketNo, makeTaskId, type TicketNo } from '../contracts/ids.ts';
import type { Instant } from '../contracts/instants.ts';
import type { Actor, StaffRef } from '../contracts/people.ts';
import type { TicketCommandBodies } from '../contracts/schemas/ticketCommands.ts';
import type { Routing, SlaClass } from '../contracts/ticket.ts';
import { CHINA_CALENDAR } from '../domain/calendar/china.ts';
import { type Category, findCategory } from '../domain/catalog/categories.ts';
import { endOfWorkday, latestExtension, shanghaiDay } from '../domain/clocks/limits.ts';
import { planClock } from '../domain/clocks/plan.ts';
import { STANDARD_TIMETABLE } from '../domain/clocks/timetable.ts';
import { isStaffed } from '../domain/clocks/replyClock.ts';
import { tickingClock } from '../domain/ticket/clockwork.ts';
import type { TicketState } from '../domain/ticket/state.ts';
import { dutyAgent, refOf, staffNamed } from './people.ts';

/** Refused before the workflow hears of it, as the service does with days and people that do not exist. */
export class NotPossible extends Error {
  readonly code: ErrorCode;
  constructor(code: ErrorCode, detail: string) {
    super(detail);
    this.code = code;
  }
}

interface Around {
  readonly state: TicketState;
  readonly now: Instant;
  /** The material asked for by name, as the open request lists it. */
  readonly asked: readonly string[];
}

type Resolvers = {
  readonly [Name in TicketCommandName]: (
    body: TicketCommandBodies[Name],
    around: Around,
  ) => TicketCommandPayloads[Name];
};

const nothing = () => ({});

function closingOf(day: string): Instant {
  const end = endOfWorkday(day, CHINA_CALENDAR);
  if (end === null) throw new NotPossible('date-not-allowed', `${day} is no workday.`);
  return end;
}

function staffRef(staffNo: string): StaffRef {
  const staff = staffNamed(staffNo);
  if (staff === null) throw new NotPossible('unknown-staff', `There is no staff member ${staffNo}.`);
  return refOf(staff);
}

function ticketNo(text: string): TicketNo {
  if (!isTicketNo(text)) throw new NotPossible('unknown-reference', `${text} is no ticket number.`);
  return text;
}

function routingOf(category: Category, slaClass: SlaClass): Routing {
  if (slaClass === category.slaClass) return category.routing;
  if (slaClass === 'complex') return 'coordinated';
  return slaClass === 'simple' && category.department === 'FRONT' ? 'direct' : 'department';
}

function classification(body: TicketCommandBodies['classify']): TicketCommandPayloads['classify'] {
  const category = findCategory(body.category);
  if (category === null) throw new NotPossible('validation', `There is no category ${body.category}.`);
  const { code, department, urgent } = category;
  const slaClass = body.slaClass ?? category.slaClass;
  return {
    category: code,
    slaClass,
    routing: routingOf(category, slaClass),
    department,
    urgent: urgent === 'always',
  };
}

function latestMilestone(tasks: readonly PlannedTask[], state: TicketState): Instant | null {
  const running = tickingClock(state, ['RESOLVE_SIMPLE', 'RESOLVE_COMPLEX', 'RESOLVE_MULTI']);
  if (running === undefined) return null;
  const several = new Set(tasks.map(({ department }) => department)).size > 1;
  return planClock({ ...running, id: several ? 'RESOLVE_MULTI' : running.id }, STANDARD_TIMETABLE).dueAt;
}

function plan(body: TicketCommandBodies['coordinate'], { state }: Around): TicketCommandPayloads['coordinate'] {
  const tasks = body.tasks.map(({ department, responsible, milestoneOn }) => ({
    department,
    responsible: staffRef(responsible),
    milestoneAt: closingOf(milestoneOn),
  }));
  const lead = body.lead === undefined ? null : staffRef(body.lead);
  return { lead, tasks, latestMilestoneAt: latestMilestone(tasks, state) };
}

function movedLimit({ until }: { until: string }, { state }: Around): MovedLimit {
  const running = tickingClock(state, ['RESOLVE_COMPLEX']);
  return {
    dueAt: closingOf(until),
    latestDueAt: running === undefined ? null : latestExtension(running, STANDARD_TIMETABLE),
  };
}

/** As `api/commands` makes payloads of bodies, with the people of the demo. */
const RESOLVE: Resolvers = {
  classify: classification,
  'take-over': nothing,
  'send-back': nothing,
  'hand-on': ({ to }) => ({ to: staffRef(to) }),
  coordinate: plan,
  'request-material': ({ items }) => ({ items: items.length }),
  'waive-material': nothing,
  'supply-material': ({ items }, { asked }) => ({ items: items.map((name) => asked.indexOf(name)) }),
  answer: nothing,
  'progress-report': ({ promise }) => (promise === undefined ? {} : { promiseBy: new Date(promise.by).toISOString() }),
  'request-extension': movedLimit,
  'set-date': ({ dueOn }) => ({ dueAt: closingOf(dueOn) }),
  accept: nothing,
  reject: nothing,
  rate: ({ rating }) => ({ rating }),
  urge: (_body, { now }) => ({ day: shanghaiDay(now) }),
  withdraw: nothing,
  reopen: nothing,
  escalate: nothing,
  extend: movedLimit,
  supervise: nothing,
  'confirm-urgent': (_body, { state, now }) => ({
    duty: isStaffed(state.channel, now, true, CHINA_CALENDAR) ? null : dutyAgent(),
  }),
  'downgrade-urgent': nothing,
  'close-unresolved': nothing,
  'mark-duplicate': ({ of }) => ({ of: ticketNo(of) }),
  merge: ({ into }) => ({ into: ticketNo(into) }),
  decline: nothing,
  terminate: nothing,
  link: ({ to, kind }) => ({ to: ticketNo(to), kind }),
  'open-dispute': ({ supplierCompanyId }) => ({ supplierCompanyId }),
};

function isTicketCommand(name: CommandName): name is TicketCommandName {
  return Object.hasOwn(RESOLVE, name);
}

export interface Wish {
  readonly name: CommandName;
  readonly actor: Actor;
  /** Parsed by `parseBody` of the same name. */
  readonly body: unknown;
  /** Which task of the plan, from 1. */
  readonly task: number;
}

function payloadOf({ name, body, task }: Wish, around: Around): unknown {
  if (isTicketCommand(name)) {
    // Border: parsed by the schema of the same name, which a name still open hides from the compiler.
    const resolve = RESOLVE[name] as (body: unknown, around: Around) => unknown;
    return resolve(body, around);
  }
  const taskId = makeTaskId(around.state.ticketNo, task);
  const until = typeof body === 'object' && body !== null ? Reflect.get(body, 'until') : null;
  return name === 'task-extend' ? { taskId, dueAt: closingOf(String(until)) } : { taskId };
}

/** The command as the workflow hears it. Throws `NotPossible`. */
export function commandOf(wish: Wish, around: Around): Command {
  const { name, actor } = wish;
  const payload = payloadOf(wish, around);
  // Border: `payloadOf` answers what belongs to the name.
  return { name, actor, textId: null, expectedVersion: null, payload } as Command;
}
