import type { NoticeTemplate } from '../../contracts/notices.ts';
import type { ReviewClockId } from '../../contracts/clocks.ts';
import type { Verdict } from '../../contracts/reviews.ts';
import type { Words } from '../../contracts/words.ts';
import type { Fill, NoticeWords, Params } from './words.ts';

export const REVIEW_CLOCK_WORDS: Readonly<Record<ReviewClockId, Words>> = {
  QUALITY_RATING: { zh: '不满意评价核查时限', en: 'the review of a dissatisfied rating' },
  QUALITY_COMPLAINT: { zh: '服务投诉答复时限', en: 'the answer to a service complaint' },
  QUALITY_SAMPLE: { zh: '抽检评分时限', en: 'the sample score' },
  QUALITY_APPEAL_WINDOW: { zh: '抽检申诉期', en: 'the time to appeal against a score' },
  QUALITY_APPEAL: { zh: '抽检申诉复核时限', en: 'the decision on an appeal' },
};

export const VERDICT_WORDS: Readonly<Record<Verdict, Words>> = {
  UPHELD: { zh: '属实', en: 'upheld' },
  PARTLY: { zh: '部分属实', en: 'partly upheld' },
  NOT_UPHELD: { zh: '不属实', en: 'not upheld' },
};

/** Who reviews where it is not for the inspectors alone. */
export const REVIEWED_BY_WORDS: Readonly<Record<string, Words>> = {
  above: {
    zh: '未参与该工单的质检员、主管或经理',
    en: 'an inspector, supervisor or manager who had no part in the ticket',
  },
  anybody: {
    zh: '被核查人员以外的质检员、主管或经理',
    en: 'an inspector, supervisor or manager other than the person it is about',
  },
};

/** Why a ticket is not re-opened although its result was found wrong. */
const BAR_WORDS: Readonly<Record<string, Words>> = {
  DISPUTE: {
    zh: '该工单正在维权，事项在维权中以和解或裁定了结',
    en: 'it is in dispute, where the matter is settled or ruled on',
  },
  DUPLICATE: {
    zh: '其事项在另一工单中继续处理',
    en: 'its matter goes on in another ticket',
  },
  TERMINATED: {
    zh: '服务已终止，由主管复核',
    en: 'the service was ended, which a supervisor reviews',
  },
  WITHDRAWN: {
    zh: '该服务投诉已由客户撤回，可在期限内自行重新打开',
    en: 'the customer withdrew this complaint about the service, and may re-open it within its time',
  },
  RULED: {
    zh: '平台已裁定，仅可申诉',
    en: 'the platform has ruled, and a ruling can only be appealed',
  },
};

function barWords({ bar }: Params, locale: keyof Words): string {
  return (typeof bar === 'string' ? BAR_WORDS[bar]?.[locale] : undefined) ?? '';
}

type ReviewTemplate = Extract<NoticeTemplate, `review-${string}` | `complaint-${string}` | 'complaints-upheld'>;
type ReviewWords = Readonly<Record<ReviewTemplate, NoticeWords>>;

/** Whose words it was: read by the ticket's account, and by whoever acts for its company. */
function speakerZh({ byAnother }: Params): string {
  return byAnother === undefined ? '您' : '贵公司主账号（或有企业工单权限的账号）';
}

/** The same in English. */
function speakerEn({ byAnother }: Params): string {
  return byAnother === undefined ? 'you' : 'the main account of your company (or one that acts for all its tickets)';
}

/** Who looks into it: an inspector, or whoever is meant where every inspector had a part in the ticket. */
const reviewerZh = (p: Fill): string => p('reviewedBy', '未参与该工单的质检员');
const reviewerEn = (p: Fill): string => p('reviewedBy', 'an inspector who had no part in the ticket');

export const REVIEW_ZH: ReviewWords = {
  'review-opened': {
    subject: (p) => `核查 ${p('reviewId')} 待接手`,
    text: (p) => `工单 ${p('ticketNo')} 因${p('origin')}进入核查（${p('reviewId')}），请${reviewerZh(p)}接手。`,
  },
  'review-assigned': {
    subject: (p) => `核查 ${p('reviewId')} 转由您处理`,
    text: (p) => `工单 ${p('ticketNo')} 的核查 ${p('reviewId')} 已转由您处理，全部记录一并移交。`,
  },
  'complaint-received': {
    subject: (p) => `工单 ${p('ticketNo')} 的服务投诉已登记`,
    text: (p, params) =>
      `${speakerZh(params)}对工单 ${p('ticketNo')} 的服务投诉已登记，编号 ${p('reviewId')}。由${reviewerZh(p)}核查，答复时限：${p('dueAt')}。`,
  },
  'complaint-added': {
    subject: (p) => `工单 ${p('ticketNo')} 的服务投诉已补充`,
    text: (p, params) =>
      `${speakerZh(params)}对工单 ${p('ticketNo')} 服务投诉的补充已计入正在进行的核查 ${p('reviewId')}，结果一并答复，时限不变。`,
  },
  'review-words-added': {
    subject: (p) => `核查 ${p('reviewId')}：客户有补充`,
    text: (p) => `客户对工单 ${p('ticketNo')} 的服务投诉有补充，已计入核查 ${p('reviewId')} 的记录，请一并处理。`,
  },
  'review-told': {
    subject: (p) => `工单 ${p('ticketNo')} 的服务核查结果`,
    text: (p) => `我们核查了工单 ${p('ticketNo')} 的服务（${p('reviewId')}），结论：${p('verdict')}。说明如下。`,
  },
  'review-not-reopened': {
    subject: (p) => `工单 ${p('ticketNo')} 不因核查 ${p('reviewId')} 重新打开`,
    text: (p, params) =>
      `核查 ${p('reviewId')} 认定工单 ${p('ticketNo')} 的处理有误，但工单不另行重新打开：${barWords(params, 'zh')}。`,
  },
  'review-upheld': {
    subject: (p) => `致歉：工单 ${p('ticketNo')} 的服务核查结果`,
    text: (p) =>
      `我们核查了工单 ${p('ticketNo')} 的服务（${p('reviewId')}），结论：${p('verdict')}。给您带来不便，我们向您致歉。处理情况如下。`,
  },
  'review-result': {
    subject: (p) => `核查 ${p('reviewId')} 已有结论`,
    text: (p) =>
      `工单 ${p('ticketNo')} 中您的服务已经核查（${p('reviewId')}），结论：${p('verdict')}。现可查看记录和改进建议。`,
  },
  'review-scored': {
    subject: (p) => `抽检 ${p('reviewId')} 得分 ${p('score')}`,
    text: (p) =>
      `工单 ${p('ticketNo')} 被抽检（${p('reviewId')}），得分 ${p('score')}。如有异议，可在 ${p('dueAt', '申诉期届满')} 前申诉一次。`,
  },
  'review-appealed': {
    subject: (p) => `抽检 ${p('reviewId')} 被申诉`,
    text: (p) => `抽检 ${p('reviewId')}（工单 ${p('ticketNo')}）的得分被申诉，请由另一位质检员复核。`,
  },
  'review-appeal-decided': {
    subject: (p) => `抽检 ${p('reviewId')} 申诉已复核`,
    text: (p) =>
      `抽检 ${p('reviewId')}（工单 ${p('ticketNo')}）的申诉已由另一位质检员复核，最终得分 ${p('score')}，理由如下。`,
  },
  'complaints-upheld': {
    subject: (p) => `工号 ${p('staffNo')} 本月第 ${p('upheld')} 次投诉属实`,
    text: (p) => `工号 ${p('staffNo')} 本自然月有 ${p('upheld')} 次服务投诉经核查属实，请安排辅导。`,
  },
};

export const REVIEW_EN: ReviewWords = {
  'review-opened': {
    subject: (p) => `Review ${p('reviewId')} waits to be taken over`,
    text: (p) =>
      `Ticket ${p('ticketNo')} is to be reviewed (${p('reviewId')}) because of a ${p('origin')}. It is to be taken over by ${reviewerEn(p)}.`,
  },
  'review-assigned': {
    subject: (p) => `Review ${p('reviewId')} is handed on to you`,
    text: (p) => `The review ${p('reviewId')} of ticket ${p('ticketNo')} is yours now, with all its records.`,
  },
  'complaint-received': {
    subject: (p) => `The complaint about the service on ticket ${p('ticketNo')} is recorded`,
    text: (p, params) =>
      `The complaint ${speakerEn(params)} made about the service on ticket ${p('ticketNo')} is recorded as ${p('reviewId')}. It is looked into by ${reviewerEn(p)}, and the answer is due at ${p('dueAt')}.`,
  },
  'complaint-added': {
    subject: (p) => `More on the complaint about the service on ticket ${p('ticketNo')} is recorded`,
    text: (p, params) =>
      `What ${speakerEn(params)} added to the complaint about the service on ticket ${p('ticketNo')} stands with the review ${p('reviewId')} that is under way. One result answers all of it, within the limit that was told.`,
  },
  'review-words-added': {
    subject: (p) => `Review ${p('reviewId')}: the customer has said more`,
    text: (p) =>
      `The customer has added to the complaint about the service on ticket ${p('ticketNo')}. It stands in the record of the review ${p('reviewId')}; please look into it as well.`,
  },
  'review-told': {
    subject: (p) => `What we found about the service on ticket ${p('ticketNo')}`,
    text: (p) =>
      `We looked into the service on ticket ${p('ticketNo')} (${p('reviewId')}). The result: ${p('verdict')}. The explanation is below.`,
  },
  'review-not-reopened': {
    subject: (p) => `Ticket ${p('ticketNo')} is not re-opened by the review ${p('reviewId')}`,
    text: (p, params) =>
      `The review ${p('reviewId')} found the result of ticket ${p('ticketNo')} wrong, but the ticket is not re-opened for it: ${barWords(params, 'en')}.`,
  },
  'review-upheld': {
    subject: (p) => `We apologise for the service on ticket ${p('ticketNo')}`,
    text: (p) =>
      `We looked into the service on ticket ${p('ticketNo')} (${p('reviewId')}). The result: ${p('verdict')}. We apologise for the trouble. What we do about it is below.`,
  },
  'review-result': {
    subject: (p) => `Review ${p('reviewId')} has a result`,
    text: (p) =>
      `Your service on ticket ${p('ticketNo')} was reviewed (${p('reviewId')}). The result: ${p('verdict')}. You may now read the record and what is advised.`,
  },
  'review-scored': {
    subject: (p) => `Sample ${p('reviewId')} was scored ${p('score')}`,
    text: (p) =>
      `Ticket ${p('ticketNo')} was drawn as a sample (${p('reviewId')}) and scored ${p('score')}. You may appeal once, until ${p('dueAt', 'the time to appeal is over')}.`,
  },
  'review-appealed': {
    subject: (p) => `The score of ${p('reviewId')} is appealed against`,
    text: (p) =>
      `The score of sample ${p('reviewId')} (ticket ${p('ticketNo')}) is appealed against. An inspector other than the first decides.`,
  },
  'review-appeal-decided': {
    subject: (p) => `Your appeal on ${p('reviewId')} is decided`,
    text: (p) =>
      `Another inspector has decided your appeal on sample ${p('reviewId')} (ticket ${p('ticketNo')}). The final score: ${p('score')}. The reasons are below.`,
  },
  'complaints-upheld': {
    subject: (p) => `Staff ${p('staffNo')}: complaint upheld, number ${p('upheld')} this month`,
    text: (p) =>
      `${p('upheld')} complaints about staff ${p('staffNo')} were upheld this calendar month. Please arrange coaching.`,
  },
};
