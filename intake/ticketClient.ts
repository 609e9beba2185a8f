import { type Client, WithStartWorkflowOperation } from '@temporalio/client';
import type { Command, CommandOutcome, MessagePosted } from '../contracts/commands.ts';
import { TASK_QUEUES, ticketWorkflowId, type TicketNo } from '../contracts/ids.ts';
import { findCategory } from '../domain/catalog/categories.ts';
import { withAddedLater } from '../domain/ticket/addedLater.ts';
import { owedErrands } from '../domain/ticket/errands.ts';
import type { TicketState } from '../domain/ticket/state.ts';
import { pingUpdate } from '../workflows/canary/messages.ts';
import type { canary } from '../workflows/canary/workflow.ts';
import { commandUpdates, messagePostedSignal, recordedSignal } from '../workflows/ticket/messages.ts';
import type { TicketRun } from '../workflows/ticket/run.ts';
import { searchAttributesOf } from '../workflows/ticket/searchAttributes.ts';
import type { ticket } from '../workflows/ticket/workflow.ts';
import { unlessStarted } from './unlessStarted.ts';
import { patiently } from './workflowCall.ts';

/** What the service asks of tickets' workflows. */
export interface TicketClient {
  /** Starts the ticket's workflow with a state as it stands in PostgreSQL; started already is fine, and one that somebody ended in Temporal goes on. */
  start(state: TicketState): Promise<void>;
  /** Throws `CommandRefused`, `ServiceUnavailable` or `WorkflowNotStarted`. */
  execute(ticketNo: TicketNo, command: Command, updateId: string): Promise<CommandOutcome>;
  messagePosted(ticketNo: TicketNo, message: MessagePosted): Promise<void>;
  /** Tells a running workflow how far its ticket has come in PostgreSQL. Throws `WorkflowNotStarted` or `ServiceUnavailable`. */
  recorded(state: TicketState): Promise<void>;
  /** Resolves when a worker has answered. */
  canary(): Promise<void>;
  /** Throws `ServiceUnavailable` unless Temporal itself answers, whether or not a worker does. */
  reachable(): Promise<void>;
}

export function createTicketClient(client: Client): TicketClient {
  return {
    start: (state) => patiently(client, () => startTicket(client, state)),
    execute: (ticketNo, command, updateId) => patiently(client, () => execute(client, { ticketNo, command, updateId })),
    messagePosted: (ticketNo, message) =>
      patiently(client, () =>
        client.workflow.getHandle(ticketWorkflowId(ticketNo)).signal(messagePostedSignal, message),
      ),
    recorded: ({ ticketNo, version }) =>
      patiently(client, () =>
        client.workflow.getHandle(ticketWorkflowId(ticketNo)).signal(recordedSignal, { version }),
      ),
    reachable: async () => {
      await patiently(client, () => client.workflowService.getSystemInfo({}));
    },
    canary: () => patiently(client, () => ping(client)),
  };
}

async function startTicket(client: Client, state: TicketState): Promise<void> {
  const run: TicketRun = { state, settled: [], errands: owedErrands(withAddedLater(state)) };
  await unlessStarted(() =>
    client.workflow.start<typeof ticket>('ticket', {
      taskQueue: TASK_QUEUES.tickets,
      workflowId: ticketWorkflowId(state.ticketNo),
      workflowIdReusePolicy: 'ALLOW_DUPLICATE_FAILED_ONLY',
      workflowIdConflictPolicy: 'USE_EXISTING',
      args: [run],
      typedSearchAttributes: searchAttributesOf(state),
      staticSummary: summaryOf(state),
    }),
  );
}

/** Category, channel and company: what an operator may read without seeing customer text. */
function summaryOf(state: TicketState): string {
  const category = state.category === null ? undefined : findCategory(state.category);
  return `${category?.zh ?? '未分类'} · ${category?.en ?? 'unclassified'} · ${state.channel} · ${state.companyId}`;
}

interface Execution {
  readonly ticketNo: TicketNo;
  readonly command: Command;
  readonly updateId: string;
}

async function execute(client: Client, { ticketNo, command, updateId }: Execution): Promise<CommandOutcome> {
  const update = commandUpdates.get(command.name);
  if (update === undefined) throw new Error(`no update is named ${command.name}`);
  const handle = client.workflow.getHandle(ticketWorkflowId(ticketNo));
  return handle.executeUpdate(update, { args: [command], updateId });
}

async function ping(client: Client): Promise<void> {
  await client.workflow.executeUpdateWithStart(pingUpdate, {
    startWorkflowOperation: new WithStartWorkflowOperation<typeof canary>('canary', {
      taskQueue: TASK_QUEUES.tickets,
      workflowId: 'kefu-canary',
      workflowIdConflictPolicy: 'USE_EXISTING',
      staticSummary: 'answers readiness checks',
      args: [],
    }),
  });
}
