import type { Fill, Params } from './words.ts';

/** Whoever is told a target (`latest` is the limit behind it) expects that; of a re-assessment it is by when somebody takes it up. */
export function replannedZh(p: Fill, { clock, latest }: Params): string {
  if (latest === undefined) return `的${p('clock')}原为 ${p('from')}，现为 ${p('dueAt')}`;
  const expected = clock === 'REASSESS' ? '预计接手时间' : '预计时间';
  return `的${p('clock')}：${expected}原为 ${p('from')}，现为 ${p('dueAt')}，最晚 ${p('latest')}`;
}

/** The same in English. */
export function replannedEn(p: Fill, { clock, latest }: Params): string {
  if (latest === undefined) return `${p('clock')} was due on ${p('from')} and is now due on ${p('dueAt')}`;
  const expected = clock === 'REASSESS' ? 'to be taken up' : 'expected';
  return `${p('clock')} was ${expected} by ${p('from')} and is now ${expected} by ${p('dueAt')}, its limit being ${p('latest')}`;
}
