import type { HandoverClockId } from '../../contracts/clocks.ts';
import type { Clock } from '../clocks/types.ts';
import { change, happened, type HandoverDraft, stopClock } from './draft.ts';
import { momentsAhead } from '../clocks/running/ticking.ts';

/** Does what has come for the limit: near its end the note is put together, and at its end once more. */
export function passMoments(draft: HandoverDraft, keys: readonly string[]): void {
  for (const clock of draft.state.clocks) if (keys.includes(clock.key)) passMomentsOf(draft, clock);
}

function passMomentsOf(draft: HandoverDraft, clock: Clock<HandoverClockId>): void {
  const come = momentsAhead(clock).filter((moment) => moment.at <= draft.at);
  const last = come.at(-1);
  if (last === undefined) return;
  change(draft, { clocks: draft.state.clocks.map((one) => (one === clock ? { ...one, doneUntil: last.at } : one)) });
  const { accepted } = draft.state;
  if (accepted === null) {
    happened(draft, 'clock-warned', { clock: clock.id, key: clock.key, at: last.at, kind: last.kind });
    draft.errand = 'prepare';
  } else if (last.kind === 'due') {
    stopClock(draft, accepted.at, 'done');
    happened(draft, 'ended', { at: last.at });
    draft.errand = 'give';
  }
}

/** The end of the shift, prolonged or not, has come. */
export function isDue({ doneUntil, plan }: Clock<HandoverClockId>): boolean {
  const dueAt = plan?.dueAt ?? null;
  return doneUntil !== null && dueAt !== null && doneUntil >= dueAt;
}
