import type { Words } from '../../contracts/words.ts';

const name = (zh: string, en: string): Words => ({ zh, en });

export const PARTY_WORDS: Readonly<Record<string, Words>> = {
  buyer: name('买家', 'the buyer'),
  supplier: name('卖家', 'the seller'),
};

export const WAITS_ON_WORDS: Readonly<Record<string, Words>> = {
  ...PARTY_WORDS,
  parties: name('买卖双方', 'both sides'),
  supervisor: name('平台主管', 'the supervisor'),
  manager: name('客服经理', 'the manager'),
};

/** What happened: an event of a dispute, or the window that ran out. */
export const HAPPENED_WORDS: Readonly<Record<string, Words>> = {
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
  appealed: name(
    '一方对裁定提出申诉，原裁定的措施暂停执行',
    'one side appeals against the ruling, and what it ordered is suspended',
  ),
  'appeal-decided': name('客服经理就申诉作出最终裁定', 'the manager has decided the appeal'),
  'appeal-withdrawn': name('买家撤回申诉，原裁定有效', 'the buyer has withdrawn the appeal, and the ruling stands'),
  'measures-changed': name('裁定的措施有变更', 'the measures of the ruling were changed'),
  'measure-ended': name('平台终止了裁定的一项措施', 'the platform has ended a measure of the ruling'),
  'measure-extended': name('平台延长了裁定一项措施的期限', 'the platform has given a measure of the ruling more time'),
  'measures-replanned': name('平台重新安排了裁定的措施', 'the platform has planned the measures of the ruling anew'),
  'measures-done': name(
    '裁定的措施已全部办结或终止，工单结案',
    'all measures of the ruling are done or ended, and the ticket is closed',
  ),
  withdrawn: name('买家撤回维权', 'the buyer has withdrawn the claim'),
  DISPUTE_SELLER: name(
    '卖家在处理期内未回应（不视为过错）',
    'the seller was silent in its time, which does not count against it',
  ),
  DISPUTE_BUYER_CONFIRM: name(
    '买家在确认期内未回应，按卖家方案视为和解（不视为认可）',
    'the buyer was silent, so it is settled as the seller offered, which does not count as consent',
  ),
  DISPUTE_EVIDENCE: name('举证期结束，双方证据相互公开', 'the evidence window is over, and each side sees the other’s'),
  DISPUTE_PREHANDLE: name('卖家预处理期结束，未达成一致', 'pre-handling is over without agreement'),
};
