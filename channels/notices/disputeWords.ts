import type { NoticeTemplate } from '../../contracts/notices.ts';
import type { Fill, NoticeWords, Params } from './words.ts';

interface NextWords {
  readonly waits: string;
  readonly waitsUntil: string;
  readonly appeal: string;
  readonly final: string;
  readonly reconsider: string;
}

/** Who is waited on next and until when, or what is left once it is over; nothing where an older notice does not say. */
function next(words: NextWords, { waitsOn, dueAt, appealUntil, reconsiderUntil }: Params): string {
  if (typeof waitsOn === 'string') return typeof dueAt === 'string' ? words.waitsUntil : words.waits;
  if (typeof appealUntil === 'string') return words.appeal;
  if (appealUntil === null) return words.final;
  return typeof reconsiderUntil === 'string' ? words.reconsider : '';
}

const nextZh = (p: Fill, params: Params): string =>
  next(
    {
      waits: `下一步：${p('stage')}，等待${p('waitsOn')}。`,
      waitsUntil: `下一步：${p('stage')}，等待${p('waitsOn')}，期限至 ${p('dueAt')}。`,
      appeal: `如不服，可在 ${p('appealUntil')} 前申诉一次。`,
      final: '本裁定为最终裁定。',
      reconsider: `买家可在 ${p('reconsiderUntil')} 前反悔一次。`,
    },
    params,
  );

const nextEn = (p: Fill, params: Params): string =>
  next(
    {
      waits: `Next: ${p('stage')}; it waits on ${p('waitsOn')}.`,
      waitsUntil: `Next: ${p('stage')}; it waits on ${p('waitsOn')} until ${p('dueAt')}.`,
      appeal: `It can be appealed once, until ${p('appealUntil')}.`,
      final: 'This ruling is final.',
      reconsider: `The buyer may reconsider once, until ${p('reconsiderUntil')}.`,
    },
    params,
  );

type DisputeTemplate = Extract<NoticeTemplate, `dispute-${string}` | 'ruling-unsolved'>;
type DisputeWords = Readonly<Record<DisputeTemplate, NoticeWords>>;

interface HappenedWords {
  readonly otherwise: string;
  /** Who it was, where the party is not known. */
  readonly side: string;
  readonly colon: string;
}

/** With the party's name where it is known which side it was, and with the ruling where there is one. */
function happened(p: Fill, { party, outcome }: Params, { otherwise, side, colon }: HappenedWords): string {
  const said = p('happened', otherwise);
  const named = typeof party === 'string' ? said.replace(side, p('party')) : said;
  return typeof outcome === 'string' ? `${named}${colon}${p('outcome')}` : named;
}

const happenedZh = (p: Fill, params: Params): string =>
  happened(p, params, { otherwise: '维权有新进展', side: '一方', colon: '：' });
const happenedEn = (p: Fill, params: Params): string =>
  happened(p, params, { otherwise: 'the dispute goes on', side: 'one side', colon: ': ' });

const NO_MARK_ZH = '卖家在处理期内主动赔付不记违规。';
const NO_MARK_EN = 'Compensation that the seller offers of its own accord in its time is not recorded as a violation.';

const REPLACED_ZH = (p: Fill, { offerNo }: Params): string =>
  typeof offerNo === 'number' && offerNo > 1 ? `这是第 ${p('offerNo')} 个方案，此前的方案不再有效。` : '';
const REPLACED_EN = (p: Fill, { offerNo }: Params): string =>
  typeof offerNo === 'number' && offerNo > 1
    ? ` This is offer number ${p('offerNo')}; the one before is no longer valid.`
    : '';

export const DISPUTE_ZH: DisputeWords = {
  'dispute-opened': {
    subject: (p) => `工单 ${p('ticketNo')} 发起维权`,
    text: (p, params) =>
      `工单 ${p('ticketNo')}：买家发起维权，诉求如下。${nextZh(p, params)}逾期未处理或双方不能一致时，平台介入。`,
  },
  'dispute-stage': {
    subject: (p) => `工单 ${p('ticketNo')} 维权：${p('stage')}`,
    text: (p, params) => `工单 ${p('ticketNo')} 的维权：${happenedZh(p, params)}。${nextZh(p, params)}`,
  },
  'dispute-offer': {
    subject: (p) => `工单 ${p('ticketNo')} 维权：对方提出和解方案`,
    text: (p, params) =>
      `工单 ${p('ticketNo')} 的维权：${happenedZh(p, params)}，方案如下，请决定是否接受。${REPLACED_ZH(p, params)}${nextZh(p, params)}${params['happened'] === 'compensated' ? NO_MARK_ZH : ''}`,
  },
  'dispute-refused': {
    subject: (p) => `工单 ${p('ticketNo')} 维权：对方未同意`,
    text: (p, params) => `工单 ${p('ticketNo')} 的维权：${happenedZh(p, params)}。${nextZh(p, params)}`,
  },
  'dispute-evidence': {
    subject: (p) => `工单 ${p('ticketNo')} 证据已封存`,
    text: (p, params) =>
      `您在工单 ${p('ticketNo')} 提交的证据已封存，举证期结束前对方不可见，此后不可更改。校验值（SHA-256）：${p('sha256')}。${nextZh(p, params)}`,
  },
  'dispute-ruled': {
    subject: (p) => `工单 ${p('ticketNo')} 平台裁定：${p('outcome')}`,
    text: (p, params) =>
      `平台已就工单 ${p('ticketNo')} 作出裁定：${p('outcome')}。${nextZh(p, params)}理由与依据如下。`,
  },
  'dispute-appealed': {
    subject: (p) => `工单 ${p('ticketNo')} 裁定被申诉`,
    text: (p, params) => `工单 ${p('ticketNo')} 的维权：${happenedZh(p, params)}，理由如下。${nextZh(p, params)}`,
  },
  'dispute-ended': {
    subject: (p) => `工单 ${p('ticketNo')} 维权结束：${p('stage')}`,
    text: (p, params) => `工单 ${p('ticketNo')} 的维权已结束：${happenedZh(p, params)}。${nextZh(p, params)}`,
  },
  'dispute-measures': {
    subject: (p) => `工单 ${p('ticketNo')} 裁定措施变更`,
    text: (p, params) => `工单 ${p('ticketNo')} 的维权：${happenedZh(p, params)}，理由如下。裁定本身不变。`,
  },
  'ruling-unsolved': {
    subject: (p) => `工单 ${p('ticketNo')} 裁定后回访：客户称未解决`,
    text: (p) =>
      `工单 ${p('ticketNo')} 已裁定结案，回访时客户称未解决。裁定不重新打开，只可申诉；请核实裁定是否已执行。`,
  },
};

export const DISPUTE_EN: DisputeWords = {
  'dispute-opened': {
    subject: (p) => `Dispute opened on ticket ${p('ticketNo')}`,
    text: (p, params) =>
      `Ticket ${p('ticketNo')}: the buyer has opened a dispute; the claim is below. ${nextEn(p, params)} After that, or without agreement, the platform steps in.`,
  },
  'dispute-stage': {
    subject: (p) => `Dispute of ticket ${p('ticketNo')}: ${p('stage')}`,
    text: (p, params) => `Dispute of ticket ${p('ticketNo')}: ${happenedEn(p, params)}. ${nextEn(p, params)}`.trimEnd(),
  },
  'dispute-offer': {
    subject: (p) => `Dispute of ticket ${p('ticketNo')}: the other party offers a settlement`,
    text: (p, params) =>
      `Dispute of ticket ${p('ticketNo')}: ${happenedEn(p, params)}. Please read it below and decide.${REPLACED_EN(p, params)} ${nextEn(p, params)} ${params['happened'] === 'compensated' ? NO_MARK_EN : ''}`.trimEnd(),
  },
  'dispute-refused': {
    subject: (p) => `Dispute of ticket ${p('ticketNo')}: the other party does not agree`,
    text: (p, params) => `Dispute of ticket ${p('ticketNo')}: ${happenedEn(p, params)}. ${nextEn(p, params)}`.trimEnd(),
  },
  'dispute-evidence': {
    subject: (p) => `Evidence sealed on ticket ${p('ticketNo')}`,
    text: (p, params) =>
      `Your evidence on ticket ${p('ticketNo')} is sealed: hidden from the other party until the window ends, and unchangeable from now on. SHA-256: ${p('sha256')}. ${nextEn(p, params)}`.trimEnd(),
  },
  'dispute-ruled': {
    subject: (p) => `Ruling on ticket ${p('ticketNo')}: ${p('outcome')}`,
    text: (p, params) =>
      `The platform has ruled on ticket ${p('ticketNo')}: ${p('outcome')}. ${nextEn(p, params)} Findings and the rule are below.`,
  },
  'dispute-appealed': {
    subject: (p) => `Appeal against the ruling on ticket ${p('ticketNo')}`,
    text: (p, params) =>
      `Dispute of ticket ${p('ticketNo')}: ${happenedEn(p, params)}; the reasons are below. ${nextEn(p, params)}`.trimEnd(),
  },
  'dispute-ended': {
    subject: (p) => `Dispute of ticket ${p('ticketNo')} is over: ${p('stage')}`,
    text: (p, params) =>
      `Dispute of ticket ${p('ticketNo')} is over: ${happenedEn(p, params)}. ${nextEn(p, params)}`.trimEnd(),
  },
  'dispute-measures': {
    subject: (p) => `Ticket ${p('ticketNo')}: the measures of the ruling were changed`,
    text: (p, params) =>
      `Dispute of ticket ${p('ticketNo')}: ${happenedEn(p, params)}, for the reason below. The ruling itself stands.`,
  },
  'ruling-unsolved': {
    subject: (p) => `Ticket ${p('ticketNo')}: not solved after the ruling`,
    text: (p) =>
      `Ticket ${p('ticketNo')} was closed by a ruling, and the customer says it is not solved. A ruling is not re-opened, only appealed; please check whether it was carried out.`,
  },
};
