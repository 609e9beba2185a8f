import { createHash, randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Principal } from '../../../contracts/people.ts';
import type { MessagePosted } from '../../../contracts/commands.ts';
import type { TicketNo } from '../../../contracts/ids.ts';
import type { TicketState } from '../../../domain/ticket/state.ts';
import { createIntake, type Intake } from '../../../intake/openTicket.ts';
import type { OpenedTicket, OpenRequest } from '../../../intake/openRequest.ts';
import type { TicketClient } from '../../../intake/ticketClient.ts';
import { ServiceUnavailable, WorkflowNotStarted } from '../../../intake/workflowCall.ts';
import { createDemoDatabase, type TestDatabase } from '../../support/postgres.ts';
import { standardTimetables } from '../../support/timetables.ts';

export const CUSTOMER: Principal = {
  kind: 'customer',
  companyId: 'C1001',
  companyKind: 'buyer',
  accountId: 'A100101',
  main: true,
  scopes: [],
};
export const AGENT: Principal = { kind: 'staff', staffNo: '1001', role: 'agent', department: 'FRONT' };

/** Stands where Temporal stands: remembers what it was told, or is away. */
export class FakeTicketClient implements Pick<TicketClient, 'start' | 'messagePosted' | 'recorded'> {
  away = false;
  /** Ticket numbers whose workflow Temporal does not have. */
  readonly unstarted = new Set<string>();
  readonly started: TicketState[] = [];
  readonly messages: { ticketNo: TicketNo; message: MessagePosted }[] = [];
  readonly caughtUp: TicketState[] = [];

  reset(): void {
    this.away = false;
    this.started.length = 0;
    this.messages.length = 0;
    this.caughtUp.length = 0;
    this.unstarted.clear();
  }

  start(state: TicketState): Promise<void> {
    if (this.away) return Promise.reject(new Error('Temporal is away'));
    this.started.push(state);
    this.unstarted.delete(state.ticketNo);
    return Promise.resolve();
  }

  messagePosted(ticketNo: TicketNo, message: MessagePosted): Promise<void> {
    if (this.away) return Promise.reject(new Error('Temporal is away'));
    if (this.unstarted.has(ticketNo)) return Promise.reject(new WorkflowNotStarted(ticketNo));
    this.messages.push({ ticketNo, message });
    return Promise.resolve();
  }

  recorded(state: TicketState): Promise<void> {
    if (this.away) return Promise.reject(new ServiceUnavailable('away'));
    if (this.unstarted.has(state.ticketNo)) return Promise.reject(new WorkflowNotStarted(state.ticketNo));
    this.caughtUp.push(state);
    return Promise.resolve();
  }
}

/** The counter where tickets are taken in, on a database with the demo's people. */
export interface Counter {
  readonly database: TestDatabase;
  readonly ticketClient: FakeTicketClient;
  readonly intake: Intake;
  /** Back to a day without tickets, with the people of the demo and Temporal in place. */
  clear(): Promise<void>;
  close(): Promise<void>;
}

export async function openCounter(): Promise<Counter> {
  const database = await createDemoDatabase();
  const ticketClient = new FakeTicketClient();
  const intake = createIntake({ db: database.db, ticketClient, timetables: standardTimetables });
  return {
    database,
    ticketClient,
    intake,
    clear: async () => {
      await intake.settled();
      ticketClient.reset();
      await sql`truncate tickets, texts, day_counters, idempotency_keys cascade`.execute(database.db);
    },
    close: async () => {
      await intake.settled();
      await database.drop();
    },
  };
}

/** A simple question online; each call has a key of its own. */
export function request(changes: Partial<OpenRequest> = {}): OpenRequest {
  return {
    principal: CUSTOMER,
    idempotency: key(),
    companyId: 'C1001',
    accountId: 'A100101',
    channel: 'online',
    category: 'TEC.GUIDE.REPORT',
    subject: '报表导出失败',
    description: '导出十月报表时提示超时。',
    demand: null,
    orderNo: null,
    contact: null,
    urgentReason: null,
    receivedAt: null,
    ...changes,
  };
}

export function key(name: string = randomUUID(), body = ''): OpenRequest['idempotency'] {
  return { route: 'POST /v1/tickets', key: name, hash: createHash('sha256').update(body).digest() };
}

export async function numberOf(opened: Promise<OpenedTicket>): Promise<TicketNo> {
  const answer = await opened;
  if (answer.kind !== 'opened') throw new Error(`not opened: ${JSON.stringify(answer)}`);
  return answer.ticketNo;
}

export async function count(database: TestDatabase, table: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from ${sql.table(table)}`.execute(database.db);
  return rows[0]?.n ?? 0;
}

/** Waits for what happens in the background, at most two seconds. */
export async function eventually(check: () => Promise<boolean>): Promise<void> {
  const until = Date.now() + 2_000;
  while (!(await check())) {
    if (Date.now() > until) throw new Error('it did not happen within two seconds');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
