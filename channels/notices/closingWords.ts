import { BOUNDARIES, BOUNDARY_WORDS } from '../../contracts/boundaries.ts';
import type { CloseReason } from '../../contracts/ticket.ts';
import type { Words } from '../../contracts/words.ts';
import { promisedEn, promisedZh } from './promiseWords.ts';
import type { Fill, NoticeWords, Params } from './words.ts';

type Closings = Readonly<Record<CloseReason, (fill: Fill, params: Params) => string>>;

/** Where the customer can turn; the desk's own words for it stand below. */
function pointerOf({ boundary }: Params): Words {
  const known = BOUNDARIES.find((one) => one === boundary);
  return known === undefined ? { zh: '', en: '' } : BOUNDARY_WORDS[known].pointer;
}

const reopenedZh = (p: Fill): string => `${p('dueAt', '重新打开期限届满')} 前可说明原因重新打开。`;
const CLOSINGS_ZH: Closings = {
  CONFIRMED: reopenedZh,
  AGREED: reopenedZh,
  RULED: () => '请按裁定执行；对裁定能否申诉及期限，见裁定通知。',
  NO_RESPONSE: reopenedZh,
  WITHDRAWN: reopenedZh,
  DUPLICATE: (p, { solvedBy = null }) =>
    `该问题并入工单 ${p('goesOn', '（见工单记录）')}，进度与答复请查询该工单${solvedBy === null ? '' : `，解决时限不晚于原定的 ${p('solvedBy')}`}；本工单不再打开。`,
  DECLINED: (p, params) => `${pointerOf(params).zh}说明如下。${reopenedZh(p)}`,
  TERMINATED: () => '主管将予复核；只有主管可以重新打开。原因见下。',
  UNRESOLVED: (p) => `最终答复如下。${reopenedZh(p)}`,
};

const reopenedEn = (p: Fill): string => `It can be re-opened with a reason until ${p('dueAt', 'its limit')}.`;
const CLOSINGS_EN: Closings = {
  CONFIRMED: reopenedEn,
  AGREED: reopenedEn,
  RULED: () => 'The ruling holds; whether and until when it can be appealed is told with the ruling.',
  NO_RESPONSE: reopenedEn,
  WITHDRAWN: reopenedEn,
  DUPLICATE: (p, { solvedBy = null }) =>
    `The matter is that of ticket ${p('goesOn', '(see the record)')}: its progress and its answer are there${solvedBy === null ? '' : `, no later than ${p('solvedBy')} as you were told here`}. This ticket is not opened again.`,
  DECLINED: (p, params) => `${pointerOf(params).en} The reason is below. ${reopenedEn(p)}`.trimStart(),
  TERMINATED: () => 'A supervisor reviews this, and only a supervisor can open it again. The reason is below.',
  UNRESOLVED: (p) => `Our final answer is below. ${reopenedEn(p)}`,
};

/** What comes next, by how it closed; nothing where an older notice does not say how. */
function next(closings: Closings, fill: Fill, params: Params): string {
  const known = Object.entries(closings).find(([name]) => name === params['reason']);
  return known === undefined ? '' : known[1](fill, params);
}

export const CLOSED_ZH: NoticeWords = {
  subject: (p) => `工单 ${p('ticketNo')} 已结案`,
  text: (p, params) =>
    `工单 ${p('ticketNo')} 已结案，原因：${p('reason')}。${next(CLOSINGS_ZH, p, params)}${promisedZh(p, params)}`,
};

export const CLOSED_EN: NoticeWords = {
  subject: (p) => `Ticket ${p('ticketNo')} closed`,
  text: (p, params) =>
    `Ticket ${p('ticketNo')} is closed: ${p('reason')}. ${next(CLOSINGS_EN, p, params)}`.trimEnd() +
    promisedEn(p, params),
};
