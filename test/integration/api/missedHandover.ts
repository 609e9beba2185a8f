import { sql } from 'kysely';
import type { Desk } from './desk.ts';

const HOUR_MS = 3_600_000;

const ago = (hours: number): string => new Date(Date.now() - hours * HOUR_MS).toISOString();

/** A note that nobody has accepted, two hours after its limit; `told` is what else its state tells. */
export async function missedHandover({ database: { db } }: Desk, id: string, told: object = {}): Promise<void> {
  const clock = {
    key: 'SHIFT_HANDOVER#1',
    id: 'SHIFT_HANDOVER',
    status: 'running',
    breached: true,
    startedAt: ago(20),
    stoppedAt: null,
    pauses: [],
    timetable: { calendar: 1, policy: 1 },
    plan: { dueAt: ago(2), targetAt: null, moments: [], provisional: false },
  };
  const state = JSON.stringify({ clocks: [clock], ...told });
  await sql`insert into handovers (handover_id, day, shift, starts_at, ends_at, status, due_at, breached, opening, state)
    values (${id}, '2025-11-03', 'DAY', ${ago(20)}, ${ago(2)}, 'OPEN', ${ago(2)}, true, '{}', ${state})`.execute(db);
}
