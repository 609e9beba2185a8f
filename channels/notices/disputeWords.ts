import type { NoticeTemplate } from '../../contracts/notices.ts';
import type { Fill, NoticeWords, Params } from './words.ts';

interface Name {
  readonly 'zh-CN': string;
  readonly en: string;
}

const name = (zh: string, en: string): Name => ({ 'zh-CN': zh, en });

export const PARTY_WORDS: Readonly<Record<string, Name>> = {
  buyer: name('买家', 'the buyer'),
  supplier: name('卖家', 'the seller'),
};

export const WAITS_ON_WORDS: Readonly<Record<string, Name>> = {
  ...PARTY_WORDS,
  parties: name('买卖双方', 'both sides'),
  supervisor: name('平台主管', 'the supervisor'),
  manager: name('客服经理', 'the manager'),
};

/** What happened: an event of a dispute, or the window that ran out. */
export const HAPPENED_WORDS: Readonly<Record<string, Name>> = {
  'dispute-opened': name('买家发起维权', 'the buyer has opened a dispute'),
  compensated: name('卖家主动提出赔付', 'the seller offers compensation of its own accord'),
  'claim-refused': name('卖家不同意买家的诉求', 'the seller refuses the claim'),
  'settlement-offered': name('一方提出和解方案', 'one side offers a settlement'),
  'settlement-accepted': name('双方达成和解', 'both sides have agreed'),
  'settlement-rejected': name('买家不接受卖家的方案', 'the buyer does not accept the offer'),
  'evidence-submitted': name('一方提交证据，已封存', 'one side has submitted evidence, which is sealed'),
  'evidence-completed': name('一方声明举证完毕', 'one side has declared its evidence complete'),
  conceded: name('卖家在预处理期同意赔付', 'the seller concedes in pre-handling'),
  ruled: name('平台作出裁定', 'the platform has ruled'),
  appealed: name('裁定被申诉，原裁定的措施暂停执行', 'the ruling is appealed; what it ordered rests'),
  'appeal-decided': name('客服经理就申诉作出最终裁定', 'the manager has decided the appeal'),
  withdrawn: name('买家撤回维权', 'the buyer has withdrawn the claim'),
  DISPUTE_SELLER: name('卖家在处理期内未回应（不视为过错）', 'the seller was silent in its time, which is no guilt'),
  DISPUTE_BUYER_CONFIRM: name(
    '买家在确认期内未回应，按卖家方案视为和解（不视为认可）',
    'the buyer was silent, so it is settled as the seller offered, which is no consent',
  ),
  DISPUTE_EVIDENCE: name('举证期结束，双方证据相互公开', 'the evidence window is over, and each side sees the other’s'),
  DISPUTE_PREHANDLE: name('卖家预处理期结束，未达成一致', 'pre-handling is over without agreement'),
};

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
      reconsider: `The buyer may take this back once, until ${p('reconsiderUntil')}.`,
    },
    params,
  );

type DisputeTemplate = Extract<NoticeTemplate, `dispute-${string}` | 'ruling-unsolved'>;
type Words = Readonly<Record<DisputeTemplate, NoticeWords>>;

function happenedZh(p: Fill, { party, outcome }: Params): string {
  const by = typeof party === 'string' ? `（${p('party')}）` : '';
  const ruling = typeof outcome === 'string' ? `：${p('outcome')}` : '';
  return `${p('happened', '维权有新进展')}${by}${ruling}`;
}

function happenedEn(p: Fill, { party, outcome }: Params): string {
  const by = typeof party === 'string' ? ` (${p('party')})` : '';
  const ruling = typeof outcome === 'string' ? `: ${p('outcome')}` : '';
  return `${p('happened', 'the dispute goes on')}${by}${ruling}`;
}

export const DISPUTE_ZH: Words = {
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
      `工单 ${p('ticketNo')} 的维权：${happenedZh(p, params)}，方案如下，请决定是否接受。${nextZh(p, params)}卖家在处理期内主动赔付不记违规。`,
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
    text: (p, params) => `工单 ${p('ticketNo')} 的裁定已被申诉，原裁定的措施暂停执行。${nextZh(p, params)}`,
  },
  'dispute-ended': {
    subject: (p) => `工单 ${p('ticketNo')} 维权结束：${p('stage')}`,
    text: (p, params) => `工单 ${p('ticketNo')} 的维权已结束：${happenedZh(p, params)}。${nextZh(p, params)}`,
  },
  'ruling-unsolved': {
    subject: (p) => `工单 ${p('ticketNo')} 裁定后回访：客户称未解决`,
    text: (p) => `工单 ${p('ticketNo')} 已裁定结案，回访时客户称未解决。裁定不重开，只可申诉；请核实裁定是否已执行。`,
  },
};

export const DISPUTE_EN: Words = {
  'dispute-opened': {
    subject: (p) => `Dispute opened on ticket ${p('ticketNo')}`,
    text: (p, params) =>
      `Ticket ${p('ticketNo')}: the buyer has opened a dispute; the claim stands below. ${nextEn(p, params)} After that, or without agreement, the platform steps in.`,
  },
  'dispute-stage': {
    subject: (p) => `Dispute of ticket ${p('ticketNo')}: ${p('stage')}`,
    text: (p, params) => `Dispute of ticket ${p('ticketNo')}: ${happenedEn(p, params)}. ${nextEn(p, params)}`.trimEnd(),
  },
  'dispute-offer': {
    subject: (p) => `Dispute of ticket ${p('ticketNo')}: the other party offers a settlement`,
    text: (p, params) =>
      `Dispute of ticket ${p('ticketNo')}: ${happenedEn(p, params)}. Please read it below and decide. ${nextEn(p, params)} Compensation paid in the seller's own time leaves no mark.`,
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
      `The platform has ruled on ticket ${p('ticketNo')}: ${p('outcome')}. ${nextEn(p, params)} Findings and the rule stand below.`,
  },
  'dispute-appealed': {
    subject: (p) => `Appeal against the ruling on ticket ${p('ticketNo')}`,
    text: (p, params) =>
      `The ruling on ticket ${p('ticketNo')} is appealed; what it ordered rests until then. ${nextEn(p, params)}`.trimEnd(),
  },
  'dispute-ended': {
    subject: (p) => `Dispute of ticket ${p('ticketNo')} is over: ${p('stage')}`,
    text: (p, params) =>
      `Dispute of ticket ${p('ticketNo')} is over: ${happenedEn(p, params)}. ${nextEn(p, params)}`.trimEnd(),
  },
  'ruling-unsolved': {
    subject: (p) => `Ticket ${p('ticketNo')}: not solved after the ruling`,
    text: (p) =>
      `Ticket ${p('ticketNo')} was closed by a ruling, and the customer says it is not solved. A ruling is not re-opened, only appealed; please see whether it was carried out.`,
  },
};
