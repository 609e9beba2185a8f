import type { Kysely } from 'kysely';
import type { ErrorCode } from '../../../contracts/errors.ts';
import type { TaskId, TicketNo } from '../../../contracts/ids.ts';
import type { Actor } from '../../../contracts/people.ts';
import type { DB } from '../../schema/rows.ts';

/** A command that was refused to somebody. */
export interface Attempt {
  readonly ticketNo: TicketNo;
  /** As in the URL. */
  readonly command: string;
  readonly taskId: TaskId | null;
  readonly actor: Actor;
  readonly code: ErrorCode;
}

/** Writes the attempt down, at PostgreSQL's time. Throws where there is no such ticket. */
export async function storeAttempt(db: Kysely<DB>, attempt: Attempt): Promise<void> {
  const { ticketNo, command, taskId, actor, code } = attempt;
  await db
    .insertInto('attempts')
    .values({ ticket_no: ticketNo, command, task_id: taskId, actor: JSON.stringify(actor), code })
    .execute();
}

/** One page of a ticket's refused attempts, the latest first, before the one of that id. */
export function listAttempts(
  db: Kysely<DB>,
  { ticketNo, before, limit }: { ticketNo: TicketNo; before: number | null; limit: number },
) {
  const rows = db
    .selectFrom('attempts')
    .selectAll()
    .where('ticket_no', '=', ticketNo)
    .orderBy('id', 'desc')
    .limit(limit);
  return (before === null ? rows : rows.where('id', '<', String(before))).execute();
}
export type AttemptRow = Awaited<ReturnType<typeof listAttempts>>[number];
