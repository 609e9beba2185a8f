import type { MessagePosted } from '../contracts/commands.ts';
import { isArchived } from '../contracts/ticket.ts';
import type { OutboxRow } from '../db/repositories/outbox.ts';
import type { JsonValue } from '../db/schema/rows.ts';
import { startingFirst, tellHowFar } from './startingFirst.ts';
import type { TicketClient } from './ticketClient.ts';

type Door = Pick<TicketClient, 'start' | 'messagePosted' | 'recorded'>;

/**
 * Tells Temporal what one outbox row says. An archived ticket needs no telling and never starts a workflow again:
 * past the retention Temporal has forgotten that it once ran. Nor does what was decided on, which a run begun since would not recognise.
 */
export async function deliver(door: Door, row: OutboxRow): Promise<void> {
  if (isArchived(row.status) || row.decided) return;
  const start = (): Promise<void> => door.start(row.state);
  switch (row.kind) {
    case 'start':
      return start();
    case 'message':
      return startingFirst(start, () => door.messagePosted(row.ticketNo, messageOf(row.payload)));
    case 'recorded':
      return tellHowFar(door, row.state);
  }
}

function messageOf(payload: JsonValue): MessagePosted {
  // Border: `postMessage` wrote this row's payload as a MessagePosted.
  return payload as unknown as MessagePosted;
}
