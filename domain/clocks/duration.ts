import { HOUR, MINUTE, SECOND } from '../calendar/zone.ts';

/** A stretch of time as people write it: the parts add up. */
export interface Duration {
  readonly hours?: number;
  readonly minutes?: number;
  readonly seconds?: number;
}

export function msOfDuration({ hours = 0, minutes = 0, seconds = 0 }: Duration): number {
  return hours * HOUR + minutes * MINUTE + seconds * SECOND;
}
