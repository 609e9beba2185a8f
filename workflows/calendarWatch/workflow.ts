import { continueAsNew, setCurrentDetails, sleep } from '@temporalio/workflow';
import { localTime } from '../common/words.ts';
import { lookAtCalendar } from './activities.ts';

/** Looks each morning whether a year's notice of days off is missing, and has it told; each look is a run of its own. */
export async function calendarWatch(): Promise<void> {
  const { missing, nextAt } = await lookAtCalendar();
  const found = missing.length === 0 ? 'no notice is missing' : `the notice of ${missing.join(' and ')} is missing`;
  setCurrentDetails(`${found}; looks again at ${localTime(nextAt)}`);
  await sleep(Math.max(1, Date.parse(nextAt) - Date.now()), { summary: `looks again at ${localTime(nextAt)}` });
  await continueAsNew<typeof calendarWatch>();
}
