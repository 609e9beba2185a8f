import type { Instant } from '../../../contracts/instants.ts';
import { instantOf, msOf } from '../../calendar/zone.ts';
import { endOf } from './lengths.ts';
import { ruleUnder } from '../ruleUnder.ts';
import type { Timetable } from '../timetable.ts';

/** The E-Commerce Law (art. 31) has trade data kept for three years (docs/norms.md, clocks). */
const TRADE_DATA = { kind: 'months', n: 36 } as const;

/** How long the record of an archived ticket is kept. */
export interface Retention {
  /** From then on it may be purged: the last day it is kept has ended. */
  readonly keptUntil: Instant | null;
  /** What holds it longer than the policy's RETENTION. */
  readonly hold: 'dispute' | null;
}

/** As the policy says, in the calendar's zone; with a dispute on it for three years at least. Throws a RangeError for a malformed instant. */
export function retentionOf(
  { archivedAt, disputed }: { readonly archivedAt: Instant; readonly disputed: boolean },
  { calendar, policy }: Timetable,
): Retention {
  const start = msOf(archivedAt);
  const usual = endOf(ruleUnder(policy, 'RETENTION').length, start, calendar);
  const held = disputed ? endOf(TRADE_DATA, start, calendar) : null;
  if (held !== null && (usual === null || held > usual)) return { keptUntil: instantOf(held), hold: 'dispute' };
  return { keptUntil: usual === null ? null : instantOf(usual), hold: null };
}
