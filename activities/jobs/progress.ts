import type { JobProgress } from '../../contracts/jobs.ts';
import type { JobRow } from '../../db/repositories/timetables/jobs.ts';

/** How far a job has come, in counts and codes only. */
export function progressOf(job: JobRow): JobProgress {
  const { status, total, done, failed } = job;
  return { status, title: titleOf(job), total, done, failed, counts: countsOf(job) };
}

/** `what-if · calendar 3 · policy 2`. */
function titleOf({ kind, calendar, policy }: Pick<JobRow, 'kind' | 'calendar' | 'policy'>): string {
  const versions = [calendar === null ? [] : `calendar ${calendar}`, policy === null ? [] : `policy ${policy}`].flat();
  return [kind, ...versions].join(' · ');
}

function countsOf({ result }: JobRow): JobProgress['counts'] {
  if (result === null) return {};
  if (result.kind === 'what-if') return result.totals;
  const { tickets, reviews, limits } = result;
  return { ...tickets, 'reviews replanned': reviews?.replanned ?? 0, 'limits moved': limits.moved };
}
