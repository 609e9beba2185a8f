import type { TicketClockId } from '../../contracts/clocks.ts';
import { appealUntil, reconsiderUntil } from './deadlines.ts';
import { awaitedParty, type Dispute, stepOf } from './dispute.ts';
import type { StepRule } from './rules.ts';

/** How a dispute stands, in codes and instants. */
export type Standing = {
  readonly stage: StepRule['stage'];
  /** On whom it waits now; null: it is over. */
  readonly waitsOn: StepRule['waitsOn'];
  /** The limit that runs; `dueAt` is added where the decision is written, since only then it is planned. */
  readonly window: TicketClockId | null;
  /** Of a ruling; null: it is final. */
  readonly appealUntil?: string | null;
  readonly reconsiderUntil?: string;
};

/** What each notice and line of the timeline says of a dispute besides what happened: who is waited on next, and until when. */
export function standing(dispute: Dispute): Standing {
  const { stage, waitsOn, clock } = stepOf(dispute);
  const reconsider = reconsiderUntil(dispute);
  return {
    stage,
    waitsOn: waitsOn === 'parties' ? (awaitedParty(dispute) ?? waitsOn) : waitsOn,
    window: clock,
    ...(stage === 'RULED' ? { appealUntil: appealUntil(dispute) } : {}),
    ...(reconsider === null ? {} : { reconsiderUntil: reconsider }),
  };
}
