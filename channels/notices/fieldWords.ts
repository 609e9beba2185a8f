import type { Words } from '../../contracts/words.ts';

interface Field {
  readonly name: string;
  /** What stands before its words where other fields stand beside it; left out: nothing. */
  readonly label?: Words;
}

function labelled(name: string, zh: string, en: string): Field {
  return { name, label: { zh: `${zh}：`, en: `${en}: ` } };
}

/**
 * The fields of stored texts that are told, in the order in which they are read: the store keeps no order. All others are told
 * elsewhere, as days, promises and files, or stay in the house.
 */
export const TOLD_FIELDS: readonly Field[] = [
  labelled('orderNo', '订单编号', 'Order'),
  labelled('claim', '投诉内容', 'Claim'),
  labelled('demand', '诉求', 'Demand'),
  labelled('findings', '认定', 'Findings'),
  labelled('ruleCited', '依据', 'Rule'),
  { name: 'solution' },
  { name: 'finalAnswer' },
  { name: 'offer' },
  { name: 'result' },
  { name: 'items' },
  labelled('text', '说明', 'Words'),
  labelled('reason', '原因', 'Reason'),
  labelled('pointer', '可咨询', 'Where to turn'),
  { name: 'note' },
  { name: 'comment' },
  { name: 'urgentReason' },
  // Of an item of material.
  { name: 'name' },
  labelled('why', '原因', 'Why'),
  labelled('format', '格式', 'Format'),
  labelled('sample', '示例', 'Sample'),
];

/** A plan as its customer sees it: no names beyond staff numbers. */
export const PLAN_FIELDS: readonly Field[] = [
  { name: 'tasks' },
  { name: 'department' },
  labelled('responsible', '责任人工号', 'Responsible'),
  labelled('milestoneOn', '时间节点', 'By'),
  labelled('deliverable', '交付内容', 'Delivers'),
];
