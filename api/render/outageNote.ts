import type { OutageCause, OutageComponent } from '../../contracts/outages.ts';
import { CHINA_CALENDAR } from '../../domain/calendar/china.ts';
import { instantWords } from '../../domain/clocks/explaining/words.ts';
import type { Explanation } from '../../domain/clocks/types.ts';
import { COMPONENT_NAMES } from './outage.ts';

/** The part of an outage that lies in a clock's life, in ms; `to` null: both go on. */
export interface OutagePart {
  readonly cause: OutageCause;
  readonly component: OutageComponent;
  readonly from: number;
  readonly to: number | null;
}

/** More would be longer than the explanation itself; the intervals show all. */
const MOST_TOLD = 3;

/** The explanation of a limit with what somebody declared to have stood still meanwhile, which moves no limit. */
export function withOutages({ zh, en }: Explanation, parts: readonly OutagePart[]): Explanation {
  const told = parts.filter(({ cause }) => cause === 'declared').slice(0, MOST_TOLD);
  const notes = told.map(noteOf);
  return {
    zh: [zh, ...notes.map((note) => note.zh)].join('；'),
    en: [en, ...notes.map((note) => note.en)].join('; '),
  };
}

function noteOf({ component, from, to }: OutagePart): Explanation {
  const { zone } = CHINA_CALENDAR;
  const name = COMPONENT_NAMES[component];
  const begins = instantWords(from, zone);
  if (to === null) return { zh: `${name.zh}自${begins.zh}起中断`, en: `${name.en}: outage since ${begins.en}` };
  const ends = instantWords(to, zone);
  return {
    zh: `${name.zh}于${begins.zh}至${ends.zh}中断`,
    en: `${name.en}: outage from ${begins.en} to ${ends.en}`,
  };
}
