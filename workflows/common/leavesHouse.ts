import { patched } from '@temporalio/workflow';
import type { ClockId } from '../../contracts/clocks.ts';
import type { Notice } from '../../contracts/notices.ts';
import { foundMissed } from '../../domain/clocks/running/foundMissed.ts';
import type { Clock } from '../../domain/clocks/types.ts';

interface Clocks {
  readonly clocks: readonly Clock<ClockId>[];
}

/**
 * Whether a notice of this decision goes out by mail. A limit that was found missed before its timer told of it was told to nobody by
 * cases from before that was so; this patch may go two months after its release.
 */
export function leavesHouse(
  before: Clocks,
  { state, notices }: { readonly state: Clocks; readonly notices: readonly Notice[] },
  input: { readonly name: string; readonly keys?: readonly string[] },
): boolean {
  const mailed = notices.filter(({ mail }) => mail);
  if (mailed.length === 0) return false;
  const found = foundMissed(before.clocks, state.clocks, input.keys ?? []).map(({ id }) => id);
  const ofFound = ({ template, params }: Notice): boolean =>
    template === 'clock-breached' && found.some((id) => id === params['clock']);
  return !mailed.every(ofFound) || patched('found-breaches-told');
}
