const SECRET =
  '(?:密码|口令|验证码|校验码|动态码|短信码|安全码|\\b(?:PIN|CVV2?|passwords?|passcode|OTP|(?:verification|security|one[- ]time|sms|authentication|login) codes?)\\b码?(?!码))';
/** Then it is not the secret itself that is wanted: the page of the code, the time at which it came. */
const ABOUT =
  '(?![ -]?(?:的|是否|有没有|重置|找回|修改|设置|错误|有误|报错|页|界面|提示|截图|输入|时|失败|过期|收不到|发送|接收|更改|变更|问题|登录|规则|锁|箱|reset|page|error|field|screen|recovery|policy|change|problem|issue|message|protected|has|was|expired|is (?:wrong|incorrect|not)))';

const ZH_ASKS = [
  new RegExp(
    `(?:请|麻烦|烦请|需要您|需您|您需|能否|可否|方便|把|将).{0,8}?(?:提供|告诉|告知|回复|报(?:给|出|一下|下)|说(?:出|一下|下)|转发|念一下|发(?:我|给|来|一下)|贴出).{0,16}?${SECRET}${ABOUT}`,
    'i',
  ),
  new RegExp(`${SECRET}.{0,6}?(?:发(?:我|给我|过来|一下|来)|告诉我|告知我|给我|报给|提供给|说一下|念一下)`, 'i'),
  /(?:密码|口令|验证码|校验码|动态码|PIN码?)(?:是多少|是什么[?？]?$)/i,
];
const EN_ASKS = [
  new RegExp(
    `(?:\\b(?:please|kindly|could you|can you|would you|you (?:must|need to|have to)|need you to)\\b[^,]{0,20}?|^\\s*)\\b(?:send|tell|give|provide|share|confirm|forward|enter here|reply with|read out)\\b[^]{0,40}?\\b${SECRET}\\b${ABOUT}`,
    'i',
  ),
  new RegExp(
    `\\b(?:send|tell|give|share with|forward)\\s+(?:it )?(?:to )?(?:us|me)\\b[^]{0,40}?\\b${SECRET}\\b${ABOUT}`,
    'i',
  ),
  new RegExp(`\\b(?:what(?:'s| is)|we need|i need)\\s+your\\b[^]{0,24}?\\b${SECRET}\\b${ABOUT}`, 'i'),
];
const NAMES = [new RegExp(`${SECRET}${ABOUT}`, 'i')];
/** Who warns of it, or wants none of it to be seen, does not ask. */
const WARNS =
  /不要|请勿|切勿|勿|不得|不会|从不|绝不|不应|不能|无需|不需要|不必|禁止|防止|谨防|无密码|遮|打码|隐去|隐藏|涂黑|\b(?:never|not|don['’]t|won['’]t|nobody|no one|no password|without|hide|hidden|mask(?:ed)?|cover(?:ed)?|blur(?:red)?|redact(?:ed)?)\b/i;
/** One after another, or each for itself: "订单号，以及密码" goes on. */
const CLAUSES = /[。；！？;!?\n]|[，,](?!\s*(?:以及|和|还有|及|and))|\.(?=\s|$)/;

function says(text: string, asking: readonly RegExp[]): boolean {
  return text.split(CLAUSES).some((clause) => !WARNS.test(clause) && asking.some((asks) => asks.test(clause)));
}

/** Whether these words ask somebody for a password, a PIN or a code, which no agent ever does; who asks for them is a fraud. */
export function asksForSecret(text: string): boolean {
  return says(text, [...ZH_ASKS, ...EN_ASKS]);
}

/** Whether what is named here is a password, a PIN or a code: in a list of what is asked for the name asks already. */
export function namesSecret(text: string): boolean {
  return says(text, NAMES);
}
