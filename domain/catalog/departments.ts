import type { Department, Holder } from '../../contracts/people.ts';
import type { Words } from '../../contracts/words.ts';

/** What people call each department. The first seven and DUTY are S0's, the others a DECISION (11). */
export const DEPARTMENT_NAMES: Readonly<Record<Department, Words>> = {
  FRONT: { zh: '客服一线组', en: 'Front desk' },
  PAY: { zh: '支付组', en: 'Payments' },
  QUAL: { zh: '资质组', en: 'Qualifications' },
  ORDER: { zh: '订单组', en: 'Orders' },
  TECH: { zh: '技术组', en: 'Technology' },
  MERCH: { zh: '商家运营组', en: 'Merchant operations' },
  QA: { zh: '客服质检组', en: 'Service quality' },
  AFTER: { zh: '售后维权组', en: 'After-sales and rights' },
  FIN: { zh: '财务发票组', en: 'Finance and invoices' },
  RISK: { zh: '账号安全组', en: 'Account security' },
  PROD: { zh: '商品组', en: 'Products' },
  OFFLINE: { zh: '线下服务组', en: 'Offline service' },
  IMPROVE: { zh: '产品体验组', en: 'Product experience' },
  DUTY: { zh: '值班组', en: 'Duty desk' },
};

/** What people call whoever has a matter. */
export const HOLDER_NAMES: Readonly<Record<Holder, Words>> = {
  ...DEPARTMENT_NAMES,
  SUPERVISORS: { zh: '客服主管', en: 'Supervisors' },
  MANAGERS: { zh: '客服经理', en: 'Managers' },
};
