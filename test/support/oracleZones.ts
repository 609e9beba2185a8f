/** The n-th Sunday of a month (0 for the last) or the first one from a date on, as minutes UTC of its 00:00. */
function sunday(year: number, month: number, rule: { nth: number } | { from: number }): number {
  const wanted = 'from' in rule ? rule.from : rule.nth === 0 ? daysIn(year, month) - 6 : rule.nth * 7 - 6;
  for (let date = wanted; ; date++) {
    const ms = Date.UTC(year, month - 1, date);
    if (new Date(ms).getUTCDay() === 0) return ms / 60_000;
  }
}

/** Days of a month, which counts from 1. */
export function daysIn(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

/** By which a zone's clocks run; offsets in minutes. */
interface Law {
  readonly winter: number;
  readonly summer: number;
  /** UTC minutes at which summer time begins and ends in a year. */
  readonly begins: (year: number) => number;
  readonly ends: (year: number) => number;
}

const never = { begins: () => 0, ends: () => 0 };
const LAWS = {
  'Asia/Shanghai': { winter: 480, summer: 480, ...never },
  'Asia/Kolkata': { winter: 330, summer: 330, ...never },
  'Europe/Berlin': {
    winter: 60,
    summer: 120,
    begins: (year) => sunday(year, 3, { nth: 0 }) + 60,
    ends: (year) => sunday(year, 10, { nth: 0 }) + 60,
  },
  'America/New_York': {
    winter: -300,
    summer: -240,
    begins: (year) => sunday(year, 3, { nth: 2 }) + 7 * 60,
    ends: (year) => sunday(year, 11, { nth: 1 }) + 6 * 60,
  },
  /** Half an hour, in the southern summer. */
  'Australia/Lord_Howe': {
    winter: 630,
    summer: 660,
    begins: (year) => sunday(year, 10, { nth: 1 }) + 120 - 630,
    ends: (year) => sunday(year, 4, { nth: 1 }) + 120 - 660,
  },
  /** At midnight: a day without its first hour, and one with its last hour twice. */
  'America/Santiago': {
    winter: -240,
    summer: -180,
    begins: (year) => sunday(year, 9, { from: 2 }) + 240,
    ends: (year) => sunday(year, 4, { from: 2 }) + 180,
  },
} as const satisfies Record<string, Law>;

export type OracleZone = keyof typeof LAWS;
export const ORACLE_ZONES: readonly OracleZone[] = [
  'Asia/Shanghai',
  'Asia/Kolkata',
  'Europe/Berlin',
  'America/New_York',
  'Australia/Lord_Howe',
  'America/Santiago',
];

export function lawOf(zone: OracleZone): Law {
  return LAWS[zone];
}

/** When a zone's clocks change while the oracle looks, in order. */
export function changesOf(zone: OracleZone): number[] {
  const law = lawOf(zone);
  if (law.winter === law.summer) return [];
  return [2024, 2025, 2026, 2027].flatMap((year) => [law.begins(year), law.ends(year)]).sort((a, b) => a - b);
}
