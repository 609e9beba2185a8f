import { type Instant, shownInstant } from '../../contracts/instants.ts';
import type { Words } from '../../contracts/words.ts';

export const OF_THE_DEPARTMENT: Words = {
  zh: '该部门的工作人员，且工单不针对其本人',
  en: 'a staff member of the department, whom the ticket is not about',
};

/** A day that a limit or milestone can be moved to: after the first instant, and where there is a last one not after that. */
export function workdayWithin(first: Instant, last: Instant | null): Words {
  const after = shownInstant(first);
  if (last === null) return { zh: `晚于 ${after} 的工作日`, en: `a workday after ${after}` };
  const until = shownInstant(last);
  return { zh: `晚于 ${after} 且不晚于 ${until} 的工作日`, en: `a workday after ${after} and not after ${until}` };
}
