import { type RawBuilder, sql } from 'kysely';
import { type ClockId, IN_HOUSE_CLOCK_IDS } from '../../contracts/clocks.ts';
import type { TicketEvent } from '../../contracts/events.ts';
import type { Instant } from '../../contracts/instants.ts';
import type { Notice } from '../../contracts/notices.ts';
import type { TimetableVersions } from '../../domain/clocks/timetable.ts';
import { isTicking } from '../../domain/clocks/running/ticking.ts';
import type { Clock, ClockPlan, Explanation } from '../../domain/clocks/types.ts';
import { saidInOf } from '../../domain/ticket/covered.ts';
import { holderOf } from '../../domain/ticket/holder.ts';
import type { DecisionRecord } from '../../domain/ticket/record.ts';
import type { Task, TicketState } from '../../domain/ticket/state.ts';
import { expectationTold } from '../../domain/ticket/expectation.ts';
import { provisionalTold } from '../../domain/ticket/provisionalDate.ts';
import { silenceTold } from '../../domain/ticket/silence.ts';
import { sealFiles } from './evidenceFiles.ts';
import { takeHeld } from './takenFiles.ts';

/** The calendar's answer for one clock; handed in, so that the store knows no calendar. */
export type ClockPlanner = (clock: Clock) => {
  readonly plan: ClockPlan;
  readonly explanation: Explanation;
  readonly timetable: TimetableVersions;
};

/** A decision with its clocks planned, and its rows as one JSON document for one statement. */
export interface PlannedDecision {
  readonly state: TicketState;
  /** The plans made now, by clock key. */
  readonly plans: Readonly<Record<string, ClockPlan>>;
  /** What those among them are reckoned by that keep to another timetable than they began with. */
  readonly timetables: Readonly<Record<string, TimetableVersions>>;
  readonly rows: DecisionRows;
}

export interface DecisionRows {
  /** The categories in which its words are said. */
  readonly saidIn: readonly string[];
  readonly events: readonly object[];
  readonly clocks: readonly object[];
  readonly tasks: readonly object[];
  readonly notices: readonly object[];
  readonly links: readonly object[];
  /** The texts that the events refer to. */
  readonly textIds: readonly string[];
  /** Those of them that are evidence. */
  readonly evidence: readonly string[];
}

export type UnplannedDecision = Pick<DecisionRecord, 'at' | 'state' | 'events' | 'notices' | 'touched'>;

/** Plans every live clock that has no plan yet; a stopped clock keeps what it had. */
export function planDecision(decision: UnplannedDecision, planner: ClockPlanner): PlannedDecision {
  const explanations = new Map<string, Explanation>();
  const plans: Record<string, ClockPlan> = {};
  const timetables: Record<string, TimetableVersions> = {};
  const clocks = decision.state.clocks.map((clock) => {
    if (clock.plan !== null || !isTicking(clock)) return clock;
    const { plan, explanation, timetable } = planner(clock);
    explanations.set(clock.key, explanation);
    plans[clock.key] = plan;
    if (timetable.calendar !== clock.timetable.calendar) timetables[clock.key] = timetable;
    return { ...clock, plan, timetable };
  });
  const state = { ...decision.state, clocks };
  return { state, plans, timetables, rows: rowsOf({ ...decision, state }, explanations) };
}

/** The earliest limit that still runs of those a customer may know: lists sort by it. */
export function nextDueAt(state: TicketState): string | null {
  const running = state.clocks.filter(({ id, status }) => status === 'running' && !IN_HOUSE_CLOCK_IDS.includes(id));
  const dues = running.flatMap(({ plan }) => plan?.dueAt ?? []);
  return dues.toSorted()[0] ?? null;
}

function rowsOf(decision: UnplannedDecision, explanations: ReadonlyMap<string, Explanation>): DecisionRows {
  const { at, state, events, notices, touched } = decision;
  const holder = holderOf(state);
  return {
    saidIn: saidInOf(state, events),
    events: events.map((event, index) => ({
      ...event,
      data: withDue(state, event.data),
      n: index + 1,
      version: state.version,
      holder,
    })),
    clocks: state.clocks
      .map((clock, position) => clockRow(clock, position, explanations.get(clock.key)))
      .filter(({ key }) => touched.includes(key)),
    tasks: state.tasks.map((task) => taskRow(task, events)),
    notices: notices.map((notice, index) => noticeRow(state, notice, { index, at })),
    links: events.flatMap((event) => linkRow(event.type, event.data)),
    textIds: events.flatMap((event) => event.textId ?? []),
    evidence: events.flatMap((event) => (event.type === 'evidence-submitted' ? (event.textId ?? []) : [])),
  };
}

/** A decision that starts a window cannot name its end, which is planned only now: what names the `window` is given its `dueAt`, and its `targetAt` where it has one. */
export function withDue(
  { clocks }: { readonly clocks: readonly Clock<ClockId>[] },
  data: Notice['params'] | TicketEvent['data'],
): object {
  const { window } = data;
  if (typeof window !== 'string') return data;
  const running = clocks.findLast(({ id, status }) => id === window && status === 'running');
  const { dueAt = null, targetAt = null } = running?.plan ?? {};
  return { ...data, dueAt, ...(targetAt === null ? {} : { targetAt }) };
}

function clockRow(clock: Clock, position: number, explanation: Explanation | undefined) {
  return {
    ...clock,
    position,
    targetAt: clock.plan?.targetAt ?? null,
    dueAt: clock.plan?.dueAt ?? null,
    provisional: clock.plan?.provisional ?? false,
    explanation: explanation ?? null,
  };
}

/** A new task's deliverable stands in the text of its plan, at the place that its event names. */
function taskRow(task: Task, events: readonly TicketEvent[]): object {
  const ofTask = (type: TicketEvent['type']): TicketEvent | undefined =>
    events.find((event) => event.type === type && event.data['taskId'] === task.taskId);
  const opened = ofTask('task-opened');
  return {
    ...task,
    responsible: task.responsible.staffNo,
    planTextId: opened?.textId ?? null,
    position: opened?.data['position'] ?? null,
    resultTextId: ofTask('task-completed')?.textId ?? null,
  };
}

/** What a customer may expect is told by the limits as they are planned only now. */
function noticeRow(state: TicketState, notice: Notice, { index, at }: { index: number; at: Instant }): object {
  const params = {
    ...withDue(state, notice.params),
    ...expectationTold(notice, state, at),
    ...silenceTold(notice, state),
  };
  return {
    at,
    dedupeKey: `${state.ticketNo}:${state.version}:${index}`,
    template: notice.template,
    ...recipientOf(state, notice),
    params: { ...params, ...provisionalTold({ to: notice.to, params }, state), ...leavingOut(notice) },
    textId: notice.textId,
    mailState: notice.mail ? 'pending' : 'none',
  };
}

/** Read where a notice is looked up for somebody: `isLeftOut`. */
function leavingOut({ to }: Notice): { readonly except?: readonly string[] } {
  return 'except' in to && to.except.length > 0 ? { except: to.except } : {};
}

/** A ticket that no account opened has the company as its customer. */
export function recipientOf(
  state: Pick<TicketState, 'accountId' | 'companyId'>,
  { to }: Notice,
): { recipientKind: 'customer' | 'company' | Exclude<Notice['to']['kind'], 'customer'>; recipient: string } {
  switch (to.kind) {
    case 'customer':
      return state.accountId === null
        ? { recipientKind: 'company', recipient: state.companyId }
        : { recipientKind: 'customer', recipient: state.accountId };
    case 'company':
      return { recipientKind: 'company', recipient: to.companyId };
    case 'staff':
      return { recipientKind: 'staff', recipient: to.staffNo };
    case 'role':
      return { recipientKind: 'role', recipient: to.role };
    case 'department':
      return { recipientKind: 'department', recipient: to.department };
  }
}

function linkRow(type: string, data: Readonly<Record<string, unknown>>): object[] {
  if (type === 'opened') {
    const repeat = data['repeatOf'] === undefined ? [] : [{ to: data['repeatOf'], kind: 'repeat' }];
    return data['history'] === undefined ? repeat : [...repeat, { to: data['history'], kind: 'related' }];
  }
  if (type === 'linked') return [{ to: data['to'], kind: data['kind'] }];
  if (type === 'detached' && data['unanswered'] === true) return [{ to: data['from'], kind: 'related' }];
  if (type === 'marked-duplicate') return [{ to: data['of'], kind: 'duplicate' }];
  if (type === 'merged') return [{ to: data['into'], kind: 'duplicate' }];
  return [];
}

/**
 * The part of a statement that writes the rows an opening and every later decision have. It reads a CTE
 * `doc (ticket_no, version, base, d)`: `base` is the ticket's last `seq` before, `d` the document; no row in `doc`, nothing written.
 * Other rows are looked up one by one in subqueries: joined, the planner reads whole tables beside the few rows of a document.
 */
export function insertOpeningRows(): RawBuilder<unknown> {
  return sql`${insertEvents}, ${upsertClocks}, ${insertNotices}, ${insertLinks}`;
}

/**
 * The same for a later decision, which may also have links, tasks and texts, and with these files that are held for its cause; `name` tells
 * the statements apart that come of it.
 */
export function insertDecisionRows(
  { links, tasks, textIds, evidence }: DecisionRows,
  cause: string,
): { name: string; rows: RawBuilder<unknown> } {
  const parts = [
    { name: 'events', needed: true, rows: insertEvents },
    { name: 'clocks', needed: true, rows: upsertClocks },
    { name: 'notices', needed: true, rows: insertNotices },
    { name: 'links', needed: links.length > 0, rows: insertLinks },
    { name: 'tasks', needed: tasks.length > 0, rows: upsertTasks },
    { name: 'texts', needed: textIds.length > 0, rows: sql`${keepTexts(textIds)}, ${takeHeld(cause, saidIn)}` },
    { name: 'evidence', needed: evidence.length > 0, rows: sealFiles(evidence) },
  ].filter(({ needed }) => needed);
  return { name: parts.map(({ name }) => name).join('_'), rows: sql.join(parts.map(({ rows }) => rows)) };
}

/** Words remember in which categories they were said, whatever becomes of their ticket. */
const saidIn = sql`array(select jsonb_array_elements_text(doc.d->'saidIn'))`;

const insertEvents = sql`events_in as (
  insert into ticket_events (ticket_no, seq, type, at, actor, before_status, after_status, text_id, data, version, holder, said_in)
  select doc.ticket_no, doc.base + e.n, e.type, e.at, e.actor, e.before, e.after, e."textId", e.data, doc.version, e.holder,
    case when e."textId" is null then '{}' else ${saidIn} end
  from doc, jsonb_to_recordset(doc.d->'events')
    as e(n int, type text, at timestamptz, actor jsonb, before text, after text, "textId" uuid, data jsonb, holder text)
)`;

const upsertClocks = sql`clocks_in as (
  insert into clocks as old (ticket_no, key, id, position, task_id, status, started_at, target_at, due_at, stopped_at,
    breached, provisional, pauses, plan, explanation)
  select doc.ticket_no, c.key, c.id, c.position, c."taskId", c.status, c."startedAt", c."targetAt", c."dueAt", c."stoppedAt",
    c.breached, c.provisional, c.pauses, c.plan, coalesce(c.explanation,
      (select kept.explanation from clocks kept where kept.ticket_no = doc.ticket_no and kept.key = c.key), '{"zh": "", "en": ""}')
  from doc cross join lateral jsonb_to_recordset(doc.d->'clocks') as c(key text, id text, position int, "taskId" text, status text,
    "startedAt" timestamptz, "targetAt" timestamptz, "dueAt" timestamptz, "stoppedAt" timestamptz, breached boolean,
    provisional boolean, pauses jsonb, plan jsonb, explanation jsonb)
  on conflict (ticket_no, key) do update set status = excluded.status, target_at = excluded.target_at, due_at = excluded.due_at,
    stopped_at = excluded.stopped_at, breached = excluded.breached, provisional = excluded.provisional, pauses = excluded.pauses,
    plan = excluded.plan, explanation = excluded.explanation
  where (old.status, old.stopped_at, old.breached, old.pauses, old.plan, old.explanation) is distinct from
    (excluded.status, excluded.stopped_at, excluded.breached, excluded.pauses, excluded.plan, excluded.explanation)
)`;

const upsertTasks = sql`tasks_in as (
  insert into tasks as old (task_id, ticket_no, department, responsible, status, milestone_at, deliverable, result, said_in)
  select t."taskId", doc.ticket_no, t.department, t.responsible, t.status, t."milestoneAt",
    coalesce((select body->'tasks'->t.position->>'deliverable' from texts where id = t."planTextId"), ''),
    (select body->>'result' from texts where id = t."resultTextId"), ${saidIn}
  from doc, jsonb_to_recordset(doc.d->'tasks') as t("taskId" text, department text, responsible text, status text,
    "milestoneAt" timestamptz, "planTextId" uuid, position int, "resultTextId" uuid)
  on conflict (task_id) do update set department = excluded.department, responsible = excluded.responsible,
    status = excluded.status, milestone_at = excluded.milestone_at, result = coalesce(excluded.result, old.result)
)`;

const insertNotices = sql`notices_in as (
  insert into notices (dedupe_key, ticket_no, version, template, recipient_kind, recipient, params, text_id, created_at, mail_state, said_in)
  select n."dedupeKey", doc.ticket_no, doc.version, n.template, n."recipientKind", n.recipient, n.params, n."textId", n.at, n."mailState",
    case when n."textId" is null and n.template <> 'message-received' then '{}' else ${saidIn} end
  from doc, jsonb_to_recordset(doc.d->'notices') as n("dedupeKey" text, template text, "recipientKind" text, recipient text,
    params jsonb, "textId" uuid, at timestamptz, "mailState" text)
  on conflict (dedupe_key) do nothing
)`;

const insertLinks = sql`links_in as (
  insert into ticket_links (ticket_no, to_ticket_no, kind)
  select ticket_no, other, kind from (
    select doc.ticket_no, (select t.ticket_no from tickets t where t.ticket_no = l."to") as other, l.kind
    from doc, jsonb_to_recordset(doc.d->'links') as l("to" text, kind text) offset 0
  ) found where other is not null
  on conflict do nothing
)`;

/** Marks the texts of a decision as referred to. The ids are an array by themselves, so that the index finds them. */
function keepTexts(ids: readonly string[]): RawBuilder<unknown> {
  return sql`texts_in as (update texts set kept = true from doc where texts.id = any(${ids}::uuid[]) and not texts.kept)`;
}
