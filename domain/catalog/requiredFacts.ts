import type { Words } from '../../contracts/words.ts';

/** A fact the desk needs before it can work; what is missing is asked for at once. */
export interface RequiredFact extends Words {
  readonly code: string;
}

const ORDER_NO = { code: 'order-no', zh: '订单编号', en: 'order number' };
const FACTS_OF_GROUP: Readonly<Record<string, readonly RequiredFact[]>> = {
  ACC: [{ code: 'login', zh: '登录手机号或邮箱', en: 'login phone or e-mail' }],
  'ACC.QUAL': [{ code: 'licence-picture', zh: '营业执照图片（打码）', en: 'licence picture (masked)' }],
  ORD: [ORDER_NO],
  'ORD.PAY': [{ code: 'payment-screenshot', zh: '支付截图', en: 'payment screenshot' }],
  PRD: [{ code: 'item-id', zh: '商品编号', en: 'item id' }],
  'PRD.QUALITY': [{ code: 'photos', zh: '商品照片', en: 'photos' }],
  TEC: [
    { code: 'screenshot', zh: '截图', en: 'screenshot' },
    { code: 'device-model', zh: '设备型号', en: 'device model' },
    { code: 'browser-version', zh: '浏览器版本', en: 'browser version' },
  ],
  AFS: [{ code: 'earlier-ticket-or-order', zh: '原工单编号或订单编号', en: 'earlier ticket or order number' }],
  'OTH.INVOICE': [
    ORDER_NO,
    { code: 'invoice-title', zh: '发票抬头', en: 'invoice title' },
    { code: 'tax-number', zh: '税号', en: 'tax number' },
  ],
  'SVC.COMPLAINT': [
    { code: 'staff-no', zh: '客服工号', en: 'staff number' },
    { code: 'time', zh: '发生时间', en: 'time' },
    { code: 'reason', zh: '投诉原因', en: 'reason' },
  ],
  'SVC.APPT': [
    { code: 'company', zh: '企业名称', en: 'company' },
    { code: 'content', zh: '沟通内容', en: 'content' },
    { code: 'wished-time', zh: '期望时间', en: 'wished time' },
    { code: 'contact', zh: '联系方式', en: 'contact' },
  ],
  MER: [{ code: 'shop-id', zh: '店铺ID', en: 'shop id' }],
};

/** Facts of the category's group and of each group within it. Norm: S0 what to prepare, S2 payments, S3 shops; others DECISION. */
export function requiredFactsOf(category: string): readonly RequiredFact[] {
  const parts = category.split('.');
  return parts.flatMap((_, index) => FACTS_OF_GROUP[parts.slice(0, index + 1).join('.')] ?? []);
}
