import type { Kysely } from 'kysely';
import { versionsInForce } from '../../db/repositories/timetables/timetables.ts';
import type { DB } from '../../db/schema/rows.ts';
import type { ClockRuleId } from '../../domain/clocks/rules.ts';
import type { ClockSetting } from '../../domain/clocks/setting.ts';
import { STANDARD_POLICY } from '../../domain/clocks/standardPolicy.ts';
import { publishDraft } from '../../intake/timetables/inForce.ts';
import { createDraft } from '../../intake/timetables/life.ts';

export const WHOEVER = { kind: 'system' } as const;

/** The standard policy but for one limit. @returns its version, not in force yet. */
export async function draftPolicy(db: Kysely<DB>, clock: ClockRuleId, setting: Partial<ClockSetting>): Promise<number> {
  const changed = { ...STANDARD_POLICY.clocks[clock], ...setting };
  const content = { ...STANDARD_POLICY, clocks: { ...STANDARD_POLICY.clocks, [clock]: changed } };
  const { policy: basedOn } = await versionsInForce(db);
  return createDraft(db, { kind: 'policy', actor: WHOEVER, content, basedOn, note: 'measured' });
}

/** The same, in force for new tickets. */
export async function publishPolicy(
  db: Kysely<DB>,
  clock: ClockRuleId,
  setting: Partial<ClockSetting>,
): Promise<number> {
  const version = await draftPolicy(db, clock, setting);
  await publishDraft(db, { kind: 'policy', version, actor: WHOEVER, reason: 'measured', force: true });
  return version;
}
