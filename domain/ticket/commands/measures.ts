import { type Draft, tellStaff } from '../draft.ts';
import { happenedInDispute, standingNow, tellBothParties } from '../tellParties.ts';
import { MANAGERS } from '../people/owner.ts';
import { measuresRun } from '../underDispute.ts';

/** What the desk does to measures without their being done: `ended` without, `extended` to a later day, `replanned`. */
type MeasuresChange = 'measure-ended' | 'measure-extended' | 'measures-replanned';

/** What was ordered in public is changed in public: both parties are told with the reason, and the manager where it is his word. Nothing where no measures run. */
export function tellMeasuresChange(draft: Draft, change: MeasuresChange): void {
  if (!measuresRun(draft.state)) return;
  happenedInDispute(draft, 'measures-changed');
  const params = { happened: change };
  tellBothParties(draft, { template: 'dispute-measures', params, words: true });
  if (draft.state.dispute?.ruling?.final === true)
    tellStaff(draft, MANAGERS, 'dispute-measures', { ...standingNow(draft), ...params });
}
