import { shanghaiDay } from '../contracts/instants.ts';
import type { Command, CommandName, MovedLimit, TicketCommandName } from '../contracts/commands.ts';
import type { TicketCommandPayloads } from '../contracts/commands.ts';
import type { ErrorCode } from '../contracts/errors.ts';
import { isTicketNo, makeTaskId, type TicketNo } from '../contracts/ids.ts';
import type { Instant } from '../contracts/instants.ts';
import type { Actor, StaffRef } from '../contracts/people.ts';
import type { TicketCommandBodies } from '../contracts/schemas/ticketCommands.ts';
import { CHINA_CALENDAR } from '../domain/calendar/china.ts';
import { findCategory, routingFor } from '../domain/catalog/categories.ts';
import { slaClassFor } from '../domain/catalog/qualityMatters.ts';
import { endOfWorkday, latestExtension, latestMilestone } from '../domain/clocks/planning/limits.ts';
import { STANDARD_TIMETABLE } from '../domain/clocks/timetable.ts';
import { isStaffed } from '../domain/clocks/planning/replyClock.ts';
import { limitOfPlan, tickingClock } from '../domain/ticket/clockwork.ts';
import { reportKeeps } from '../domain/ticket/conversation.ts';
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

/** The person on duty, at an hour when nobody sits at the channel. */
function calledOut({ state, now }: Around): StaffRef | null {
  return isStaffed(state.channel, now, true, CHINA_CALENDAR) ? null : dutyAgent();
}

function comesBack(_body: unknown, around: Around): { duty?: StaffRef | null } {
  return around.state.urgent ? { duty: calledOut(around) } : {};
}

function classification(body: TicketCommandBodies['classify'], around: Around): TicketCommandPayloads['classify'] {
  const category = findCategory(body.category);
  if (category === null) throw new NotPossible('validation', `There is no category ${body.category}.`);
  const { code, department, urgent } = category;
  const slaClass = slaClassFor(category, body.slaClass);
  return {
    category: code,
    slaClass,
    routing: routingFor(category, slaClass),
    department,
    urgent: urgent === 'always',
    duty: urgent === 'always' && !around.state.urgent ? calledOut(around) : null,
    reasoned: body.reason !== undefined,
  };
}

function plan(body: TicketCommandBodies['coordinate'], { state }: Around): TicketCommandPayloads['coordinate'] {
  const tasks = body.tasks.map(({ department, responsible, milestoneOn }) => ({
    department,
    responsible: staffRef(responsible),
    milestoneAt: closingOf(milestoneOn),
  }));
  const lead = body.lead === undefined ? null : staffRef(body.lead);
  const limit = limitOfPlan(state);
  const departments = tasks.map(({ department }) => department);
  const latestMilestoneAt = limit === undefined ? null : latestMilestone(limit, departments, STANDARD_TIMETABLE);
  return { lead, tasks, latestMilestoneAt };
}

function ruling({ outcome, measures = [] }: TicketCommandBodies['rule']): TicketCommandPayloads['rule'] {
  const tasks = measures.map(({ department, responsible, milestoneOn }) => ({
    department,
    responsible: staffRef(responsible),
    milestoneAt: closingOf(milestoneOn),
    reworded: true as const,
  }));
  return { outcome, measures: tasks };
}

function movedLimit({ until }: { until: string }, { state }: Around): MovedLimit {
  const running = tickingClock(state, ['RESOLVE_COMPLEX']);
  return {
    dueAt: closingOf(until),
    latestDueAt: running === undefined ? null : latestExtension(running, STANDARD_TIMETABLE),
  };
}

function promised(promise: { by: string } | undefined): { promiseBy?: string } {
  return promise === undefined ? {} : { promiseBy: new Date(promise.by).toISOString() };
}

/** As `api/commands` makes payloads of bodies, with the people of the demo. */
const RESOLVE: Resolvers = {
  classify: classification,
  'take-over': nothing,
  'send-back': ({ code = 'OTHER' }) => ({ code }),
  'hand-on': ({ to }) => ({ to: staffRef(to) }),
  reassign: ({ to }, { state }) => ({
    from: state.assignee?.staffNo ?? '',
    to: to === undefined ? null : staffRef(to),
    why: 'supervisor',
  }),
  coordinate: plan,
  'request-material': ({ items, reason, promise }) => ({
    items: items.length,
    ...(reason === undefined ? {} : { reasoned: true }),
    ...promised(promise),
  }),
  'waive-material': nothing,
  'supply-material': ({ items }, { asked }) => ({ items: items.map((name) => asked.indexOf(name)) }),
  answer: ({ promise }) => promised(promise),
  'progress-report': ({ text, promise, keepsPromises = null, contained }) => ({
    ...promised(promise),
    ...(reportKeeps({ text, promiseBy: promise?.by ?? null, keepsPromises }) ? {} : { keepsPromises: false }),
    ...(contained === true ? { contained } : {}),
  }),
  'request-extension': movedLimit,
  'refuse-extension': nothing,
  'set-date': ({ dueOn, reason }) => ({ dueAt: closingOf(dueOn), reasoned: reason !== undefined }),
  accept: nothing,
  reject: comesBack,
  rate: ({ rating }) => ({ rating }),
  urge: (_body, { now }) => ({ day: shanghaiDay(now) }),
  withdraw: nothing,
  reopen: comesBack,
  escalate: nothing,
  extend: movedLimit,
  supervise: nothing,
  'warn-abuse': nothing,
  'mark-incident': nothing,
  attach: ({ to }) => ({ to: ticketNo(to) }),
  detach: nothing,
  'review-suggestion': ({ outcome }) => ({ outcome }),
  'follow-up': ({ solved }, around) => ({ solved, ...(solved ? {} : comesBack({}, around)) }),
  'review-termination': ({ upheld }, around) => ({ upheld, ...(upheld ? {} : comesBack({}, around)) }),
  'confirm-urgent': (_body, around) => ({ duty: calledOut(around) }),
  'downgrade-urgent': nothing,
  'close-unresolved': nothing,
  'mark-duplicate': ({ of }) => ({ of: ticketNo(of) }),
  merge: ({ into }) => ({ into: ticketNo(into) }),
  decline: ({ boundary }) => (boundary === undefined ? {} : { boundary }),
  terminate: nothing,
  link: ({ to, kind }) => ({ to: ticketNo(to), kind }),
  complain: ({ staffNo }) => ({ about: staffNo === undefined ? null : staffRef(staffNo).staffNo }),
  'open-dispute': ({ supplierCompanyId }) => ({ supplierCompanyId }),
  compensate: nothing,
  'refuse-claim': nothing,
  'offer-settlement': nothing,
  'accept-settlement': ({ offerNo }) => (offerNo === undefined ? {} : { offerNo }),
  'reject-settlement': nothing,
  // What it would be sealed by is the words', which a story leaves out.
  'submit-evidence': ({ attachments = [] }) => ({ sha256: '', files: attachments.length }),
  'complete-evidence': nothing,
  concede: nothing,
  rule: ruling,
  appeal: nothing,
  'decide-appeal': ruling,
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
  const field = (key: string): unknown => (typeof body === 'object' && body !== null ? Reflect.get(body, key) : null);
  if (name === 'task-extend') return { taskId, dueAt: closingOf(String(field('until'))) };
  if (name === 'task-transfer') return { taskId, to: staffRef(String(field('to'))) };
  if (name === 'task-send-back') return { taskId, code: field('code') ?? 'OTHER' };
  return { taskId };
}

/** The command as the workflow hears it. Throws `NotPossible`. */
export function commandOf(wish: Wish, around: Around): Command {
  const { name, actor } = wish;
  const payload = payloadOf(wish, around);
  // Border: `payloadOf` answers what belongs to the name.
  return { name, actor, textId: null, expectedVersion: null, payload } as Command;
}
