import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { WorkflowClientInterceptor } from '@temporalio/client';
import type { Activities } from '../../activities/index.ts';
import type { Command } from '../../contracts/commands.ts';
import type { ErrorCode } from '../../contracts/errors.ts';
import { makeReviewId, type ReviewId, type TicketNo } from '../../contracts/ids.ts';
import type { Instant } from '../../contracts/instants.ts';
import type { ReviewCommand } from '../../contracts/reviews.ts';
import type { OpenRequest } from '../../intake/openRequest.ts';
import { CommandRefused, ServiceUnavailable, WorkflowNotStarted } from '../../intake/workflowCall.ts';
import { numberOf, request } from '../integration/db/counter.ts';
import { Ground } from '../integration/restart/ground.ts';
import { shortTasks, WRITING_MS } from '../integration/restart/shortTasks.ts';
import { FAST_SINCE_MEMO, SPEED } from './fastClock.ts';

const CACHED = 50;
const TRIES = 8;
/** Of a hundred decisions, where writing is slow. */
const LONG_IN_WRITING = 20;

/** Whether a task may be prolonged while a decision is written. */
export type Writing = 'quick' | 'slow';

/** What became of a command: null where it was done. */
export type Answer = ErrorCode | null;

/** The desk of the model: real workflows on a real server in fast days, PostgreSQL, and a worker that is lost now and then. */
export class Office {
  readonly ground: Ground;
  readonly #since: Map<string, number>;
  readonly #writing: Writing;
  #stopWorker: () => Promise<void> = async () => undefined;
  #answersToLose = 0;

  private constructor(ground: Ground, since: Map<string, number>, writing: Writing) {
    this.ground = ground;
    this.#since = since;
    this.#writing = writing;
  }

  static async open(writing: Writing): Promise<Office> {
    const since = new Map<string, number>();
    const stamped: WorkflowClientInterceptor = {
      start: (input, next) => {
        const begin = Date.now();
        since.set(input.options.workflowId, begin);
        const memo = { ...input.options.memo, [FAST_SINCE_MEMO]: begin };
        return next({ ...input, options: { ...input.options, memo } });
      },
    };
    const interceptors = writing === 'slow' ? [stamped, shortTasks] : [stamped];
    const office = new Office(await Ground.prepare(interceptors), since, writing);
    await office.#employ();
    return office;
  }

  async #employ(): Promise<void> {
    this.#stopWorker = await this.ground.worker(CACHED, (activities) => this.#forgetful(activities));
  }

  /** A decision is written, and the worker that wrote it never hears of it. */
  #forgetful(activities: Activities): Activities {
    const record: Activities['record'] = async (decision) => {
      if (this.#writing === 'slow' && Math.random() * 100 < LONG_IN_WRITING) await pause(Math.random() * WRITING_MS);
      const written = await activities.record(decision);
      if (this.#answersToLose === 0) return written;
      this.#answersToLose -= 1;
      throw new Error('the answer was lost');
    };
    return { ...activities, record };
  }

  loseNextAnswer(): void {
    this.#answersToLose = 1;
  }

  /** Everything that was in the worker's memory is gone. */
  async changeWorker(): Promise<void> {
    await this.#stopWorker();
    await this.#employ();
  }

  async receive(changes: Partial<OpenRequest>): Promise<TicketNo> {
    const ticketNo = await numberOf(this.ground.intake.open(request(changes)));
    await this.ground.intake.settled();
    return ticketNo;
  }

  /** What the ticket's workflow reads on its clock. */
  now(ticketNo: TicketNo): Instant {
    const since = this.#since.get(ticketNo);
    if (since === undefined) throw new Error(`${ticketNo} was never started`);
    return new Date(since + (Date.now() - since) * SPEED).toISOString();
  }

  /** As a caller of the API does: an open outcome is asked for again under the same id. */
  async give(ticketNo: TicketNo, command: Command, id: string = randomUUID()): Promise<Answer> {
    return patiently(() => this.ground.tickets.execute(ticketNo, command, id));
  }

  async giveReview(reviewId: ReviewId, command: ReviewCommand): Promise<Answer> {
    const id = randomUUID();
    return patiently(() => this.ground.reviews.execute(reviewId, command, id));
  }

  async say(ticketNo: TicketNo, from: 'customer' | 'staff'): Promise<void> {
    const at = this.now(ticketNo);
    const replyClock = from === 'customer' ? 'ONLINE_REPLY' : null;
    const message = {
      messageId: randomUUID(),
      from,
      staffNo: from === 'staff' ? '1001' : null,
      at,
      replyClock,
    } as const;
    await this.ground.tickets.messagePosted(ticketNo, message).catch(unlessOver);
  }

  reviewOf(ticketNo: TicketNo, n: number): ReviewId {
    return makeReviewId(ticketNo, n);
  }

  async close(): Promise<void> {
    await this.#stopWorker();
    await this.ground.clear();
  }
}

/** A ticket that is archived has no workflow any more that could be told. */
function unlessOver(error: unknown): void {
  if (!(error instanceof WorkflowNotStarted)) throw error;
}

async function patiently(call: () => Promise<unknown>): Promise<Answer> {
  for (let tried = 1; ; tried += 1) {
    try {
      await call();
      return null;
    } catch (error) {
      if (error instanceof CommandRefused) return error.refusal.code;
      if (error instanceof WorkflowNotStarted) return 'ticket-archived';
      if (!(error instanceof ServiceUnavailable) || tried === TRIES) throw error;
      await pause(50);
    }
  }
}
