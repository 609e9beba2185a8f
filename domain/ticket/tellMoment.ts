import type { MomentKind, TicketClockId } from '../../contracts/clocks.ts';
import type { Notice, NoticeTemplate, Recipient } from '../../contracts/notices.ts';
import type { Holder } from '../../contracts/people.ts';
import { LIMITS_OF_OTHERS } from '../clocks/limitOwner.ts';
import { endedAt } from '../clocks/running/foundMissed.ts';
import { dueMoment } from '../clocks/running/ticking.ts';
import type { Told } from '../clocks/setting.ts';
import type { Clock, Moment } from '../clocks/types.ts';
import { tickingClock } from './clockwork.ts';
import { isRatingAsked, reviewersOfEnd } from './closing.ts';
import { answeringReview } from './underReview.ts';
import { alarm, type Draft, tellCustomer, tellStaff } from './draft.ts';
import { handlersOf, MANAGERS, owner, SUPERVISORS } from './people/owner.ts';
import { qualityClockOf } from './qualityMatter.ts';
import type { RouteRequest, TicketState } from './state.ts';

/** Tells whom the ladder names of a moment that has come, and whose turn it is then. */
export function tellMoment(draft: Draft, clock: Clock, moment: Moment): void {
  if (clock.id === 'RATING_WINDOW' && !isRatingAsked(draft.state.closeReason)) return;
  if (isToldByReview(draft.state, clock)) return;
  const over = endedAt(draft.state.clocks, clock);
  // What begins with this decision is planned with its record.
  const end = clock.plan === null ? { window: clock.id } : { dueAt: clock.plan.dueAt };
  const task = clock.taskId === null ? {} : { taskId: clock.taskId };
  const params = { clock: clock.id, ...task, ...end, step: moment.step, ...over };
  const template = templateOf(clock, moment.kind);
  tellAll(draft, { clock, told: moment.told ?? [], template, params });
  if (over.stoppedAt === undefined) tellStaff(draft, whoseTurn(draft.state, clock, moment), template, params);
}

/** A part of the plan is missed: whoever has the ticket reports to its customer. A round is taken up by nobody in time: it waits for its level, and the next one. */
function whoseTurn(state: TicketState, { id }: Clock, { kind }: Moment): readonly Recipient[] {
  if (id === 'MILESTONE' && kind === 'due')
    return handlersOf(state).map(({ staffNo }): Recipient => ({ kind: 'staff', staffNo }));
  return id === 'REASSESS' && kind === 'target' ? owner(state) : [];
}

/** The review that answers a complaint tells whoever has to keep its limit. */
export function isToldByReview(state: TicketState, { id }: Clock): boolean {
  return id === qualityClockOf(state.category) && answeringReview(state) !== null;
}

function templateOf(clock: Clock, kind: MomentKind): NoticeTemplate {
  switch (kind) {
    case 'remind':
      return REMINDERS[clock.id] ?? 'clock-reminder';
    case 'warn':
      return 'clock-warning';
    case 'target':
      return 'clock-target-missed';
    case 'due':
      return 'clock-breached';
    case 'overdue':
      return 'clock-overdue';
  }
}

/** Waits for the customer remind in words of their own. */
const REMINDERS: Readonly<Partial<Record<TicketClockId, NoticeTemplate>>> = {
  MATERIAL_WAIT: 'material-reminder',
  CONFIRM_WAIT: 'answer-reminder',
  RATING_WINDOW: 'rating-invited',
};

interface Telling {
  readonly clock: Clock;
  readonly told: readonly Told[];
  readonly template: NoticeTemplate;
  readonly params: Notice['params'];
}

function tellAll(draft: Draft, { clock, told, template, params }: Telling): void {
  for (const who of told) {
    switch (who) {
      case 'customer':
        tellCustomer(draft, template, params);
        break;
      case 'parties':
        tellCustomer(draft, template, params);
        if (draft.state.dispute !== null) {
          tellStaff(draft, { kind: 'company', companyId: draft.state.dispute.supplierCompanyId }, template, params);
        }
        break;
      case 'owner':
        tellStaff(draft, ownerOf(draft, clock), template, params);
        break;
      case 'department':
      case 'freeAgent':
        tellStaff(draft, { kind: 'department', department: draft.state.department }, template, params);
        break;
      case 'departmentLead':
        tellDepartmentLead(draft, { clock, template, params });
        break;
      case 'teamLeader':
      case 'supervisor':
        tellStaff(draft, meant(draft, clock, { kind: 'role', role: who }), template, params);
        break;
      case 'secondDuty':
        alarm(draft, { kind: 'role', role: 'dutyAgent' }, template, params);
        break;
      case 'manager':
        alarm(draft, meant(draft, clock, MANAGERS), template, params);
        break;
    }
  }
}

/** Whoever may not do what a limit is about is not told of it. */
function meant({ state }: Draft, { id }: Clock, role: Recipient): Recipient {
  return id === 'TERMINATION_REVIEW' ? reviewersOfEnd(state, role) : role;
}

/** The lead is given what still waits to be taken; of all else the department is told, which is led by him. */
function tellDepartmentLead(draft: Draft, { clock, template, params }: Omit<Telling, 'told'>): void {
  const { department, status, assignee, clocks } = draft.state;
  const runs = clocks.some(({ key, status: now }) => key === clock.key && now === 'running');
  if (runs) draft.route = toLead(draft.state);
  if (runs && status === 'ASSIGNED' && assignee === null) return;
  tellStaff(draft, { kind: 'department', department }, template, params);
}

function toLead({ department, judged }: TicketState): RouteRequest {
  return { want: 'department-lead', department, ...(judged === undefined ? {} : { except: judged }) };
}

/** The department's lead is looked for while nobody has taken it, once its takeover was missed and he was to be told; else null. */
export function soughtLead(state: TicketState): RouteRequest | null {
  const takeover = tickingClock(state, ['SPECIALIST_TAKEOVER']);
  if (state.status !== 'ASSIGNED' || state.assignee !== null || takeover?.breached !== true) return null;
  return dueMoment(takeover)?.told?.includes('departmentLead') === true ? toLead(state) : null;
}

/** What is for others to do is theirs, whoever has the ticket; a milestone belongs to its responsible person, every other limit to the ticket's owner. */
export function ownerOf(draft: Draft, clock: Clock): readonly Recipient[] {
  const others = LIMITS_OF_OTHERS[clock.id];
  if (others !== undefined) return [meant(draft, clock, recipientOf(others))];
  const task = draft.state.tasks.find((candidate) => candidate.taskId === clock.taskId);
  return task === undefined ? owner(draft.state) : [{ kind: 'staff', staffNo: task.responsible.staffNo }];
}

function recipientOf(holder: Holder): Recipient {
  switch (holder) {
    case 'SUPERVISORS':
      return SUPERVISORS;
    case 'MANAGERS':
      return MANAGERS;
    default:
      return { kind: 'department', department: holder };
  }
}
