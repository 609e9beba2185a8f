import { CHINA_CALENDAR } from '../../domain/calendar/china.ts';
import { nextWorkdayEnd } from '../../domain/clocks/planning/limits.ts';

const FOR_MS = 1000;
const BATCH = 1000;
const YEAR_2025 = Date.UTC(2025, 0, 1);
const STEP_MS = 7_919_000;

/** Ends of the n-th workday, computed in each second of one process. */
export function measureDeadlines(): number {
  const instants = Array.from({ length: BATCH }, (_, n) => new Date(YEAR_2025 + n * STEP_MS).toISOString());
  let done = 0;
  const begin = performance.now();
  while (performance.now() - begin < FOR_MS) {
    instants.forEach((at, n) => nextWorkdayEnd(at, 1 + (n % 15), CHINA_CALENDAR));
    done += BATCH;
  }
  return done / ((performance.now() - begin) / 1000);
}
