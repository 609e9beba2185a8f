import type { Fill, Params } from './words.ts';

const SOLVED_ZH = '核实情况，必要时一次性告知需补充的材料，给出解决方案，经您确认后结案。';
const SOLVED_EN =
  'the facts are checked, missing material is asked for all at once, a solution is proposed, and the ticket closes when you agree.';

/** With whom it is, and so how it goes on: with a department, with `staffNo`, who has taken it over, or in `round` with the next one. */
export function processZh(
  p: Fill,
  { category = null, department, routing, staffNo = null, round = null }: Params,
): string {
  if (category === null) return `处理流程：先判明问题类型，再安排处理；${SOLVED_ZH}`;
  if (department === 'QA') return '处理流程：由客服质检组核查，并将结论告知您。';
  if (department === 'IMPROVE') return '处理流程：由产品体验组评审，并将结果和理由告知您。';
  if (staffNo !== null) return `处理流程：由工号 ${p('staffNo')} 继续处理；${SOLVED_ZH}`;
  if (round !== null) return `处理流程：由其他人员重新评估，接手后告知您负责人工号；${SOLVED_ZH}`;
  if (routing === 'coordinated') return `处理流程：由主管确定牵头人并安排相关部门分工，方案确定后告知您；${SOLVED_ZH}`;
  return `处理流程：已分派给${p('department')}，接手后告知您负责人工号；${SOLVED_ZH}`;
}

/** The same in English. */
export function processEn(
  p: Fill,
  { category = null, department, routing, staffNo = null, round = null }: Params,
): string {
  if (category === null)
    return `What happens next: we find out what kind of question it is and who deals with it; ${SOLVED_EN}`;
  if (department === 'QA') return 'What happens next: Service quality examines it and tells you the result.';
  if (department === 'IMPROVE')
    return 'What happens next: Product experience reviews it and tells you the result with its reason.';
  if (staffNo !== null) return `What happens next: staff member ${p('staffNo')} goes on with it; ${SOLVED_EN}`;
  if (round !== null)
    return `What happens next: somebody else re-assesses it, and you are told the staff number of who takes it over; ${SOLVED_EN}`;
  if (routing === 'coordinated')
    return `What happens next: a supervisor names who leads it and plans with the departments, and you are told the plan; ${SOLVED_EN}`;
  return `What happens next: it went to ${p('department')}, and you are told the staff number of who takes it over; ${SOLVED_EN}`;
}

/** Why it takes longer: what it is, where nobody says more below; or why it takes as long as was told. Nothing where nothing is to be said. */
export function longerZh(p: Fill, { longerThan, byCategory, asTold }: Params): string {
  if (asTold !== undefined) return '所需时间与此前告知您的一致，原因见下。';
  if (longerThan === undefined) return '';
  const why = byCategory === undefined ? '原因见下' : `因其属于「${p('category')}」`;
  return `经核实，您的问题需要更多时间，${why}。`;
}

/** The same in English. */
export function longerEn(p: Fill, { longerThan, byCategory, asTold }: Params): string {
  if (asTold !== undefined) return ' The time it needs is as we told you; the reason is below.';
  if (longerThan === undefined) return '';
  const why = byCategory === undefined ? 'the reason is below' : `as it is a matter of ${p('category')}`;
  return ` It needs more time; ${why}.`;
}

/** How it goes on with whoever has it. */
export const WORK_ZH = `处理流程：${SOLVED_ZH}`;
export const WORK_EN = `What happens next: ${SOLVED_EN}`;

/** By when the customer may expect what, or why no time can be named. */
export function expectedZh(p: Fill, { expects, latestAt = null }: Params): string {
  switch (expects) {
    case 'solution':
      return `预计时间：${p('expectedAt')}${latestAt === null ? '' : `，最晚 ${p('latestAt')}`}。`;
    case 'takeover':
      return `预计接手时间：${p('expectedAt')}；接手时告知新方案的预计时间。`;
    case 'category':
      return '预计时间：判明问题类型后告知您。';
    case 'date':
      return '预计时间：因个案而定，日期确定后立即告知您。';
    case 'pause':
      return '预计时间：等待补充材料或当事方处理，其间暂停计时；恢复后按顺延的时限处理。';
    case 'late':
      return '预计时间：原定时限已过，现优先处理，新的时间确定后立即告知您。';
    default:
      return '预计时间：按您的问题类型的时限，如有变化会提前告知。';
  }
}

/** The same in English. */
export function expectedEn(p: Fill, { expects, latestAt = null }: Params): string {
  switch (expects) {
    case 'solution':
      return `Expected time: ${p('expectedAt')}${latestAt === null ? '' : `, ${p('latestAt')} at the latest`}.`;
    case 'takeover':
      return `Expected to be taken over by ${p('expectedAt')}; you are told then when to expect a new solution.`;
    case 'category':
      return 'Expected time: you are told it once we know what kind of question it is.';
    case 'date':
      return 'Expected time: it depends on the case; you are told the date as soon as it is set.';
    case 'pause':
      return 'Expected time: the limit is suspended while we wait for material or a party, and moves by as much.';
    case 'late':
      return 'Expected time: the limit has passed; it is dealt with first, and you are told the new time as soon as it is known.';
    default:
      return 'Expected time: within the limit for this kind of question; you are told of any change beforehand.';
  }
}
