import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { namedTime } from '../../../domain/ticket/namedTime.ts';

describe('a text that names a time for coming back to the customer', () => {
  test.each([
    ['您好，明天下午3点前回复您。', '明天下午3点前回复'],
    ['已收到您的材料，我们将在2小时内给您答复', '2小时内给您答复'],
    ['我们周五之前与您联系', '周五之前与您联系'],
    ['工程师正在排查，预计三个工作日内解决', '三个工作日内解决'],
    ['11月25日18:00前为您处理完毕', '11月25日18:00前为您处理'],
    ['请您放心，明早给您回电', '明早给您回电'],
    ['We have your papers. We will get back to you by tomorrow noon', 'We will get back to you by tomorrow noon'],
    ["I'll call you within two hours", "I'll call you within two hours"],
    ['We shall answer before 3 pm', 'We shall answer before 3 pm'],
  ])('%s', (text, found) => {
    expect(namedTime(text)).toBe(found);
  });

  test.each([
    ['下周一前会有结果', '下周一前会有结果'],
    ['请稍等到明天上午', '稍等到明天上午'],
    ['请耐心等待2个工作日', '等待2个工作日'],
    ['周五下班前给您回复', '周五下班前给您回复'],
    ['下班前给您回复', '下班前给您回复'],
    ['周五同事会给您回电', '周五同事会给您回电'],
    ['已联系仓库明天给您答复', '明天给您答复'],
    ['退款将在3-5个工作日内到账', '3-5个工作日内到账'],
    ['核实大约需要3个工作日', '大约需要3个工作日'],
    ['预计11月26日发货', '预计11月26日'],
    ['明天下午3点前，我们给您一个说法', '明天下午3点前 我们给您一个说法'],
    ['稍后给您回复', '稍后给您回复'],
    ['请您放心，我们晚点联系您', '晚点联系'],
    ['一会儿给您回电', '一会儿给您回电'],
    ['我待会儿告诉您结果', '待会儿告诉您结果'],
    ['回头给您一个答复', '回头给您一个答复'],
    ['We will get back to you shortly', 'We will get back to you shortly'],
    ['I will call you later today', 'I will call you later today'],
    ['三天内为您发货', '三天内为您发货'],
    ['我们明天寄出', '明天寄'],
    ['三天内发货并通知您', '三天内发货并通知'],
    ['We will ship the part within 3 days', 'We will ship the part within 3 days'],
    ['You will hear from us three days from now', 'You will hear from us three days from now'],
    ['There will be news by Monday morning', 'There will be news by Monday morning'],
    ['By Monday morning, we will have a result', 'By Monday morning we will have a result'],
    ['You can expect an answer within 2 hours', 'You can expect an answer within 2 hours'],
    ['Please wait until tomorrow morning', 'Please wait until tomorrow morning'],
    ['Reply within 2 hours', 'Reply within 2 hours'],
    ['The refund will arrive in 3 to 5 days', 'The refund will arrive in 3 to 5 days'],
    ['We are getting back to you by the end of the week', 'We are getting back to you by the end of the week'],
  ])('loosely: %s', (text, found) => {
    expect(namedTime(text)).toBe(found);
  });
});

describe('a text that promises no time', () => {
  test.each([
    ['请您在明天下午3点前补充营业执照照片'],
    ['请于明天18:00前回复我们是否同意'],
    ['请等待5分钟后重试'],
    ['今天已为您处理'],
    ['昨天下午3点已退款'],
    ['今天给您带来的不便深表歉意'],
    ['今天收到您的退款申请'],
    ['您的订单DD20251107001已发货'],
    ['我们会尽快给您答复'],
    ['您昨天提到的支付失败，请问卡号后四位是多少'],
    ['付款失败3次后请联系银行'],
    ['商品支持7天内无理由退款'],
    ['您可在7天内申请退款'],
    ['如明天仍未到账请联系我们'],
    ['服务时间为周一至周五9:00-18:00'],
    ['三天内发货'],
    ['该商品48小时内发货'],
    ['卖家承诺三天内发货'],
    ['明天送达'],
    ['稍后发货'],
    ['请稍后再试'],
    ['请稍后联系我们'],
    ['稍后请回复是否同意'],
    ['感谢回头客的反馈'],
    ['The seller will ship within 3 days'],
    ['Your parcel will be delivered by Monday'],
    ['Please try again later'],
    ['We answered you later than we should have'],
    ['We will refund the later order'],
    ['Please send us the licence by tomorrow'],
    ['You will need to send the licence by Friday'],
    ['If it has not arrived by Monday, please call us'],
    ['Regarding your message on Friday, we will check'],
    ['We received your order at 3 pm'],
    ['Your reply by Friday'],
    ['The results on Friday were good'],
    ['We will answer as soon as we can'],
    [''],
  ])('%s', (text) => {
    expect(namedTime(text)).toBeNull();
  });

  test.each(['明天1', '一', '1点', '明天 ', 'we will by ', '3 days '])(
    'a long one of “%s” is looked at whole',
    (part) => {
      expect(namedTime(part.repeat(10_000 / part.length))).toBeNull();
    },
  );

  test('a list of times alone, however long', () => {
    for (const time of ['9:00 ', '上午9点 ', '本周内', '大约'])
      expect(namedTime(`您方便的时间：\n${time.repeat(2_000)}均可`)).toBeNull();
  });

  test('whatever order, price, telephone or past day it speaks of', () => {
    const number = fc.integer({ min: 1_000_000, max: 99_999_999_999 });
    const price = fc.integer({ min: 1, max: 999_999 }).map((fen) => (fen / 100).toFixed(2));
    const phone = fc.constantFrom('400-820-1234', '13800005678', '021-5555 0000', '+86 138 0000 5678');
    const month = fc.integer({ min: 1, max: 12 });
    const date = fc.integer({ min: 1, max: 31 });
    const hour = fc.integer({ min: 0, max: 23 });
    fc.assert(
      fc.property(number, price, phone, month, date, hour, (order, sum, call, m, d, h) => {
        const ordinary = [
          `您的订单${order}会为您处理`,
          `我们会核实订单${order}号并回复您`,
          `订单${order}已于${m}月${d}日发货`,
          `${m}月${d}日下单的${order}号商品我们会为您处理`,
          `关于${m}月${d}日的退款我们会尽快回复`,
          `您${m}月${d}日${h}点来电反馈的问题我们会跟进`,
          `${m}月${d}日${h}:30已为您退款${sum}元`,
          `退款金额为${sum}元，到账后会通知您`,
          `工号${order}会为您服务，电话${call}`,
          `如需帮助请致电${call}，我们会为您处理`,
          `We will look into order ${order} and the ${sum} yuan`,
          `The ${sum} yuan for order ${order} were refunded on ${d} November`,
          `Regarding your call of ${d} November at ${h}:30, we will check order ${order}`,
          `Please call ${call}, and we will help you`,
        ];
        for (const text of ordinary) expect([text, namedTime(text)]).toEqual([text, null]);
      }),
    );
  });
});
