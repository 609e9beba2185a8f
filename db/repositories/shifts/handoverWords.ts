import { type Kysely, sql } from 'kysely';
import type { HandoverEventType, HandoverId } from '../../../contracts/handovers.ts';
import type { Actor } from '../../../contracts/people.ts';
import { inTransaction } from '../../inTransaction.ts';
import type { DB } from '../../schema/rows.ts';

/** Words of the shift that leaves; they never go through Temporal. */
export interface HandoverWords {
  readonly handoverId: HandoverId;
  readonly text: string | null;
  readonly lines: readonly { readonly ticketNo: string; readonly text: string }[];
  readonly actor: Actor;
  readonly staffNo: string;
}

/** Writes words about the whole and about single tickets, in place of earlier ones, while the note is open. False where it is not. */
export async function writeWords(db: Kysely<DB>, words: HandoverWords): Promise<boolean> {
  const { handoverId, text, lines, actor, staffNo } = words;
  return inTransaction(db, async (tx) => {
    const open = await tx
      .selectFrom('handovers')
      .select('handover_id')
      .where('handover_id', '=', handoverId)
      .where('status', '=', 'OPEN')
      .forUpdate()
      .executeTakeFirst();
    if (open === undefined) return false;
    const said = { noted_by: staffNo, noted_at: sql<Date>`now()` };
    if (text !== null) {
      await tx
        .updateTable('handovers')
        .set({ note: text, ...said })
        .where('handover_id', '=', handoverId)
        .execute();
    }
    for (const line of lines) {
      await tx
        .updateTable('handover_lines')
        .set({ note: line.text, ...said })
        .where('handover_id', '=', handoverId)
        .where(sql<boolean>`ticket_no = ${line.ticketNo}`)
        .execute();
    }
    await writeAside(tx, { handoverId, type: 'noted', actor, data: { whole: text !== null, lines: lines.length } });
    return true;
  });
}

interface Aside {
  readonly handoverId: HandoverId;
  readonly type: Extract<HandoverEventType, 'noted' | 'refused' | 'breach-explained'>;
  readonly actor: Actor;
  readonly data: Readonly<Record<string, string | number | boolean>>;
}

/** A line of the record that no decision of the workflow made: words, and attempts that were refused. */
export async function writeAside(db: Kysely<DB>, { handoverId, type, actor, data }: Aside): Promise<void> {
  await db
    .insertInto('handover_events')
    .values({
      handover_id: handoverId,
      type,
      at: sql<Date>`now()`,
      actor: JSON.stringify(actor),
      data: JSON.stringify(data),
    })
    .execute();
}
