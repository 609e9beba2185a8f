import type { MessagePosted } from '../contracts/commands.ts';
import type { TicketNo } from '../contracts/ids.ts';
import type { TicketState } from '../domain/ticket/state.ts';

/** What intake asks of the engine; the ticket client gives it. */
export interface WorkflowDoor {
  /** Starts the ticket's workflow; starting it again changes nothing. */
  start(state: TicketState): Promise<void>;
  messagePosted(ticketNo: TicketNo, message: MessagePosted): Promise<void>;
}

/** Where intake says what nobody waits for; a pino logger fits. */
export interface Log {
  info(fields: object, text: string): void;
  warn(fields: object, text: string): void;
}

export const SILENT: Log = { info: () => undefined, warn: () => undefined };
