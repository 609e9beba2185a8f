import type { Fill, Params } from './words.ts';

/** After the round of a manager there may be no other one: the end is then his written answer (docs/norms.md, states). */
function isPastManager({ round = null }: Params): boolean {
  return Number(round) > 3;
}

/** Who judges a solution anew that was not accepted. */
export function reassessedZh(p: Fill, params: Params): string {
  const who = isPastManager(params) ? '客服经理重新评估，或书面给出最终答复' : '其他人员重新评估';
  return `将由${who}（第 ${p('round', '1')} 轮）`;
}

/** The same in English. */
export function reassessedEn(p: Fill, params: Params): string {
  const who = isPastManager(params)
    ? 'A manager re-assesses it or gives the final answer in writing'
    : 'Somebody else re-assesses it';
  return `${who} (round ${p('round', '1')})`;
}
