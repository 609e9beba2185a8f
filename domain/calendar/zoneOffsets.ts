import { DAY, HOUR, MINUTE, SECOND } from './units.ts';

/** A stretch within one UTC day in which a zone keeps one offset; half-open, all in ms. */
export interface OffsetSpan {
  readonly from: number;
  readonly to: number;
  readonly offset: number;
}

const OFFSET_TEXT = /GMT(?:([+-])(\d{2}):(\d{2})(?::(\d{2}))?)?$/;
/** A century and more of days; a caller that asks for more of them pays for the same days again. */
const KEPT_DAYS = 50_000;

const formats = new Map<string, Intl.DateTimeFormat>();
const knownDays = new Map<string, Map<number, readonly OffsetSpan[]>>();

/** Whether the host's time zone data has the zone; its names and their aliases in any letter case. */
export function isKnownZone(name: string): boolean {
  try {
    formatOf(name);
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

/**
 * The offsets of a zone through one UTC day, counted from 1970-01-01: one span, or two where its clocks change.
 * Throws a RangeError for an unknown zone and for days that no Date can hold. No zone changes twice within one day.
 */
export function offsetsOn(day: number, name: string): readonly OffsetSpan[] {
  let days = knownDays.get(name);
  if (!days) {
    days = new Map();
    knownDays.set(name, days);
  }
  let spans = days.get(day);
  if (!spans) {
    if (days.size >= KEPT_DAYS) days.clear();
    spans = readDay(day * DAY, name);
    days.set(day, spans);
  }
  return spans;
}

function readDay(from: number, name: string): readonly OffsetSpan[] {
  const to = from + DAY;
  const before = readOffset(from, name);
  const after = readOffset(to, name);
  if (before === after) return [{ from, to, offset: before }];
  let low = from;
  let high = to;
  while (high - low > SECOND) {
    const middle = low + Math.floor((high - low) / (2 * SECOND)) * SECOND;
    if (readOffset(middle, name) === before) low = middle;
    else high = middle;
  }
  return [
    { from, to: high, offset: before },
    { from: high, to, offset: after },
  ];
}

/** Always with an explicit Date: without one the formatter reads the host's clock. */
function readOffset(ms: number, name: string): number {
  const match = OFFSET_TEXT.exec(formatOf(name).format(new Date(ms)));
  if (!match) throw new RangeError(`no offset known for ${name}`);
  const [, sign, hours = '0', minutes = '0', seconds = '0'] = match;
  const size = Number(hours) * HOUR + Number(minutes) * MINUTE + Number(seconds) * SECOND;
  return sign === '-' ? -size : size;
}

function formatOf(name: string): Intl.DateTimeFormat {
  let format = formats.get(name);
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', { timeZone: name, timeZoneName: 'longOffset' });
    formats.set(name, format);
  }
  return format;
}
