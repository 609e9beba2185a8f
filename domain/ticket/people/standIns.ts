import type { Notice, NoticeTemplate } from '../../../contracts/notices.ts';
import { saysTheSame } from '../draft.ts';
import type { TicketState } from '../state.ts';
import { withDeputies } from './deputies.ts';
import { SUPERVISORS } from './owner.ts';

/** What says of a limit that it nears its end, or was missed. */
const OF_LIMITS: readonly NoticeTemplate[] = [
  'clock-warning',
  'clock-target-missed',
  'clock-breached',
  'clock-overdue',
];

/** Who is told by his number of a limit that is his to keep. */
export function keepersTold(notices: readonly Notice[]): readonly string[] {
  const numbers = notices.flatMap(({ template, to }) =>
    OF_LIMITS.includes(template) && to.kind === 'staff' ? to.staffNo : [],
  );
  return [...new Set(numbers)];
}

/** With what the supervisors are told as well, who stand in for those of the keepers who are not at work: no limit lies with them alone (DECISION, docs/norms.md). */
export function withStandIns(
  notices: readonly Notice[],
  absent: readonly string[],
  state: Pick<TicketState, 'judged' | 'judgedRoles'>,
): readonly Notice[] {
  const theirs = notices.filter((notice) => keepersTold([notice]).some((staffNo) => absent.includes(staffNo)));
  const supervisors = withDeputies(state, SUPERVISORS);
  const also = theirs.flatMap((notice) => supervisors.map((to): Notice => ({ ...notice, to })));
  return [...notices, ...also.filter((notice) => !notices.some((said) => saysTheSame(said, notice)))];
}
