import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import { createRecord } from '../../../activities/record.ts';
import type { TicketNo } from '../../../contracts/ids.ts';
import type { Instant } from '../../../contracts/instants.ts';
import { readTicketState } from '../../../db/repositories/states.ts';
import { decide, type TicketInput } from '../../../domain/ticket/decide.ts';
import { recordOf } from '../../../domain/ticket/record.ts';
import { standardTimetables } from '../../support/timetables.ts';
import type { Ground } from './ground.ts';

/** Writes what the input makes of the ticket, as a worker does that dies, or whose Temporal dies, before that is told there. */
export async function lose(
  { database: { db } }: Ground,
  ticketNo: TicketNo,
  input: TicketInput,
  { cause = randomUUID(), at = new Date().toISOString() }: { cause?: string; at?: Instant } = {},
): Promise<void> {
  const state = await readTicketState(db, ticketNo);
  if (state === null) throw new Error(`${ticketNo} is not there`);
  const decision = decide(state, input, at);
  if (!decision.ok) throw new Error(decision.refusal.detail.en);
  const write = createRecord({ db, timetables: standardTimetables });
  expect((await write(recordOf(cause, state, decision))).adopted).toBeNull();
}
