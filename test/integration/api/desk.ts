import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { pino } from 'pino';
import { MockActivityEnvironment } from '@temporalio/testing';
import { createOpenReview } from '../../../activities/openReview.ts';
import { createReassignments, type ReassignDeps, type Reassignments } from '../../../activities/reassign.ts';
import { createRecord } from '../../../activities/record.ts';
import { createCountUpheld, createRecordReview } from '../../../activities/recordReview.ts';
import { createTimetableJobs, type JobDeps, type TimetableJobs } from '../../../activities/timetableJobs.ts';
import { createApp } from '../../../api/app.ts';
import { createMetrics } from '../../../api/metrics.ts';
import { openApiDocument } from '../../../api/routes/operations.ts';
import type { CommandOutcome, MessagePosted } from '../../../contracts/commands.ts';
import type { ReviewId, TicketNo } from '../../../contracts/ids.ts';
import type { Instant } from '../../../contracts/instants.ts';
import type { Reassignment, ReassignmentTally } from '../../../contracts/reassignments.ts';
import type { JobProgress } from '../../../contracts/jobs.ts';
import { findPrincipal } from '../../../db/repositories/people/principals.ts';
import { readReviewState } from '../../../db/repositories/quality/reviews.ts';
import { readTicketState } from '../../../db/repositories/states.ts';
import { createTimetableSource } from '../../../db/repositories/timetables/timetables.ts';
import { recordOf } from '../../../domain/ticket/record.ts';
import { decideReview, type ReviewInput } from '../../../domain/quality/decide.ts';
import type { ReviewOpening, ReviewState } from '../../../domain/quality/state.ts';
import { decide, type TicketInput } from '../../../domain/ticket/decide.ts';
import type { TicketState } from '../../../domain/ticket/state.ts';
import { createMessages } from '../../../intake/messages.ts';
import type { ReviewClient } from '../../../intake/reviewClient.ts';
import { createIntake } from '../../../intake/openTicket.ts';
import { createRelay } from '../../../intake/relay.ts';
import type { DemoCredential } from '../../../intake/seed.ts';
import type { TicketClient } from '../../../intake/ticketClient.ts';
import { CommandRefused, ServiceUnavailable, WorkflowNotStarted } from '../../../intake/workflowCall.ts';
import type { ReassignmentClient } from '../../../intake/reassignments/reassignmentClient.ts';
import type { JobClient } from '../../../intake/timetables/jobClient.ts';
import { reviewPort, ticketPort } from '../../../worker/ports.ts';
import { InstantHandovers } from './instantHandovers.ts';
import { createPublished } from '../../support/published.ts';
import { createDemoDatabase, type TestDatabase } from '../../support/postgres.ts';

type Execute = TicketClient['execute'];

interface EngineTurn {
  readonly cause: string;
  readonly input: TicketInput;
  readonly at: Instant;
}

/** Stands where Temporal stands: decides and records on the spot, each update id once, or is away. */
export class InstantEngine implements TicketClient {
  away = false;
  /** Ticket numbers whose workflow is not there yet. */
  readonly unstarted = new Set<string>();
  readonly started: TicketState[] = [];
  readonly #turns = new Map<TicketNo, Promise<unknown>>();
  readonly #settled = new Map<string, CommandOutcome>();
  readonly #database: TestDatabase;

  constructor(database: TestDatabase) {
    this.#database = database;
  }

  async start(state: TicketState): Promise<void> {
    if (this.away) throw new ServiceUnavailable('away');
    this.unstarted.delete(state.ticketNo);
    this.started.push(state);
    const { db } = this.#database;
    const openReview = createOpenReview({ db, timetables: createTimetableSource(db) });
    for (const opening of state.reviews.open) await openReview(opening);
  }

  execute: Execute = async (ticketNo, command, updateId) => {
    if (this.away) throw new ServiceUnavailable('away');
    if (this.unstarted.has(ticketNo)) throw new WorkflowNotStarted(ticketNo);
    const done = this.#settled.get(`${ticketNo}:${updateId}`);
    if (done !== undefined) return done;
    const outcome = await this.#inTurn(ticketNo, () =>
      this.#decide(ticketNo, { cause: updateId, input: command, at: new Date().toISOString() }),
    );
    this.#settled.set(`${ticketNo}:${updateId}`, outcome);
    return outcome;
  };

  async messagePosted(ticketNo: TicketNo, message: MessagePosted): Promise<void> {
    if (this.away) throw new ServiceUnavailable('away');
    await this.#inTurn(ticketNo, () => this.#hear(ticketNo, message));
  }

  async #hear(ticketNo: TicketNo, { messageId, ...message }: MessagePosted): Promise<void> {
    await this.#decide(ticketNo, { cause: messageId, input: { name: 'message-arrived', ...message }, at: message.at });
  }

  /** One after the other, as a ticket's workflow decides. */
  async #inTurn<T>(ticketNo: TicketNo, decides: () => Promise<T>): Promise<T> {
    const turn = (this.#turns.get(ticketNo) ?? Promise.resolve()).then(decides);
    this.#turns.set(
      ticketNo,
      turn.catch(() => undefined),
    );
    return turn;
  }

  async #decide(ticketNo: TicketNo, turn: EngineTurn, heardFirst: readonly string[] = []): Promise<CommandOutcome> {
    const { db } = this.#database;
    const state = await readTicketState(db, ticketNo);
    if (state === null) throw new WorkflowNotStarted(ticketNo);
    const decision = decide(state, turn.input, turn.at);
    if (!decision.ok) throw new CommandRefused(decision.refusal);
    const record = createRecord({ db, timetables: createTimetableSource(db) });
    const recorded = await record({ ...recordOf(turn.cause, state, decision), heardFirst });
    if (recorded.refused !== undefined) throw new CommandRefused(recorded.refused);
    if (recorded.heardFirst === undefined) return { version: decision.state.version };
    for (const message of recorded.heardFirst) await this.#hear(ticketNo, message);
    return this.#decide(ticketNo, turn, [...heardFirst, ...recorded.heardFirst.map(({ messageId }) => messageId)]);
  }

  async recorded(): Promise<void> {
    if (this.away) throw new ServiceUnavailable('away');
  }

  async reachable(): Promise<void> {}

  async canary(): Promise<void> {
    if (this.away) throw new ServiceUnavailable('away');
  }
}

/** Decides and records reviews on the spot, or is away. */
export class InstantReviews implements ReviewClient {
  away = false;
  readonly #db: TestDatabase['db'];
  readonly #done = new Set<string>();

  constructor({ db }: TestDatabase) {
    this.#db = db;
  }

  async start(opening: ReviewOpening): Promise<void> {
    await createOpenReview({ db: this.#db, timetables: createTimetableSource(this.#db) })(opening);
  }

  execute: ReviewClient['execute'] = async (reviewId, command, updateId) => {
    if (this.away) throw new ServiceUnavailable('away');
    const state = await readReviewState(this.#db, reviewId);
    if (state === null) throw new WorkflowNotStarted(reviewId);
    const version = await this.#decide(state, command, updateId);
    this.#done.add(`${reviewId}:${updateId}`);
    return { version };
  };

  async hasDone(reviewId: ReviewId, updateId: string): Promise<boolean> {
    if (this.away) throw new ServiceUnavailable('away');
    return this.#done.has(`${reviewId}:${updateId}`);
  }

  async #decide(state: ReviewState, input: ReviewInput, cause: string | null): Promise<number> {
    const decision = decideReview(state, input, new Date().toISOString());
    if (!decision.ok) throw new CommandRefused(decision.refusal);
    const deps = { db: this.#db, timetables: createTimetableSource(this.#db) };
    const after = await createRecordReview(deps)({ ...decision, state: { ...decision.state, cause } });
    if (decision.count === null) return after.version;
    const upheld = await createCountUpheld(deps)(decision.count);
    return this.#decide(after, { name: 'counted', staffNo: decision.count.staffNo, upheld }, null);
  }
}

/** Does a job's pages on the spot, or leaves it to wait. */
export class InstantJobs implements JobClient {
  away = false;
  readonly #activities: TimetableJobs;

  constructor(deps: JobDeps) {
    this.#activities = createTimetableJobs(deps);
  }

  async start(jobId: string): Promise<void> {
    if (this.away) throw new Error('away');
    for (let status = 'running'; status === 'running';) ({ status } = await this.page(jobId));
  }

  /** One page, on its so many-eth try. */
  async page(jobId: string, attempt = 1): Promise<JobProgress> {
    return new MockActivityEnvironment({ attempt }).run(this.#activities.runJobPage, jobId);
  }
}

/** Gives the tickets of somebody to others on the spot once that is due, or leaves it to wait. */
export class InstantReassignments implements ReassignmentClient {
  away = false;
  /** Started, and not due at once. */
  readonly waiting: Reassignment[] = [];
  readonly #activities: Reassignments;

  constructor(deps: ReassignDeps) {
    this.#activities = createReassignments(deps);
  }

  async start(order: Reassignment): Promise<void> {
    if (this.away) throw new ServiceUnavailable('away');
    if (Date.parse(order.dueAt) > Date.now() + 1000) this.waiting.push(order);
    else await this.carryOut(order);
  }

  async carryOut({ changeId }: Reassignment): Promise<ReassignmentTally | null> {
    return new MockActivityEnvironment().run(this.#activities.reassignTickets, changeId);
  }
}

/** What was published counts for the very next request, since the desk asks anew once it has published. */
const KEPT = { maxAgeMs: 3_600_000 };

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  // Tests look into answers of every shape.
  // oxlint-disable-next-line typescript/no-explicit-any
  readonly body: any;
  readonly text: string;
}

export interface Desk {
  readonly url: string;
  readonly engine: InstantEngine;
  readonly reviews: InstantReviews;
  readonly jobs: InstantJobs;
  readonly reassignments: InstantReassignments;
  readonly handovers: InstantHandovers;
  readonly database: TestDatabase;
  readonly credentials: readonly DemoCredential[];
  credential(choose: (credential: DemoCredential) => boolean): DemoCredential;
  get(who: DemoCredential | null, path: string, headers?: Record<string, string>): Promise<Answer>;
  post(who: DemoCredential | null, path: string, body: unknown, headers?: Record<string, string>): Promise<Answer>;
  put(who: DemoCredential | null, path: string, body: unknown, headers?: Record<string, string>): Promise<Answer>;
  /** Without what these tables hold, once nothing is under way that holds one of them. */
  empty(...tables: readonly string[]): Promise<void>;
  close(): Promise<void>;
}

async function answered(response: Response): Promise<Answer> {
  const text = await response.text();
  const isJson = /json/.test(response.headers.get('content-type') ?? '');
  return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : null, text };
}

function authorized(who: DemoCredential | null): Record<string, string> {
  return who === null ? {} : { Authorization: `Bearer ${who.apiKey}` };
}

async function sent(method: string, url: string, body: unknown, headers: Record<string, string>): Promise<Answer> {
  return answered(
    await fetch(url, {
      method,
      headers: { 'Content-Type': 'application/json', 'Idempotency-Key': randomUUID(), ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    }),
  );
}

/** The API on a PostgreSQL of its own with the demo's people, and an engine that answers at once; `asPublished`: an answer that is not as the document says fails. */
export async function openDesk(documented: 'asPublished' | null = null): Promise<Desk> {
  const database = await createDemoDatabase();
  const { db, credentials } = database;
  const engine = new InstantEngine(database);
  const logger = pino({ level: 'silent' });
  const timetables = createTimetableSource(db, KEPT);
  const reviewClient = new InstantReviews(database);
  const reviews = reviewPort(reviewClient);
  const jobs = new InstantJobs({ db, timetables, tickets: ticketPort(engine), reviews });
  const reassignments = new InstantReassignments({ db, tickets: ticketPort(engine), reviews });
  const handovers = new InstantHandovers({ db, timetables, tickets: ticketPort(engine) });
  const handoverClient = handovers;
  const shared = { db, ticketClient: engine, jobs, reassignments, reviewClient, handoverClient, timetables, logger };
  const intake = createIntake(shared);
  const messages = createMessages(shared);
  let relay = createRelay(shared);
  relay.start();
  const settled = (): Promise<unknown> => Promise.all([intake.settled(), messages.settled(), relay.stop()]);
  const app = createApp({
    ...shared,
    intake,
    messages,
    settings: { embedded: true, httpHost: '127.0.0.1', temporalUiUrl: 'http://127.0.0.1:8233/namespaces/kefu' },
    metrics: createMetrics(db),
    findPrincipal: (hash) => findPrincipal(db, hash),
  });
  const server = createServer(app.express);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${portOf(server)}`;
  const published = documented === null ? () => null : createPublished(openApiDocument(app.routes));
  const asPublished = async (method: string, path: string, asked: Promise<Answer>): Promise<Answer> => {
    const answer = await asked;
    const fault = published(method, path, answer);
    if (fault !== null) throw new Error(fault);
    return answer;
  };
  return {
    url,
    engine,
    reviews: reviewClient,
    jobs,
    reassignments,
    handovers,
    database,
    credentials,
    credential: (choose) => {
      const found = credentials.find(choose);
      if (found === undefined) throw new Error('nobody among the demo people is like that');
      return found;
    },
    get: (who, path, headers = {}) =>
      asPublished('GET', path, fetch(url + path, { headers: { ...authorized(who), ...headers } }).then(answered)),
    post: (who, path, body, headers) =>
      asPublished('POST', path, sent('POST', url + path, body, { ...authorized(who), ...headers })),
    put: (who, path, body, headers) =>
      asPublished('PUT', path, sent('PUT', url + path, body, { ...authorized(who), ...headers })),
    empty: async (...tables) => {
      await settled();
      await sql`truncate ${sql.join(tables.map((table) => sql.table(table)))} cascade`.execute(db);
      relay = createRelay(shared);
      relay.start();
    },
    close: async () => {
      app.drain();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await settled();
      await database.drop();
    },
  };
}

function portOf(server: Server): number {
  // A listening TCP server has an AddressInfo.
  return (server.address() as AddressInfo).port;
}

export const SIMPLE = {
  channel: 'online',
  category: 'ACC.LOGIN.NO_CODE',
  subject: '收不到验证码',
  description: '登录时一直收不到短信',
};
export const SPECIALISED = {
  channel: 'online',
  category: 'ORD.PAY.FAILED',
  subject: '支付失败',
  description: '提示系统繁忙',
};
