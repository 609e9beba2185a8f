import type { Instant } from '../../contracts/instants.ts';
import type { SlaClass } from '../../contracts/ticket.ts';
import { isQualityMatter } from '../catalog/qualityMatters.ts';
import { cancelClocks, startUnlessTicking } from './clockwork.ts';
import type { Draft } from './draft.ts';
import type { TicketState } from './state.ts';

/**
 * From when on the next report of progress is reckoned: the last one, or the end of the last pause where that came later, else the
 * receipt (§7; docs/norms.md, clocks).
 */
export function lastHeard({ receivedAt, reportedAt = receivedAt, clocks }: TicketState): Instant {
  const pausesOver = clocks.flatMap(({ pauses }) => pauses.flatMap(({ to }) => to ?? []));
  return [reportedAt, ...pausesOver].reduce((latest, at) => (at > latest ? at : latest), receivedAt);
}

/**
 * Special tickets are reported on regularly. What becomes special is so from now on, as nobody was to report on it before; what was it
 * before goes on in the rhythm that it had, unless that has run out meanwhile. What is none any more is so only once it is past its target.
 */
export function followRhythm(draft: Draft, before: SlaClass | null): void {
  const { slaClass, category, round } = draft.state;
  if (slaClass !== 'special') {
    if (before === 'special') cancelClocks(draft, ['PROGRESS_SYNC']);
  } else if (round === 0 && !isQualityMatter(category))
    startUnlessTicking(draft, { id: 'PROGRESS_SYNC', startedAt: rhythmGoesOnFrom(draft) });
}

function rhythmGoesOnFrom({ state, at }: Draft): Instant {
  const { status, startedAt, plan } = state.clocks.findLast(({ id }) => id === 'PROGRESS_SYNC') ?? {};
  if (status !== 'cancelled' || startedAt === undefined || (plan?.dueAt ?? at) <= at) return at;
  const heard = lastHeard(state);
  return heard > startedAt ? heard : startedAt;
}
