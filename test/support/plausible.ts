import type { CommandPayloads } from '../../contracts/commands.ts';
import { type Measure, RULINGS } from '../../contracts/disputes.ts';
import { makeTaskId, type TicketNo } from '../../contracts/ids.ts';
import type { Instant } from '../../contracts/instants.ts';
import type { StaffRef } from '../../contracts/people.ts';
import { RATINGS, SLA_CLASSES } from '../../contracts/ticket.ts';
import { CHINA_CALENDAR } from '../../domain/calendar/china.ts';
import { CATEGORIES as CATALOGUE, findCategory, routingFor } from '../../domain/catalog/categories.ts';
import { slaClassFor } from '../../domain/catalog/qualityMatters.ts';
import { nextWorkdayEnd } from '../../domain/clocks/planning/limits.ts';
import type { TicketState } from '../../domain/ticket/state.ts';

/** Whatever a ticket may be opened in: the whole catalogue; null: not classified. */
export const CATEGORIES: readonly (string | null)[] = [...CATALOGUE.map(({ code }) => code), null];

type Cast = Readonly<Record<'agent' | 'senior' | 'pay' | 'order' | 'tech' | 'supervisor', StaffRef>>;

/** The ticket as whoever acts sees it. */
interface Seen {
  readonly state: TicketState;
  readonly now: Instant;
}

/** Who and what there is beside the ticket. */
export interface World {
  readonly cast: Cast;
  readonly otherTicket: TicketNo;
  readonly supplierCompanyId: string;
  readonly sampleId: string;
}

const measuresOf = (n: number, milestoneAt: Instant, { order, pay }: Cast): Measure[] =>
  [order, pay]
    .slice(0, n % 3)
    .map((responsible) => ({ department: responsible.department, responsible, milestoneAt, reworded: true }));

/** Into any category of the catalogue, sometimes with another class than its own. */
function classified(n: number, people: Cast): CommandPayloads['classify'] {
  const code = CATEGORIES[(n * 7) % CATALOGUE.length] ?? 'ORD.PAY.REFUND';
  const category = findCategory(code);
  if (category === null) throw new Error(`no category ${code}`);
  const slaClass = slaClassFor(category, n % 4 === 3 ? SLA_CLASSES[n % 3] : undefined);
  return {
    category: code,
    slaClass,
    routing: routingFor(category, slaClass),
    department: category.department,
    urgent: category.urgent === 'always',
    duty: n % 10 === 0 ? people.senior : null,
    reasoned: n % 3 !== 0,
  };
}

/** Something plausible to bring along, the `n`-th choice of it; whether it fits is for the rules to say. */
export function plausiblePayloads({ state, now }: Seen, n: number, world: World): CommandPayloads {
  const { cast: people, otherTicket } = world;
  const dueAt = nextWorkdayEnd(now, 1 + (n % 4), CHINA_CALENDAR);
  const taskId = makeTaskId(state.ticketNo, 1 + (n % 3));
  const moved = { dueAt, latestDueAt: nextWorkdayEnd(state.receivedAt, 7, CHINA_CALENDAR) };
  const to = [people.agent, people.senior, people.pay, people.order, people.supervisor][n % 5] ?? people.agent;
  const tasks = [people.order, people.pay, people.tech].slice(0, n % 4);
  return {
    classify: classified(n, people),
    'take-over': {},
    'send-back': {},
    'hand-on': { to },
    reassign: { from: state.assignee?.staffNo ?? '', to: n % 2 ? to : null, why: 'supervisor' },
    coordinate: {
      lead: to,
      latestMilestoneAt: moved.latestDueAt,
      tasks: tasks.map((responsible) => ({ department: responsible.department, responsible, milestoneAt: dueAt })),
    },
    'request-material': { items: 1 + (n % 3), ...(n % 2 === 0 ? {} : { reasoned: true }) },
    'waive-material': {},
    'supply-material': { items: [n % 3] },
    answer: n % 5 === 0 ? { promiseBy: dueAt } : {},
    'progress-report': { ...(n % 4 === 0 ? { contained: true } : {}), ...(n % 3 === 0 ? { promiseBy: dueAt } : {}) },
    'request-extension': moved,
    'refuse-extension': {},
    'set-date': { dueAt },
    accept: {},
    reject: state.urgent ? { duty: people.senior } : {},
    rate: { rating: RATINGS[n % RATINGS.length] ?? 'FAIR' },
    urge: { day: now.slice(0, 10) },
    withdraw: {},
    reopen: state.urgent ? { duty: people.senior } : {},
    escalate: {},
    extend: moved,
    supervise: {},
    'warn-abuse': {},
    'mark-incident': {},
    attach: { to: otherTicket },
    detach: {},
    'answer-incident': { head: otherTicket },
    'hand-over': { from: state.assignee?.staffNo ?? '', to: null, handover: 'handover-2026-11-22-DAY' },
    'review-suggestion': { outcome: 'LATER' },
    'follow-up': { solved: n % 2 === 0 },
    'review-termination': { upheld: n % 2 === 0 },
    'confirm-urgent': { duty: n % 3 === 0 ? people.senior : null },
    'downgrade-urgent': {},
    'close-unresolved': {},
    'mark-duplicate': { of: otherTicket },
    merge: { into: otherTicket },
    decline: {},
    terminate: {},
    link: { to: otherTicket, kind: 'related' },
    'open-dispute': { supplierCompanyId: world.supplierCompanyId },
    complain: n % 3 === 0 ? { about: people.agent.staffNo, aboutRole: people.agent.role } : { about: null },
    'open-review': { sampleId: world.sampleId },
    compensate: {},
    'refuse-claim': {},
    'offer-settlement': {},
    'accept-settlement': state.dispute?.offer?.no === undefined ? {} : { offerNo: state.dispute.offer.no },
    'reject-settlement': {},
    'submit-evidence': { sha256: '', files: 1 },
    'complete-evidence': {},
    concede: {},
    rule: { outcome: RULINGS[n % 4] ?? 'SPLIT', measures: measuresOf(n, dueAt, people) },
    appeal: {},
    'decide-appeal': { outcome: RULINGS[n % 4] ?? 'SPLIT', measures: measuresOf(n, dueAt, people) },
    replan: { calendar: 1, policy: 2, inHouse: null, keys: state.clocks.map(({ key }) => key) },
    'task-take-over': { taskId },
    'task-refuse': { taskId },
    'task-send-back': { taskId },
    'task-transfer': { taskId, to },
    'task-complete': { taskId },
    'task-extend': { taskId, dueAt },
    'task-cancel': { taskId },
  };
}
