import type { Instant } from '../../contracts/instants.ts';
import { shown } from '../render/instant.ts';
import { refused } from './problem.ts';

const MONTHS = 12;

/** A calendar month in the service centre's zone. */
export interface Month {
  readonly month: string;
  readonly from: Instant;
  readonly to: Instant;
}

/** The named month, by default the present one. Throws `date-not-allowed` for one that has not begun. */
export function monthOf(wanted: string | undefined, nowMs: number): Month {
  const present = shown(new Date(nowMs)).slice(0, 7);
  const month = wanted ?? present;
  if (month > present) {
    throw refused({
      code: 'date-not-allowed',
      detail: { zh: `${month} 尚未开始。`, en: `${month} has not begun.` },
      errors: [{ pointer: '/month', expected: { zh: `不晚于 ${present} 的月份`, en: `a month up to ${present}` } }],
    });
  }
  return { month, from: startOf(month), to: startOf(next(month)) };
}

function startOf(month: string): Instant {
  return new Date(`${month}-01T00:00:00+08:00`).toISOString();
}

function next(month: string): string {
  const count = Number(month.slice(0, 4)) * MONTHS + Number(month.slice(5));
  return `${String(Math.floor(count / MONTHS)).padStart(4, '0')}-${String((count % MONTHS) + 1).padStart(2, '0')}`;
}
