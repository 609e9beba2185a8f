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
});

describe('a text that promises no time', () => {
  test.each([
    ['请您在明天下午3点前补充营业执照照片'],
    ['请于明天18:00前回复我们是否同意'],
    ['今天已为您处理'],
    ['您的订单DD20251107001已发货'],
    ['我们会尽快给您答复'],
    ['您昨天提到的支付失败，请问卡号后四位是多少'],
    ['付款失败3次后请联系银行'],
    ['Please send us the licence by tomorrow'],
    ['We received your order at 3 pm'],
    ['We will answer as soon as we can'],
    [''],
  ])('%s', (text) => {
    expect(namedTime(text)).toBeNull();
  });

  test('a long one is looked at in no time', () => {
    expect(namedTime('明天1'.repeat(2500))).toBeNull();
  });
});
