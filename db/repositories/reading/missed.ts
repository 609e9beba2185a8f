import { type RawBuilder, sql } from 'kysely';
import { LAPSING_CLOCK_IDS } from '../../../domain/clocks/rules.ts';

/** `isMissed` of domain/clocks/running/ticking.ts, now, for rows of `clocks` or like them. */
export function isMissed(clocks: string): RawBuilder<boolean> {
  const column = (name: string) => sql.ref(`${clocks}.${name}`);
  return sql<boolean>`(${column('breached')} or (${column('status')} = 'running' and ${column('due_at')} <= now()
    and ${column('id')} <> all(${[...LAPSING_CLOCK_IDS]})))`;
}
