import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { asksForSecret, namesSecret } from '../../../domain/privacy/asksForSecret.ts';
import { maskSecrets } from '../../../domain/privacy/secrets.ts';

/** A number with its check digit, as an issuer gives them out. */
const card = fc
  .tuple(
    fc.constantFrom('62', '4', '51', '55', '2300', '3530', '6011'),
    fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 15, maxLength: 15 }),
  )
  .map(([issuer, digits]) => {
    const first = `${issuer}${digits.join('')}`.slice(0, 15);
    const sum = first
      .split('')
      .toReversed()
      .reduce((total, digit, index) => {
        const value = Number(digit) * (index % 2 === 0 ? 2 : 1);
        return total + (value > 9 ? value - 9 : value);
      }, 0);
    return `${first}${(10 - (sum % 10)) % 10}`;
  });

describe('a secret that somebody wrote', () => {
  test.each([
    ['我的密码是abc123，登录不了', '我的密码是******'],
    ['登录密码：Qwe!2025xyz', '登录密码：******'],
    ['支付密码 836152 不对', '支付密码 ****** 不对'],
    ['账号 zhang3 密码 zh4ng3pw 请看', '账号 zhang3 密码 ****** 请看'],
    ['收到的验证码是 482913', '收到的验证码是 ******'],
    ['验证码482913提示错误', '验证码******提示错误'],
    ['My password is hunter2!', 'My password is ******'],
    ['password: letmein', 'password: ******'],
    ['The verification code was 4821.', 'The verification code was ******.'],
    ['PIN: 1234', 'PIN: ******'],
    ['卡背面 CVV 123', '卡背面 CVV ******'],
    ['卡号 4111111111111111 扣款', '卡号 ****1111 扣款'],
    ['card 4111-1111-1111-1111', 'card ****1111'],
    ['银行卡6222 0212 3456 7890 128', /^银行卡/],
    ['身份证 11010519491231002X', '身份证 110****002X'],
  ])('%s', (said, kept) => {
    const masked = maskSecrets(said);
    if (typeof kept === 'string') expect(masked.startsWith(kept)).toBe(true);
    else expect(masked).toMatch(kept);
  });

  test.each([
    '我的密码是什么？忘记了',
    '密码是正确的，还是登不上',
    '密码错误，请问怎么找回',
    '密码是8位以上吗',
    '密码是 2025-11-07 改的',
    '验证码收不到',
    '验证码 5 分钟后过期，2025年的规则',
    '验证码10086没有发来',
    'My password is wrong',
    'password is incorrect.',
    'Password: reset does not work',
    'the error code is 500123',
    '订单号 4111111111111111 未发货',
    'order no. 4111111111111111',
    '订单 KF20251107001 与 PO-2025110700012345',
    '电话 13812345678，座机 010-12345678，400-820-8820',
    '运单号：6222021234567890',
    '密码：https://example.cn/reset?a=1',
    'SKU 4111111111111112 缺货',
  ])('nothing is taken from: %s', (said) => {
    expect(maskSecrets(said)).toBe(said);
  });

  test('of any card the last four digits stay, wherever it stands', () => {
    fc.assert(
      fc.property(
        card,
        fc.constantFrom('', '卡号', '我用 ', 'paid with '),
        fc.constantFrom('', '付的款', ' twice'),
        (number, before, after) => {
          expect(maskSecrets(`${before}${number}${after}`)).toBe(`${before}****${number.slice(-4)}${after}`);
        },
      ),
    );
  });

  test('masking twice is masking once, and a text without digits and signs is never touched', () => {
    const words = fc.array(
      fc.constantFrom(
        '密码',
        '验证码',
        '是',
        '：',
        ' ',
        'password',
        'is',
        'abc123',
        '482913',
        '卡号',
        '4111111111111111',
        '，',
        'PIN',
        '订单号',
        'x',
      ),
    );
    fc.assert(
      fc.property(words, (parts) => {
        const once = maskSecrets(parts.join(''));
        expect(maskSecrets(once)).toBe(once);
      }),
    );
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...'密码验证码是不对请问怎么办，。 abcxyz'.split('')) }),
        (text) => {
          expect(maskSecrets(text)).toBe(text);
        },
      ),
    );
  });

  test('phone, ticket and order numbers stay whatever their digits', () => {
    const digits = (length: number) =>
      fc.integer({ min: 0, max: 10 ** length - 1 }).map((n) => String(n).padStart(length, '0'));
    fc.assert(
      fc.property(digits(9), digits(8), digits(8), (phone, day, rest) => {
        const text = `手机 1${phone.slice(0, 1)}${phone}，工单 KF${day}${rest.slice(0, 3)}，订单号 ${day}${rest}`;
        expect(maskSecrets(text)).toBe(text);
      }),
    );
  });
});

describe('who asks for a secret', () => {
  test.each([
    '请提供您的登录密码',
    '麻烦您把短信验证码告诉我',
    '请提供账号、密码，我们为您登录查看',
    '请回复收到的验证码',
    '您的取款密码是多少？',
    '请您提供订单号，以及支付密码',
    '验证码发我一下',
    '方便的话请告知银行卡的安全码',
    'Please send us your password.',
    'Could you tell me the verification code you received?',
    'What is your OTP?',
    'Send me your password',
    'Please provide your order number and password',
  ])('asks: %s', (text) => {
    expect(asksForSecret(text)).toBe(true);
  });

  test.each([
    '请勿向任何人提供密码或验证码',
    '客服不会请您提供密码',
    '请点击“发送验证码”，并在页面输入验证码',
    '请重置密码后再试',
    '请提供密码重置页面的截图',
    '请提供收不到验证码的手机号',
    '请提供订单号，密码重置后我们回电',
    '我们已为您重置密码，新密码已发到邮箱',
    '请告诉我们您的密码是否已修改',
    '请提供验证码错误时的提示',
    'Never send your password to anybody.',
    'We will send you a verification code.',
    'Please reset your password on the login page.',
    'Please send us a screenshot of the password page',
    'Please do not tell anyone your PIN',
    '请提供营业执照照片',
    '请提供 shipping 单号和PIN码页面截图',
    '请提供验证码发送记录和密码锁的照片',
    '请提供订单页截图（请遮挡密码）',
  ])('does not: %s', (text) => {
    expect(asksForSecret(text)).toBe(false);
  });
});

describe('what an item of material names', () => {
  test.each([
    '登录密码',
    '短信验证码',
    '账号、登录密码',
    '支付密码（6位数字）',
    '银行卡 PIN码',
    'login password',
    'Verification code',
    'PIN',
  ])('a secret itself: %s', (name) => {
    expect(namesSecret(name)).toBe(true);
  });

  test.each([
    '验证码错误截图',
    '验证码 页面截图',
    '短信验证码发送记录',
    '密码重置页的报错提示',
    '密码锁订单照片',
    'PNG 截图，请遮挡密码',
    'PDF，无密码',
    'screenshot of the password error',
    'a PDF that is not password protected',
    'shipping label',
    '营业执照',
  ])('something else: %s', (name) => {
    expect(namesSecret(name)).toBe(false);
  });
});
