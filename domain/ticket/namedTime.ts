const DAY =
  '(?:今天|今日|今晚|明天|明日|明早|明晚|后天|本周内?|下周|(?:本|下|这)?(?:周|星期)[一二三四五六日天末]|\\d{1,2}月\\d{1,2}[日号]|\\d{1,2}[日号])';
const HOUR = '(?:上午|中午|下午|晚上|早上)?\\s*\\d{1,2}(?:[点时](?:半|\\d{1,2}分?)?|[:：]\\d{2})';
const SPAN = '(?:\\d+|[一二两三四五六七八九十半]+)\\s*个?(?:分钟|小时|工作日|天)(?:之内|以内|内)';
const COMING_BACK =
  '(?:回复|答复|回电|致电|联系|告知|告诉|通知|反馈|同步|处理|解决|办理|办妥|安排|退款|补发|寄出|到账|给您)';
const CHINESE = new RegExp(
  `(?:${DAY}\\s*(?:${HOUR})?|${HOUR}|${SPAN})(?:之前|以前|前|内)?[^，。；！？]{0,12}${COMING_BACK}`,
  'u',
);
/** The customer is asked for something, or it is done. */
const NO_PROMISE_ZH = /^\s*(?:请|麻烦|烦请|您|如果|如|若)|已|过了|了$/u;

const ENGLISH =
  /\b(?:by|before|within|until|at|on|in)\s+(?:the\s+)?(?:(?:today|tonight|tomorrow|monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b|\d{1,2}(?::\d{2})?\s*(?:am|pm|o’clock|o'clock)?\b|(?:\d+|an?|one|two|three|four|five)\s+(?:minutes?|hours?|days?|workdays?|working days)\b)|\b(?:tomorrow|tonight)\b/iu;
const WE_WILL = /\b(?:we|i)(?:['’]ll|\s+will|\s+shall)\b/iu;

/**
 * The words with which a text to a customer names a time for coming back to him, as `明天下午3点前回复`; null where it names none.
 * A hint for whoever wrote them, never a promise by itself: words alone do not say which instant is meant.
 */
export function namedTime(text: string): string | null {
  for (const clause of text.split(/[，。；！？,;!?\n]|\.\s/u)) {
    const found = NO_PROMISE_ZH.test(clause) ? null : CHINESE.exec(clause);
    if (found !== null) return found[0].trim();
    if (WE_WILL.test(clause) && ENGLISH.test(clause)) return clause.trim();
  }
  return null;
}
