import { shownInstant } from '../../contracts/instants.ts';
import { LIMIT_MOVES } from '../../contracts/jobs.ts';
import type { TimetableHead } from '../../db/repositories/timetables/timetableVersions.ts';
import type { TimetablePreview } from '../../intake/timetables/preview.ts';
import type { TimetableRefused } from '../../intake/timetables/refused.ts';
import { faultLine } from '../common/faultLine.ts';

const SHOWN_LIMITS = 20;

/** `2026-10-09 18:00`, as the service centre's clocks show it. */
function local(at: string | Date): string {
  return shownInstant(new Date(at).toISOString());
}

export function headLine({ version, status, inForce, basedOn, note, createdAt }: TimetableHead): string {
  const from = basedOn === null ? '' : `, from ${basedOn}`;
  return `${inForce ? '*' : ' '} ${version}  ${status}${from}  ${local(createdAt)}  ${note}`;
}

/** What a version would move, the groups before the limits themselves. */
export function previewLines(preview: TimetablePreview): string[] {
  const { version, tickets, reviews, totals, groups, moved, more, affected, loses } = preview;
  const changed = groups.filter(({ limits, unchanged, dayOff }) => unchanged < limits || dayOff > 0);
  const named = moved.slice(0, SHOWN_LIMITS);
  const left = LIMIT_MOVES.reduce((sum, how) => sum + totals[how], 0) - named.length;
  return [
    `Version ${version} on ${tickets} open tickets${reviews === 0 ? '' : ` and ${reviews} reviews`} with ${totals.limits} limits: ${countsText(totals)}`,
    ...changed.map((group) => `  ${group.department} ${group.clock}: ${countsText(group)}`),
    ...named.map(
      ({ ticketNo, clock, target, ...end }) =>
        `  ${ticketNo} ${clock}: ${moveText(end)}${target === undefined ? '' : `, target ${moveText(target)}`}`,
    ),
    ...(left > 0 || more ? [`  … and ${left} more`] : []),
    ...affected
      .slice(0, SHOWN_LIMITS)
      .map(
        ({ ticketNo, clock, dueAt }) =>
          `  ${ticketNo} ${clock}: ${dueAt === null ? '' : local(dueAt)} is a day off then`,
      ),
    ...(loses === null
      ? []
      : [`  ${loses.limits} limits of ${loses.tickets} tickets lose the notice of ${loses.years.join(' and ')}`]),
  ];
}

function moveText({ from, to }: Pick<TimetablePreview['moved'][number], 'from' | 'to'>): string {
  const [before, after] = [from, to].map((at) => (at === null ? 'no date' : local(at)));
  return before === after ? `${before}` : `${before} → ${after}`;
}

function countsText(counts: TimetablePreview['totals']): string {
  const { earlier, later, target, begins, ends, adjusted, unchanged, kept, final, provisional, dayOff } = counts;
  const parts = [
    [earlier, 'earlier'],
    [later, 'later'],
    [target, 'with another target'],
    [begins, 'begun'],
    [ends, 'ended'],
    [adjusted, 'adjusted'],
    [final, 'final from now on'],
    [provisional, 'provisional from now on'],
    [dayOff, 'agreed for a day off'],
    [kept, 'kept as they are'],
    [unchanged, 'unchanged'],
  ] as const;
  const told = parts.filter(([count]) => count > 0).map(([count, what]) => `${count} ${what}`);
  return told.length === 0 ? 'none' : told.join(', ');
}

/** A line for each fault, else why it was refused. */
export function refusalLines({ refusal, limits }: TimetableRefused, file: string | null): string[] {
  const faults = (refusal.errors ?? []).map((fault) => faultLine(fault, file));
  const concerned = limits.map(({ ticketNo, clock }) => `  ${ticketNo} ${clock}`);
  return [...(faults.length > 0 ? faults : [refusal.detail.en]), ...concerned];
}
