import type { JobProgress } from '../../contracts/jobs.ts';

/** What operations staff read on top of the workflow in the Temporal UI: Markdown, codes and counts only. */
export function detailsOf({ title, status, done, total, failed, counts }: JobProgress): string {
  const share = total === 0 ? 100 : Math.floor((100 * done) / total);
  const lines = [`**${title}** · ${status} · ${done} of ${total} tickets (${share} %) · ${failed} failed`];
  const named = Object.entries(counts).filter(([, count]) => count > 0);
  if (named.length > 0) lines.push('', '| | |', '|---|---|', ...named.map(([name, count]) => `| ${name} | ${count} |`));
  return lines.join('\n');
}
