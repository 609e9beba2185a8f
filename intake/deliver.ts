import type { MessagePosted } from '../contracts/commands.ts';
import type { OutboxRow } from '../db/repositories/outbox.ts';
import type { JsonValue } from '../db/schema/rows.ts';
import type { TicketClient } from './ticketClient.ts';

/**
 * Tells Temporal what one outbox row says. An archived ticket needs no telling and never starts a workflow again:
 * past the retention Temporal has forgotten that it once ran.
 */
export async function deliver(door: Pick<TicketClient, 'start' | 'messagePosted'>, row: OutboxRow): Promise<void> {
  if (row.status === 'ARCHIVED' || row.status === 'PURGED') return;
  switch (row.kind) {
    case 'start':
      return door.start(row.state);
    case 'message':
      return door.messagePosted(row.ticketNo, messageOf(row.payload));
  }
}

function messageOf(payload: JsonValue): MessagePosted {
  // Border: `postMessage` wrote this row's payload as a MessagePosted.
  return payload as unknown as MessagePosted;
}
