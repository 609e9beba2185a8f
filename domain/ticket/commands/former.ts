import { type Draft, tellStaff } from '../draft.ts';

/** Whoever had what went back to a queue, and may not even find it any more, hears that and nothing else. */
export function tellFormer(draft: Draft, former: string | null): void {
  if (former === null || former === draft.state.assignee?.staffNo || isHisDoing(draft, former)) return;
  tellStaff(draft, { kind: 'staff', staffNo: former }, 'ticket-left');
}

/** Whoever had what somebody else has now hears with whom it goes on, unless he gave it away himself. */
export function tellHandedOn(draft: Draft, former: string | null, to: string): void {
  const { assignee, lead } = draft.state;
  const hasIt = former === assignee?.staffNo || former === lead?.staffNo;
  if (former === null || hasIt || isHisDoing(draft, former)) return;
  tellStaff(draft, { kind: 'staff', staffNo: former }, 'ticket-handed-on', { staffNo: to });
}

function isHisDoing({ actor }: Draft, staffNo: string): boolean {
  return actor.kind === 'staff' && actor.staffNo === staffNo;
}
