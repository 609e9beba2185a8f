import { type Draft, tellStaff } from '../draft.ts';

/** Whoever had what went back to a queue, and may not even find it any more, hears that and nothing else. */
export function tellFormer(draft: Draft, former: string | null): void {
  const { actor, state } = draft;
  const isNews = former !== null && former !== state.assignee?.staffNo;
  if (!isNews || (actor.kind === 'staff' && actor.staffNo === former)) return;
  tellStaff(draft, { kind: 'staff', staffNo: former }, 'ticket-left');
}
