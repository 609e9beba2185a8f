import type { Words } from '../../contracts/words.ts';
import type { CalendarFault } from '../../domain/calendar/fault.ts';
import type { HolidayNotice } from '../../domain/calendar/holidayNotice.ts';

/** What is wrong with a file and where; lines count from 1, `field` as the file spells it, both null where they cannot be told. */
export interface NoticeFault {
  readonly line: number | null;
  readonly field: string | null;
  readonly expected: Words;
  readonly got: string | Words;
}

export interface ParsedNotice {
  readonly notice: HolidayNotice;
  /** The line that tells each of its days, in their order. */
  readonly dayLines: readonly number[];
  /** The list that its days are items of, where the file has one. */
  readonly dayList?: string;
  /** The line that tells the year. */
  readonly yearLine: number | null;
}

export type ParseOutcome = ParsedNotice | { readonly faults: readonly NoticeFault[] };

/** A fault of the notice's meaning, told where the file says it. */
export function placeInFile({ pointer, expected, got }: CalendarFault, parsed: ParsedNotice): NoticeFault {
  const [, list = '', index = '', field] = pointer.split('/');
  if (list !== 'days') return { line: parsed.yearLine, field: list, expected, got };
  // What is missing from the list has no line of its own.
  if (index === '') return { line: null, field: list, expected, got };
  const { dayList, dayLines } = parsed;
  const told = field ?? list;
  return {
    line: dayLines[Number(index)] ?? null,
    field: dayList === undefined ? told : `${dayList}[${index}].${told}`,
    expected,
    got,
  };
}
