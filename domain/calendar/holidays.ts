import type { Words } from '../../contracts/words.ts';

/** The holidays of the State Council's notices. */
export const HOLIDAYS = {
  newYear: { zh: '元旦', en: "New Year's Day" },
  spring: { zh: '春节', en: 'Spring Festival' },
  qingming: { zh: '清明节', en: 'Qingming Festival' },
  labour: { zh: '劳动节', en: 'Labour Day' },
  dragonBoat: { zh: '端午节', en: 'Dragon Boat Festival' },
  midAutumn: { zh: '中秋节', en: 'Mid-Autumn Festival' },
  national: { zh: '国庆节', en: 'National Day' },
} as const satisfies Record<string, Words>;

const ENGLISH = new Map<string, string>(Object.values(HOLIDAYS).map(({ zh, en }) => [zh, en]));

/** Both names of a holiday as a notice calls it, also of several on the same days; one unknown keeps its name in both. */
export function holidayNamed(zh: string): Words {
  const names = zh.split(/[、与和]/).map((part) => ENGLISH.get(part.trim()));
  const en = names.every((name) => name !== undefined) ? names.join(' and ') : zh;
  return { zh, en };
}
