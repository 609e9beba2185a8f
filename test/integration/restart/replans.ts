import { setTimeout as pause } from 'node:timers/promises';
import type { Kysely } from 'kysely';
import { findJob, type JobRow } from '../../../db/repositories/timetables/jobs.ts';
import { versionsInForce } from '../../../db/repositories/timetables/timetables.ts';
import type { DB } from '../../../db/schema/rows.ts';
import type { ClockRuleId } from '../../../domain/clocks/rules.ts';
import type { Length } from '../../../domain/clocks/setting.ts';
import { STANDARD_POLICY } from '../../../domain/clocks/standardPolicy.ts';
import { publishDraft } from '../../../intake/timetables/inForce.ts';
import { createDraft } from '../../../intake/timetables/life.ts';

export const MANAGER = { kind: 'staff', staffNo: '9001', role: 'manager', department: 'FRONT' } as const;

/** Publishes a policy in which a limit has another length. */
export async function published(db: Kysely<DB>, id: ClockRuleId, length: Length): Promise<number> {
  const clocks = { ...STANDARD_POLICY.clocks, [id]: { ...STANDARD_POLICY.clocks[id], length } };
  const { policy: basedOn } = await versionsInForce(db);
  const content = { ...STANDARD_POLICY, clocks };
  const version = await createDraft(db, { kind: 'policy', actor: MANAGER, content, basedOn, note: '' });
  await publishDraft(db, { kind: 'policy', version, actor: MANAGER, reason: 'a test', force: false });
  return version;
}

export async function jobAfter(db: Kysely<DB>, id: string, holds: (job: JobRow) => boolean): Promise<JobRow> {
  for (;;) {
    const job = await findJob(db, id);
    if (job !== null && holds(job)) return job;
    await pause(20);
  }
}

/** A job that nothing is left to do of. */
export function isOver({ status }: JobRow): boolean {
  return status !== 'queued' && status !== 'running';
}
