import type { Department } from '../../contracts/people.ts';
import type { Routing, SlaClass } from '../../contracts/ticket.ts';
import type { Words } from '../../contracts/words.ts';
import type { RequiredFact } from './requiredFacts.ts';
import { requiredFactsOf } from './requiredFacts.ts';

/** The sources' one word for how a question is handled; it fixes both `slaClass` and `routing`. */
type HandlingClass = 'simple' | 'specialised' | 'complex' | 'special';

export interface Category extends Words {
  readonly code: string;
  readonly class: HandlingClass;
  readonly slaClass: SlaClass;
  readonly routing: Routing;
  readonly department: Department;
  /** `always`: one of S0's three urgent matters; `with-consent`: when a supervisor agrees. */
  readonly urgent: 'always' | 'with-consent' | 'no';
  readonly requiredFacts: readonly RequiredFact[];
}

type Row = readonly [
  code: string,
  zh: string,
  en: string,
  handling: HandlingClass,
  department: Department,
  urgent?: Category['urgent'],
];

const ROWS: readonly Row[] = [
  ['ACC.LOGIN.NO_CODE', '验证码收不到', 'code not received', 'simple', 'FRONT'],
  ['ACC.LOGIN.PWD_RESET', '密码找回失败', 'password recovery fails', 'simple', 'FRONT'],
  ['ACC.LOGIN.LOCKED', '账号锁定', 'account locked', 'simple', 'FRONT'],
  ['ACC.LOGIN.STOLEN', '账号被盗', 'account stolen', 'specialised', 'RISK', 'always'],
  ['ACC.QUAL.UPLOAD', '营业执照上传要求', 'licence upload', 'simple', 'FRONT'],
  ['ACC.QUAL.STATUS', '资质审核进度查询', 'review progress', 'simple', 'FRONT'],
  ['ACC.QUAL.RENEW', '资质更新流程', 'renewal steps', 'simple', 'FRONT'],
  ['ACC.QUAL.REVIEW', '资质审核', 'the review itself', 'special', 'QUAL'],
  ['ACC.SUB.CREATE', '子账号创建', 'create sub-account', 'simple', 'FRONT'],
  ['ACC.SUB.PERM', '权限分配', 'assign permissions', 'simple', 'FRONT'],
  ['ACC.SUB.CANCEL', '账号注销协助', 'cancel account', 'specialised', 'RISK'],
  ['ORD.PLACE.BATCH', '批量下单流程', 'batch ordering', 'simple', 'FRONT'],
  ['ORD.PLACE.SPEC', '商品规格选择', 'choose specification', 'simple', 'FRONT'],
  ['ORD.PLACE.MODIFY', '订单信息修改', 'change an order', 'simple', 'FRONT'],
  ['ORD.PAY.FAILED', '支付失败排查', 'payment failed', 'specialised', 'PAY'],
  ['ORD.PAY.VOUCHER', '支付凭证查询', 'payment voucher', 'specialised', 'PAY'],
  ['ORD.PAY.REFUND', '退款申请协助', 'refund', 'specialised', 'PAY'],
  ['ORD.PAY.DUPLICATE', '重复支付/扣款无订单', 'paid twice, no order', 'specialised', 'PAY'],
  ['ORD.PAY.COUPON', '优惠券/积分不可用', 'coupon unusable', 'simple', 'FRONT'],
  ['ORD.FULFIL.SHIP', '发货进度查询', 'shipping progress', 'simple', 'FRONT'],
  ['ORD.FULFIL.LOGISTICS', '物流信息核实', 'logistics check', 'specialised', 'ORDER'],
  ['ORD.FULFIL.ARRIVAL', '到货异常反馈', 'wrong or damaged arrival', 'complex', 'ORDER'],
  ['ORD.FULFIL.UNREACHABLE', '支付后商家失联', 'merchant unreachable after payment', 'complex', 'MERCH', 'always'],
  ['ORD.FULFIL.ANOMALY', '订单异常(缺货/地址错误)', 'order exception, we call first', 'specialised', 'ORDER'],
  ['ORD.DISPUTE.RETURN', '退换货申请指导', 'how to return', 'simple', 'FRONT'],
  ['ORD.DISPUTE.INVOICE', '发票开具问题', 'invoice not issued', 'specialised', 'FIN'],
  ['ORD.DISPUTE.CANCEL', '订单取消协助', 'cancel order', 'simple', 'FRONT'],
  ['ORD.DISPUTE.CASE', '订单纠纷', 'order dispute', 'complex', 'ORDER'],
  ['PRD.INFO.STOCK', '商品库存查询', 'stock', 'simple', 'FRONT'],
  ['PRD.INFO.SPEC', '规格参数解读', 'parameters', 'simple', 'FRONT'],
  ['PRD.INFO.PRICE', '价格变动说明', 'price change', 'simple', 'FRONT'],
  ['PRD.MERCHANT.ENTRY', '商家入驻流程', 'becoming a merchant', 'simple', 'FRONT'],
  ['PRD.MERCHANT.RULES', '店铺运营规则', 'store rules', 'simple', 'FRONT'],
  ['PRD.MERCHANT.PROMO', '平台推广政策', 'promotion policy', 'simple', 'FRONT'],
  ['PRD.QUALITY.VERIFY', '质量问题核实', 'quality check', 'complex', 'AFTER'],
  ['PRD.QUALITY.INSPECT', '检测流程指引', 'inspection steps', 'simple', 'FRONT'],
  ['PRD.QUALITY.RIGHTS', '售后维权协助', 'rights on quality', 'complex', 'AFTER'],
  ['TEC.GUIDE.ADDRESS', '地址管理', 'addresses', 'simple', 'FRONT'],
  ['TEC.GUIDE.CONTRACT', '合同生成', 'contracts', 'simple', 'FRONT'],
  ['TEC.GUIDE.REPORT', '报表导出', 'report export', 'simple', 'FRONT'],
  ['TEC.GUIDE.FAVOURITE', '收藏夹操作', 'favourites', 'simple', 'FRONT'],
  ['TEC.FAULT.PAGE', '页面加载失败', 'page fails to load', 'complex', 'TECH'],
  ['TEC.FAULT.FUNCTION', '功能无法使用', 'function unusable', 'complex', 'TECH'],
  ['TEC.FAULT.DATA', '数据显示错误', 'wrong data', 'complex', 'TECH'],
  ['TEC.FAULT.DOWN', '系统崩溃无法交易', 'system down, no trade', 'complex', 'TECH', 'always'],
  ['TEC.COMPAT.BROWSER', '浏览器版本', 'browser', 'simple', 'FRONT'],
  ['TEC.COMPAT.APP', 'APP安装与更新', 'app install, update', 'simple', 'FRONT'],
  ['AFS.STATUS.PROGRESS', '投诉处理状态', 'complaint status', 'simple', 'FRONT'],
  ['AFS.STATUS.RESULT', '投诉结果反馈', 'complaint result', 'simple', 'FRONT'],
  ['AFS.FOLLOW.RETURN', '退换货进度', 'return progress', 'simple', 'FRONT'],
  ['AFS.FOLLOW.REPAIR', '维修服务协调', 'repair', 'complex', 'AFTER'],
  ['AFS.FOLLOW.COMPENSATE', '赔偿方案沟通', 'compensation', 'complex', 'AFTER'],
  ['AFS.RIGHTS.MEDIATE', '介入协调', 'mediation with merchant', 'complex', 'AFTER'],
  ['AFS.RIGHTS.RULES', '平台规则解读', 'rules explained', 'simple', 'FRONT'],
  ['OTH.RULE.FEE', '交易手续费标准', 'fees', 'simple', 'FRONT'],
  ['OTH.RULE.PROMO', '促销活动规则', 'promotion rules', 'simple', 'FRONT'],
  ['OTH.RULE.PENALTY', '违规处罚说明', 'penalties', 'simple', 'FRONT'],
  ['OTH.INVOICE.APPLY', '发票申请流程', 'invoice application', 'simple', 'FRONT'],
  ['OTH.INVOICE.TYPE', '发票类型选择', 'invoice type', 'simple', 'FRONT'],
  ['OTH.INVOICE.DELIVERY', '发票寄送查询', 'invoice delivery', 'simple', 'FRONT'],
  ['OTH.SUGGEST.FEATURE', '功能优化建议', 'feature suggestion', 'simple', 'IMPROVE'],
  ['OTH.SUGGEST.SERVICE', '服务改进意见', 'service suggestion', 'simple', 'IMPROVE'],
  ['OTH.SUGGEST.BUG', 'bug反馈', 'bug report', 'simple', 'IMPROVE'],
  ['OTH.UNCOVERED', '未涵盖的问题', 'anything else', 'simple', 'FRONT'],
  ['MER.SHOP.SETTING', '店铺设置', 'shop settings', 'simple', 'FRONT'],
  ['MER.SHOP.BANNED', '店铺被误封', 'shop wrongly closed', 'complex', 'RISK', 'with-consent'],
  ['MER.SHIP.BLOCKED', '无法发货', 'cannot ship', 'complex', 'TECH', 'with-consent'],
  ['MER.APPEAL.VIOLATION', '违规申诉', 'violation appeal', 'specialised', 'RISK'],
  ['MER.FIN.STATEMENT', '账户明细', 'account statement', 'specialised', 'FIN'],
  ['MER.FIN.DEPOSIT', '保证金退还', 'deposit refund', 'specialised', 'FIN'],
  ['SVC.QUERY', '进度查询', 'progress query', 'simple', 'FRONT'],
  ['SVC.RATING', '不满意评价核查', 'review of a dissatisfied rating', 'specialised', 'QA'],
  ['SVC.COMPLAINT', '服务投诉', 'complaint about an agent', 'specialised', 'QA'],
  ['SVC.APPT.PURCHASE', '采购合作洽谈', 'large purchase talk (over 1 M yuan a year)', 'special', 'OFFLINE'],
  ['SVC.APPT.ONSITE', '复杂问题现场沟通', 'on-site talk', 'special', 'OFFLINE'],
  ['SVC.APPT.TRAINING', '企业专项培训', 'training', 'special', 'OFFLINE'],
  ['SVC.CUSTOM', '定制服务', 'custom service', 'special', 'OFFLINE'],
];

/** Every category of the desk, in the order of the specification. Norm: S0 §3, with leaves from S1 and S3 (DECISION 13). */
export const CATEGORIES: readonly Category[] = ROWS.map(categoryOf);

const BY_CODE = new Map(CATEGORIES.map((category) => [category.code, category]));

/** Null where no category has this code. */
export function findCategory(code: string): Category | null {
  return BY_CODE.get(code) ?? null;
}

function categoryOf([code, zh, en, handling, department, urgent = 'no']: Row): Category {
  const requiredFacts = requiredFactsOf(code);
  return { code, zh, en, class: handling, ...handle(handling, department), department, urgent, requiredFacts };
}

/** Routing and time class are separate (DECISION 12): a specialised question goes to one department and has the complex limits. */
function handle(handling: HandlingClass, department: Department): { slaClass: SlaClass; routing: Routing } {
  switch (handling) {
    case 'simple':
      return { slaClass: 'simple', routing: department === 'FRONT' ? 'direct' : 'department' };
    case 'specialised':
      return { slaClass: 'complex', routing: 'department' };
    case 'complex':
      return { slaClass: 'complex', routing: 'coordinated' };
    case 'special':
      return { slaClass: 'special', routing: 'department' };
  }
}

/** A class given by hand moves the ticket to whoever deals with that class; else the catalogue's routing stands. */
export function routingFor(category: Category, slaClass: SlaClass): Routing {
  if (slaClass === category.slaClass) return category.routing;
  switch (slaClass) {
    case 'simple':
      return category.department === 'FRONT' ? 'direct' : 'department';
    case 'complex':
      return 'coordinated';
    case 'special':
      return 'department';
  }
}
