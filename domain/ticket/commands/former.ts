import { type Draft, tellStaff } from '../draft.ts';

/** Whoever had what went back to a queue, and may not even find it any more, hears that and nothing else. */
export function tellFormer(draft: Draft, former: string | null): void {
  const { actor, state } = draft;
  const isNews = former !== null && former !== state.assignee?.staffNo;
  if (!isNews || (actor.kind === 'staff' && actor.staffNo === former)) return;
  tellStaff(draft, { kind: 'staff', staffNo: former }, 'ticket-left');
}

/** Whoever had what somebody else has now hears with whom it goes on, unless he gave it away himself. */
export function tellHandedOn(draft: Draft, former: string | null, to: string): void {
  const { actor, state } = draft;
  const hasIt = former === state.assignee?.staffNo || former === state.lead?.staffNo;
  if (former === null || hasIt || (actor.kind === 'staff' && actor.staffNo === former)) return;
  tellStaff(draft, { kind: 'staff', staffNo: former }, 'ticket-handed-on', { staffNo: to });
}
