import type { Kysely } from 'kysely';
import { generate, PostgresDialect } from 'kysely-codegen';
import { format } from 'prettier';
import type { DB } from './rows.ts';

const CONTRACTS = '../../contracts';

const IMPORTS: Readonly<Record<string, string>> = {
  Actor: `${CONTRACTS}/people.ts`,
  Channel: `${CONTRACTS}/ticket.ts`,
  Calendar: '../../domain/calendar/calendar.ts',
  ClockPlan: '../../domain/clocks/types.ts',
  ClockStatus: `${CONTRACTS}/clocks.ts`,
  CloseReason: `${CONTRACTS}/ticket.ts`,
  Department: `${CONTRACTS}/people.ts`,
  EventType: `${CONTRACTS}/events.ts`,
  Explanation: '../../domain/clocks/types.ts',
  JobFailure: `${CONTRACTS}/jobs.ts`,
  JobKind: `${CONTRACTS}/jobs.ts`,
  JobPage: '../repositories/jobPage.ts',
  JobResult: `${CONTRACTS}/jobs.ts`,
  JobSelection: `${CONTRACTS}/jobs.ts`,
  JobStatus: `${CONTRACTS}/jobs.ts`,
  LinkKind: `${CONTRACTS}/ticket.ts`,
  NoticeTemplate: `${CONTRACTS}/notices.ts`,
  OutageCause: `${CONTRACTS}/outages.ts`,
  OutageComponent: `${CONTRACTS}/outages.ts`,
  Pause: '../../domain/clocks/types.ts',
  Policy: '../../domain/clocks/policy.ts',
  Rating: `${CONTRACTS}/ticket.ts`,
  Routing: `${CONTRACTS}/ticket.ts`,
  Scope: `${CONTRACTS}/people.ts`,
  SlaClass: `${CONTRACTS}/ticket.ts`,
  StaffRole: `${CONTRACTS}/people.ts`,
  TaskId: `${CONTRACTS}/ids.ts`,
  TaskStatus: `${CONTRACTS}/ticket.ts`,
  TicketClockId: `${CONTRACTS}/clocks.ts`,
  TicketNo: `${CONTRACTS}/ids.ts`,
  TicketState: '../../domain/ticket/state.ts',
  TicketStatus: `${CONTRACTS}/ticket.ts`,
};

const TICKET_NO_COLUMNS = [
  'attempts.ticket_no',
  'tickets.ticket_no',
  'texts.ticket_no',
  'ticket_events.ticket_no',
  'messages.ticket_no',
  'clocks.ticket_no',
  'tasks.ticket_no',
  'notices.ticket_no',
  'ticket_links.ticket_no',
  'ticket_links.to_ticket_no',
  'outbox.ticket_no',
];

/** JSON is written as text and read as what it holds. */
const json = (type: string): string => `ColumnType<${type}, string, string>`;
const defaultedJson = (type: string): string => `ColumnType<${type}, string | undefined, string>`;

const TIMETABLE_KIND = "'calendar' | 'policy'";

/** What the code alone may write into a column; the database itself knows only text and jsonb. */
const COLUMNS: Readonly<Record<string, string>> = {
  ...Object.fromEntries(TICKET_NO_COLUMNS.map((column) => [column, 'TicketNo'])),
  'accounts.kind': "'main' | 'sub'",
  'accounts.locale': "Generated<'zh-CN' | 'en'>",
  'accounts.scopes': defaultedJson('Scope[]'),
  'attempts.actor': json('Actor'),
  'attempts.task_id': 'TaskId | null',
  'companies.kind': "'buyer' | 'supplier'",
  'clocks.explanation': json('Explanation'),
  'clocks.id': 'TicketClockId',
  'clocks.pauses': defaultedJson('Pause[]'),
  'clocks.plan': 'ColumnType<ClockPlan | null, string | null | undefined, string | null>',
  'clocks.status': 'ClockStatus',
  'clocks.task_id': 'TaskId | null',
  'idempotency_keys.ticket_no': 'TicketNo | null',
  'jobs.actor': json('Actor'),
  'jobs.cancelled_by': 'ColumnType<Actor | null, string | null | undefined, string | null>',
  'jobs.contents': json('{ calendar?: Calendar; policy?: Policy }'),
  'jobs.cursor': 'TicketNo | null',
  'jobs.failures': defaultedJson('JobFailure[]'),
  'jobs.kind': 'JobKind',
  'jobs.page': 'ColumnType<JobPage | null, string | null | undefined, string | null>',
  'jobs.result': 'ColumnType<JobResult | null, string | null | undefined, string | null>',
  'jobs.selection': json('JobSelection'),
  'jobs.status': 'Generated<JobStatus>',
  'messages.author': json('Actor'),
  'notices.mail_state': "Generated<'none' | 'pending' | 'sent' | 'failed'>",
  'notices.params': defaultedJson('Record<string, string | number | null>'),
  'notices.recipient_kind': "'customer' | 'company' | 'staff' | 'role' | 'department'",
  'notices.template': 'NoticeTemplate',
  'outages.cause': 'OutageCause',
  'outages.component': 'OutageComponent',
  'outages.declared_by': 'ColumnType<Actor | null, string | null | undefined, string | null>',
  'outages.ended_by': 'ColumnType<Actor | null, string | null | undefined, string | null>',
  'outbox.kind': "'start' | 'message'",
  'staff.department': 'Department',
  'staff.role': 'StaffRole',
  'tasks.department': 'Department',
  'tasks.status': 'TaskStatus',
  'tasks.task_id': 'TaskId',
  'ticket_events.actor': json('Actor'),
  'ticket_events.after_status': 'TicketStatus',
  'ticket_events.before_status': 'TicketStatus | null',
  'ticket_events.data': defaultedJson('Record<string, string | number | boolean | null>'),
  'ticket_events.type': 'EventType',
  'ticket_links.kind': 'LinkKind',
  'timetable_audit.action': "'created' | 'changed' | 'discarded' | 'published' | 'restored'",
  'timetable_audit.actor': json('Actor'),
  'timetable_audit.kind': TIMETABLE_KIND,
  'timetable_versions.content': json('Calendar | Policy'),
  'timetable_versions.created_by': json('Actor'),
  'timetable_versions.kind': TIMETABLE_KIND,
  'timetable_versions.published_by': 'ColumnType<Actor | null, string | null | undefined, string | null>',
  'timetable_versions.status': "'draft' | 'published' | 'discarded'",
  'timetables_in_force.kind': TIMETABLE_KIND,
  'tickets.channel': 'Channel',
  'tickets.close_reason': 'CloseReason | null',
  'tickets.contact':
    'ColumnType<{ name: string; phone: string | null; email: string | null } | null, string | null, string | null>',
  'tickets.department': 'Department',
  'tickets.rating': 'Rating | null',
  'tickets.routing': 'Routing | null',
  'tickets.scopes': defaultedJson('Scope[]'),
  'tickets.sla_class': 'SlaClass | null',
  'tickets.state': json('TicketState'),
  'tickets.status': 'TicketStatus',
  'tickets.verified': "Generated<'verified' | 'partial' | 'failed'>",
};

/** The row types of the database as TypeScript: what kysely-codegen reads from it, with the column types above. */
export async function generateRows(db: Kysely<DB>): Promise<string> {
  const source = await generate({
    // The generator is CommonJS and sees kysely's other set of type files; the object is the same.
    db: db as never,
    dialect: new PostgresDialect(),
    excludePattern: 'kysely_*',
    customImports: { ...IMPORTS },
    overrides: { columns: { ...COLUMNS } },
    typeOnlyImports: true,
    print: false,
    outFile: null,
  });
  return format(source, { singleQuote: true, printWidth: 120, trailingComma: 'all', parser: 'typescript' });
}
