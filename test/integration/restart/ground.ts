import { randomUUID } from 'node:crypto';
import { Client, Connection, type WorkflowClientInterceptor, type WorkflowHandle } from '@temporalio/client';
import { IllegalStateError, NativeConnection, Worker } from '@temporalio/worker';
import { inject } from 'vitest';
import { createIncidents } from '../../../activities/answerFollowers.ts';
import { createHandovers } from '../../../activities/handovers.ts';
import { type Activities, createActivities } from '../../../activities/index.ts';
import { createReassignments } from '../../../activities/reassign.ts';
import { createTimetableJobs } from '../../../activities/timetableJobs.ts';
import { renderNotice } from '../../../channels/notices/render.ts';
import type { CommandName, CommandPayloads } from '../../../contracts/commands.ts';
import { TASK_QUEUES, ticketWorkflowId, type TicketNo } from '../../../contracts/ids.ts';
import type { Actor } from '../../../contracts/people.ts';
import { readTicketState } from '../../../db/repositories/states.ts';
import { createTimetableSource } from '../../../db/repositories/timetables/timetables.ts';
import type { TimetableSource } from '../../../domain/clocks/timetable.ts';
import { createIntake, type Intake } from '../../../intake/openTicket.ts';
import { createHandoverClient, type HandoverClient } from '../../../intake/handoverClient.ts';
import { createReviewClient, type ReviewClient } from '../../../intake/reviewClient.ts';
import { createReassignmentClient, type ReassignmentClient } from '../../../intake/reassignments/reassignmentClient.ts';
import { createTicketClient, type TicketClient } from '../../../intake/ticketClient.ts';
import { createJobClient, type JobClient } from '../../../intake/timetables/jobClient.ts';
import { reviewPort, ticketPort } from '../../../worker/ports.ts';
import { commandOf, people } from '../../support/desk.ts';
import { numberOf, request } from '../db/counter.ts';
import { createDemoDatabase, type TestDatabase } from '../../support/postgres.ts';
import { startTestTemporal } from '../../support/servers.ts';
import { orStopped, stopAll } from '../../support/stopping.ts';
import { untilAnswered } from '../../support/untilAnswered.ts';

/** So few that a ticket with some commands continues as new several times. */
export const SUGGESTED_EVENTS = 60;
const NAMESPACE = 'kefu';

/** One run of a ticket's workflow. */
export interface Run {
  readonly events: number;
  /** The summaries of the timers that are still to fire. */
  readonly timers: readonly string[];
}

function textOf(data: Uint8Array | null | undefined): string {
  return Buffer.from(data ?? [])
    .toString('utf8')
    .replaceAll('"', '');
}

/** A local activity that a forced stop leaves behind may hold the native worker when it is given back: stopped it is. */
function unlessStillHeld(error: unknown): void {
  if (!(error instanceof IllegalStateError)) throw error;
}

/** Real tickets: PostgreSQL, a Temporal server with short histories, and workers that come and go. */
export class Ground {
  readonly database: TestDatabase;
  /** Of its own server. */
  readonly address: string;
  readonly tickets: TicketClient;
  readonly jobs: JobClient;
  readonly reviews: ReviewClient;
  readonly handovers: HandoverClient;
  readonly reassignments: ReassignmentClient;
  readonly intake: Intake;
  readonly #timetables: TimetableSource;
  readonly #client: Client;
  readonly #native: NativeConnection;
  readonly #stopServer: () => Promise<void>;
  readonly #stopWorkers = new Set<() => Promise<void>>();

  private constructor(
    database: TestDatabase,
    parts: { address: string; client: Client; native: NativeConnection; stop: () => Promise<void> },
  ) {
    this.database = database;
    this.address = parts.address;
    this.#client = parts.client;
    this.#native = parts.native;
    this.#stopServer = parts.stop;
    this.tickets = createTicketClient(parts.client);
    this.jobs = createJobClient(parts.client);
    this.reviews = createReviewClient(parts.client);
    this.handovers = createHandoverClient(parts.client);
    this.reassignments = createReassignmentClient(parts.client);
    this.#timetables = createTimetableSource(database.db);
    this.intake = createIntake({ db: database.db, ticketClient: this.tickets, timetables: this.#timetables });
  }

  static async prepare(interceptors: readonly WorkflowClientInterceptor[] = []): Promise<Ground> {
    const database = await createDemoDatabase();
    const { address, stop } = await startTestTemporal([`limit.historyCount.suggestContinueAsNew=${SUGGESTED_EVENTS}`]);
    return orStopped(stop, async () => {
      const connection = await Connection.connect({ address });
      const native = await NativeConnection.connect({ address });
      const client = new Client({ connection, namespace: NAMESPACE, interceptors: { workflow: [...interceptors] } });
      return new Ground(database, { address, client, native, stop });
    });
  }

  async give<Name extends CommandName>(
    ticketNo: TicketNo,
    actor: Actor,
    [name, payload]: readonly [Name, CommandPayloads[Name]],
    textId: string | null = null,
  ): Promise<void> {
    const command = { ...commandOf(name, actor, payload), textId };
    const id = randomUUID();
    await untilAnswered(() => this.tickets.execute(ticketNo, command, id));
  }

  /** A ticket whose workflow has begun. */
  async opened(): Promise<TicketNo> {
    const ticketNo = await numberOf(this.intake.open(request()));
    await this.intake.settled();
    return ticketNo;
  }

  /** A ticket that its customer has withdrawn and complains of: a review of it has begun. */
  async complainedOf(): Promise<TicketNo> {
    const ticketNo = await this.opened();
    const state = await readTicketState(this.database.db, ticketNo);
    const buyer: Actor = { kind: 'customer', companyId: state?.companyId ?? '', accountId: 'any' };
    if (state?.status === 'RECEIVED') await this.give(ticketNo, people.agent, ['take-over', {}]);
    await this.give(ticketNo, buyer, ['withdraw', {}]);
    await this.give(ticketNo, buyer, ['complain', { about: null }]);
    return ticketNo;
  }

  /** A worker for both queues; resolves with what stops it. `around` may stand between it and the world. */
  async worker(
    maxCachedWorkflows: number,
    around: (activities: Activities) => Activities = (activities) => activities,
  ): Promise<() => Promise<void>> {
    const common = { connection: this.#native, namespace: NAMESPACE, shutdownForceTime: '3s' } as const;
    const { db } = this.database;
    const timetables = this.#timetables;
    const { notify, ...onTickets } = around(
      createActivities({ db, timetables, mailer: null, publicUrl: null, render: renderNotice }),
    );
    const tickets = ticketPort(this.tickets);
    const jobs = createTimetableJobs({ db, timetables, tickets, reviews: reviewPort(this.reviews) });
    const incidents = createIncidents({ db, tickets });
    const handovers = createHandovers({ db, timetables, tickets });
    const reassignments = createReassignments({ db, tickets, reviews: reviewPort(this.reviews) });
    const workers = await Promise.all([
      Worker.create({
        ...common,
        workflowBundle: { codePath: inject('workflowBundlePath') },
        taskQueue: TASK_QUEUES.tickets,
        activities: { ...onTickets, ...jobs, ...incidents, ...handovers, ...reassignments },
        maxCachedWorkflows,
        stickyQueueScheduleToStartTimeout: '2s',
      }),
      Worker.create({ ...common, taskQueue: TASK_QUEUES.notifications, activities: { notify } }),
    ]);
    const ended = Promise.all(workers.map((worker) => worker.run().catch(unlessStillHeld)));
    const stop = async (): Promise<void> => {
      this.#stopWorkers.delete(stop);
      for (const worker of workers) worker.shutdown();
      await ended;
    };
    this.#stopWorkers.add(stop);
    return stop;
  }

  handle(workflowId: string, runId?: string): WorkflowHandle {
    return this.#client.workflow.getHandle(workflowId, runId);
  }

  /** How many workflows Temporal's list shows for this query. */
  async countListed(query: string): Promise<number> {
    return (await this.#client.workflow.count(query)).count;
  }

  /** The workflow that started this one. */
  async parentOf(workflowId: string): Promise<string | undefined> {
    const { parentExecution } = await this.#client.workflow.getHandle(workflowId).describe();
    return parentExecution?.workflowId ?? undefined;
  }

  /** As an operator does whose ticket cannot be replayed any more: its run begins anew after its first task. */
  async resetToFirstTask(workflowId: string): Promise<void> {
    const { runId } = await this.handle(workflowId).describe();
    const { events } = await this.handle(workflowId, runId).fetchHistory();
    const first = events?.find(({ workflowTaskCompletedEventAttributes: completed }) => completed);
    await this.#client.workflowService.resetWorkflowExecution({
      namespace: NAMESPACE,
      workflowExecution: { workflowId, runId },
      workflowTaskFinishEventId: first?.eventId ?? null,
      requestId: `reset-${workflowId}`,
      reason: 'cannot be replayed',
    });
  }

  /** Until nothing is under way for this workflow any more. */
  async idle(workflowId: string): Promise<void> {
    for (;;) {
      const { raw } = await this.handle(workflowId).describe();
      if ((raw.pendingActivities ?? []).length === 0 && !raw.pendingWorkflowTask) return;
    }
  }

  /** What the ticket's current run has recorded. */
  async history(ticketNo: TicketNo) {
    return this.#client.workflow.getHandle(ticketWorkflowId(ticketNo)).fetchHistory();
  }

  /** What each run of the ticket has recorded, the current one last. */
  async histories(ticketNo: TicketNo) {
    const histories: Awaited<ReturnType<WorkflowHandle['fetchHistory']>>[] = [];
    let runId: string | undefined;
    do {
      const history = await this.handle(ticketWorkflowId(ticketNo), runId).fetchHistory();
      histories.unshift(history);
      runId = history.events?.[0]?.workflowExecutionStartedEventAttributes?.continuedExecutionRunId ?? '';
    } while (runId !== '');
    return histories;
  }

  /** Every run of the ticket, the current one last. */
  async runs(ticketNo: TicketNo): Promise<Run[]> {
    return (await this.histories(ticketNo)).map(({ events }) => {
      const history = events ?? [];
      const over = history.map(({ timerFiredEventAttributes: fired, timerCanceledEventAttributes: cancelled }) =>
        String(fired?.startedEventId ?? cancelled?.startedEventId),
      );
      const waiting = history.filter(
        (event) => event.timerStartedEventAttributes && !over.includes(String(event.eventId)),
      );
      return {
        events: history.length,
        timers: waiting.map((event) => textOf(event.userMetadata?.summary?.data)),
      };
    });
  }

  /** Leaves nothing behind, also of a test that failed before it stopped its worker. */
  async clear(): Promise<void> {
    await stopAll([
      () => this.intake.settled(),
      ...this.#stopWorkers,
      () => this.#client.connection.close(),
      () => this.#native.close(),
      () => this.#stopServer(),
      () => this.database.drop(),
    ]);
  }
}
