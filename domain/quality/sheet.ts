import type { Criterion, Points } from '../../contracts/reviews.ts';
import type { Words } from '../../contracts/words.ts';

interface SheetRow extends Words {
  /** Of 100. */
  readonly weight: number;
  readonly source: string;
}

/** What a sampled ticket is scored by. The weights add up to 100. */
export const SCORE_SHEET: Readonly<Record<Criterion, SheetRow>> = {
  IDENTITY: { zh: '身份核验与信息保护', en: 'Identity checked, data protected', weight: 15, source: 'S0' },
  COURTESY: { zh: '用语规范与态度', en: 'Courtesy and standard phrases', weight: 15, source: 'S1' },
  UNDERSTANDING: { zh: '问题理解与分类', en: 'Matter understood and classified', weight: 15, source: 'S1' },
  SOLUTION: { zh: '解决方案正确完整', en: 'Solution right and complete', weight: 30, source: 'S1' },
  TIMELINESS: { zh: '及时与进度同步', en: 'In time, progress reported', weight: 15, source: 'S0' },
  RECORD: { zh: '工单记录完整', en: 'Record complete', weight: 10, source: 'S0' },
};

/** The weighted points of a sheet, from 0 to 100, to one decimal. */
export function scoreOf(points: Points): number {
  const rows = Object.entries(SCORE_SHEET).filter(isCriterionRow);
  const weighted = rows.reduce((sum, [criterion, { weight }]) => sum + points[criterion] * weight, 0);
  return Math.round(weighted / 10) / 10;
}

function isCriterionRow(row: [string, SheetRow]): row is [Criterion, SheetRow] {
  return Object.hasOwn(SCORE_SHEET, row[0]);
}
