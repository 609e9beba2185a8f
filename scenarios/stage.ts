import { setTimeout as pause } from 'node:timers/promises';
import type { WorkflowClientInterceptor, WorkflowHandle } from '@temporalio/client';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { Worker, type WorkflowBundleOption } from '@temporalio/worker';
import type { Command } from '../contracts/commands.ts';
import { makeTicketNo, type ReviewId, TASK_QUEUES, ticketWorkflowId, type TicketNo } from '../contracts/ids.ts';
import type { ReviewCommand } from '../contracts/reviews.ts';
import type { AcceptHandover, HandoverId } from '../contracts/handovers.ts';
import type { Day, Instant } from '../contracts/instants.ts';
import type { StaffRef } from '../contracts/people.ts';
import { indexedValueTypes } from '../contracts/searchAttributes.ts';
import type { HandoverOpening } from '../domain/handover/state.ts';
import type { DecisionRecord } from '../domain/ticket/record.ts';
import type { Decided, RouteRequest } from '../domain/ticket/state.ts';
import { createHandoverClient, type HandoverClient } from '../intake/handoverClient.ts';
import { createReviewClient, type ReviewClient } from '../intake/reviewClient.ts';
import { createTicketClient, type TicketClient } from '../intake/ticketClient.ts';
import { MemoryHandovers } from './memoryHandovers.ts';
import { MemoryRecord, plannedState } from './memoryRecord.ts';
import { MemoryReviews } from './memoryReviews.ts';

type History = Awaited<ReturnType<WorkflowHandle['fetchHistory']>>;

export interface StageParts {
  /** Path of Temporal's time-skipping test server. */
  readonly testServerPath: string;
  /** With `clock.ts` in it where stories have dates of their own. */
  readonly workflowBundle: WorkflowBundleOption;
  readonly route: (request: RouteRequest) => StaffRef | null;
  /** Which patches new workflows take; left out: all. */
  readonly takesPatch?: (patch: string) => boolean;
}

const SECOND = 1000;
const PATIENCE_MS = 30 * SECOND;

/** Writes on each workflow by how much the story's clock differs from the server's. */
function shifting(memo: () => Record<string, number>): WorkflowClientInterceptor {
  return {
    start: (input, next) =>
      next({ ...input, options: { ...input.options, memo: { ...input.options.memo, ...memo() } } }),
  };
}

/** By how much it differs from the server's, and under which name workflows carry that. */
interface StoryClock {
  readonly memo: string | null;
  shiftMs: number;
}

/** The real ticket workflow on a server whose clock jumps, with what it writes kept in memory. */
export class Stage {
  readonly env: TestWorkflowEnvironment;
  readonly memory = new MemoryRecord();
  readonly reviews = new MemoryReviews();
  readonly handovers = new MemoryHandovers(this.memory, (ticketNo, command) => this.execute(ticketNo, command));
  /** `KF… 1`: decisions with something to mail. */
  readonly mailed: string[] = [];
  readonly client: TicketClient;
  readonly #reviewClient: ReviewClient;
  readonly #handoverClient: HandoverClient;
  readonly #workers: Worker[] = [];
  readonly #runs: Promise<void>[] = [];
  readonly #clock: StoryClock;
  readonly #parts: StageParts;
  readonly #opened = new Map<Day, number>();
  #ids = 0;

  private constructor(env: TestWorkflowEnvironment, parts: StageParts, clock: StoryClock) {
    this.env = env;
    this.client = createTicketClient(env.client);
    this.#reviewClient = createReviewClient(env.client);
    this.#handoverClient = createHandoverClient(env.client);
    this.#parts = parts;
    this.#clock = clock;
  }

  /** `shiftMemo` is where `clock.ts` reads the shift; null: stories live at the server's time. */
  static async create(parts: StageParts, shiftMemo: string | null = null): Promise<Stage> {
    const clock = { memo: shiftMemo, shiftMs: 0 };
    const memo = (): Record<string, number> => (clock.memo === null ? {} : { [clock.memo]: clock.shiftMs });
    const env = await TestWorkflowEnvironment.createTimeSkipping({
      server: { executable: { type: 'existing-path', path: parts.testServerPath } },
      client: { interceptors: { workflow: [shifting(memo)] } },
    });
    const stage = new Stage(env, parts, clock);
    try {
      await env.connection.operatorService.addSearchAttributes({
        namespace: env.namespace ?? 'default',
        searchAttributes: indexedValueTypes(),
      });
      await stage.#employ();
    } catch (error) {
      await stage.stop();
      throw error;
    }
    return stage;
  }

  async #employ(): Promise<void> {
    const { workflowBundle, route, takesPatch } = this.#parts;
    const { nativeConnection: connection, namespace = 'default' } = this.env;
    const common = { connection, namespace };
    const notify = async ({ ticketNo, version }: { ticketNo: string; version: number }): Promise<void> => {
      this.mailed.push(`${ticketNo} ${version}`);
    };
    this.#workers.push(
      await Worker.create({
        ...common,
        taskQueue: TASK_QUEUES.tickets,
        workflowBundle,
        ...(takesPatch && { patchActivationCallback: ({ patchId }) => takesPatch(patchId) }),
        activities: {
          record: (decision: DecisionRecord) => this.memory.record(decision),
          route: async (request: RouteRequest) => route(request),
          // A story has one ticket: nobody follows it.
          answerFollowers: async () => undefined,
          releaseFollowers: async () => undefined,
          catchUp: async () => undefined,
          openReview: this.reviews.openReview,
          recordReview: this.reviews.recordReview,
          countUpheld: this.reviews.countUpheld,
          openHandover: this.handovers.openHandover,
          recordHandover: this.handovers.recordHandover,
          prepareHandover: this.handovers.prepareHandover,
          giveHandover: this.handovers.giveHandover,
        },
      }),
      await Worker.create({ ...common, taskQueue: TASK_QUEUES.notifications, activities: { notify } }),
    );
    this.#runs.push(...this.#workers.map((worker) => worker.run()));
  }

  /** The story's time. */
  async now(): Promise<Instant> {
    return new Date((await this.env.currentTimeMs()) + this.#clock.shiftMs).toISOString();
  }

  /** From now on it is this instant, for stories that begin from now on. */
  async beginAt(instant: Instant): Promise<void> {
    this.#clock.shiftMs = Date.parse(instant) - (await this.env.currentTimeMs());
  }

  /** Lets time pass to a second after this instant, so that what is due at it has happened. */
  async passTo(instant: Instant): Promise<void> {
    const ms = Date.parse(instant) - Date.parse(await this.now());
    if (ms > -SECOND) await this.#sleep(Math.max(0, ms) + SECOND);
  }

  /** Skipping takes no time; where it does, a ticket keeps the server busy without end, and nobody would learn of it. */
  async #sleep(ms: number): Promise<void> {
    const stuck = new AbortController();
    const patience = pause(PATIENCE_MS, null, { signal: stuck.signal }).then(
      () => {
        throw new Error(
          `time does not pass: for ${PATIENCE_MS / SECOND} seconds some ticket keeps the test server busy`,
        );
      },
      () => undefined,
    );
    try {
      await Promise.race([this.env.sleep(ms), patience]);
    } finally {
      stuck.abort();
    }
  }

  /** Takes a ticket as intake leaves it, and starts its workflow. */
  async open({ state, events, notices }: Decided): Promise<void> {
    const opened = plannedState(state);
    this.memory.tickets.set(state.ticketNo, { state: opened, events: [...events], notices: [...notices] });
    await this.client.start(opened);
  }

  async execute(ticketNo: TicketNo, command: Command): Promise<void> {
    await this.client.execute(ticketNo, command, this.nextId('update'));
  }

  async executeReview(reviewId: ReviewId, command: ReviewCommand): Promise<void> {
    await this.#reviewClient.execute(reviewId, command, this.nextId('update'));
  }

  async beginHandover(opening: HandoverOpening): Promise<void> {
    await this.#handoverClient.start(opening);
  }

  async acceptHandover(handoverId: HandoverId, command: AcceptHandover): Promise<void> {
    await this.#handoverClient.accept(handoverId, command, this.nextId('accept'));
  }

  /** Counted per day, as the store does. */
  nextTicketNo(day: Day): TicketNo {
    const sequence = (this.#opened.get(day) ?? 0) + 1;
    this.#opened.set(day, sequence);
    return makeTicketNo(day, sequence);
  }

  nextId(kind: string): string {
    this.#ids += 1;
    return `${kind}-${this.#ids}`;
  }

  handle(ticketNo: TicketNo) {
    return this.env.client.workflow.getHandle(ticketWorkflowId(ticketNo));
  }

  async history(ticketNo: TicketNo): Promise<History> {
    return this.handle(ticketNo).fetchHistory();
  }

  /** Throws where a history, run again, does something else. */
  async replay(ticketNo: TicketNo, history: History): Promise<void> {
    await Worker.runReplayHistory({ workflowBundle: this.#parts.workflowBundle }, history, ticketNo);
  }

  /** Before the histories are looked at: nothing moves any more. */
  async stopWorkers(): Promise<void> {
    for (const worker of this.#workers.splice(0)) if (worker.getState() === 'RUNNING') worker.shutdown();
    await Promise.all(this.#runs.splice(0));
  }

  async stop(): Promise<void> {
    try {
      await this.stopWorkers();
    } finally {
      await this.env.teardown();
    }
  }
}
