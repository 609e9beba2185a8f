import type { Words } from '../../contracts/words.ts';

/** What is wrong with calendar data; `pointer` is a JSON pointer into it. */
export interface CalendarFault {
  readonly pointer: string;
  readonly expected: Words;
  readonly got: string | Words;
}
