const PART = '(?:凌晨|早上|上午|中午|下午|傍晚|晚上|下班|上班)';
const HOUR = `${PART}?\\s*(?<!\\d)\\d{1,2}(?:[点时](?:半|\\d{1,2}分?)?|[:：]\\d{2})`;
const WEEKDAY = '(?:周|星期)[一二三四五六日天末]';
/** Ahead by its own name. */
const AHEAD = `(?:明天|明日|明早|明晚|明[上下]午|后天|今晚|下(?:个?(?:${WEEKDAY}|月)|周)|本周内?|本月底|月底|过[一两几]天)`;
/** As loosely as can be. */
const SOON = '(?:稍后|稍晚(?:些|点|时候)?|晚点|晚些(?:时候)?|[待等过]?一?会儿|回头(?!客|率|看))';
/** May lie behind as well. */
const DAY = `(?:今天|今日|当天|[本这]?${WEEKDAY}|\\d{1,2}月\\d{1,2}[日号]|(?<![\\d尾第])\\d{1,2}[日号](?!楼|仓|店|线))(?!的|下单|提交|反馈|申请|购|付|支付|来电|投诉)`;
const LENGTH =
  '(?:(?<!\\d)\\d{1,3}(?:\\s*[-~至到]\\s*\\d{1,3})?|[一二两三四五六七八九十半几]{1,3})\\s*个?\\s*(?:分钟|小时|钟头|工作日|天|周|星期|月)';
const SPAN = `${LENGTH}(?:之内|以内|内|之后|以后|后)`;
const DEADLINE = '(?:之前|以前|之内|以内|前|内)';
const WILL = '(?:会(?!员|议)|将|预计|再|给您(?!带来|造成|添)|为您|与您)';
/** What becomes of the goods: the seller’s course, unless the words say that it is done by us or for the customer. */
const GOODS = '(?:寄|发出|发货|送达)';
const COMING_BACK = `(?:回复|答复|回电|回信|致电|联系|告知|告诉|通知|反馈|同步|处理|解决|修复|恢复|完成|办理|办妥|安排|退款|补发|到账|收到|结果|结论|消息|进展|说法|交代|方案|${GOODS})`;
const BETWEEN = '[^，。；！？]{0,12}';

/** A time ahead and then what is done by then; a day or hour that may be past only where words say that it is ahead; a wait. */
const CHINESE = [
  `(?:${AHEAD}\\s*${PART}?\\s*(?:${HOUR})?|${SPAN}|${SOON})${DEADLINE}?${BETWEEN}${COMING_BACK}`,
  `(?:${DAY}\\s*${PART}?\\s*(?:${HOUR})?|${HOUR}|${PART})(?:${DEADLINE}|[^，。；！？的]{0,4}(?=${WILL}))${BETWEEN}${COMING_BACK}`,
  `(?:稍等|稍候|等待|等候|等到|等(?!了)|预计|还需要?|[大约]{1,2}需要?)[^，。；！？]{0,6}(?:${AHEAD}|${DAY}|${LENGTH})\\s*${PART}?\\s*(?:${HOUR})?`,
].map((pattern) => new RegExp(pattern, 'u'));
/** The customer is asked for something, or it hangs on a condition. */
const ASKED_ZH = /^\s*(?:请(?!.{0,4}[等候])|麻烦|烦请|您(?!好|的|将|会|稍)|如|若)/u;
/** It is done, it is the customer's to do, or a rule that holds for everybody. */
const NOT_OURS = /已|请(?!.{0,4}[等候])|您[可需先再]|未|不会|无法|自动|无理由|支持/u;
const OF_GOODS = new RegExp(`${GOODS}$`, 'u');
const DONE_BY_US = /我[们司方]|本店|给您|为您/u;
const DONE_BEFORE = /已经?[于在]?$/u;
const DONE_AFTER = /^(?:了|过)|重试|再试/u;

const UNIT = '(?:minutes?|hours?|(?:business |working )?days?|workdays?|weeks?|months?)';
const COUNT = '(?:\\d{1,3}(?:\\s*(?:to|-|–)\\s*\\d{1,3})?|an?|one|two|three|four|five|six|seven|a few|a couple of)';
const MONTH = '(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*';
const DATE = `(?:\\d{1,2}(?:st|nd|rd|th)?\\s+(?:of\\s+)?${MONTH}|${MONTH}\\s+\\d{1,2})`;
const NAMED_DAY =
  '(?:(?:next |this )?(?:mon|tues|wednes|thurs|fri|satur|sun)day|today|tonight|tomorrow|next week|(?:the )?end of (?:the |this )?(?:day|week|month))';
const DAY_PART = '(?:\\s+(?:morning|noon|afternoon|evening))?';
const CLOCK_TIME = "\\d{1,2}(?::\\d{2}|(?::\\d{2})?\\s*(?:am|pm|o[’']clock))";
const SOON_EN = 'shortly|(?<!as )soon|later(?=\\s*$|\\s+(?:today|this|on))|in a (?:while|moment|bit)';
const ENGLISH_TIME = `(?:(?:by|before|until|till|not? later than|within|on|at)\\s+(?:the\\s+)?(?:${NAMED_DAY}${DAY_PART}|${CLOCK_TIME}|noon)|(?:by|before|until|till)\\s+(?:the\\s+)?${DATE}|(?:within|in)\\s+(?:the\\s+next\\s+)?${COUNT}\\s+${UNIT}|${COUNT}\\s+${UNIT}\\s+from\\s+now|${NAMED_DAY}\\s+(?:morning|noon|afternoon|evening)|tomorrow|tonight|${SOON_EN})\\b`;
const ENGLISH_WILL =
  "(?:\\b(?:will|shall|expect|hope to|aim to|going to|wait|bear with|allow)\\b|[’']ll\\b|\\b(?:we|i)(?: are| am|[’']re|[’']m)?\\s+(?:get|com[ei]|call|repl|answer|back))";
/** What is to come and then the time of it, the time first, or in few words both. */
const ENGLISH = new RegExp(
  `${ENGLISH_WILL}.{0,160}\\b${ENGLISH_TIME}|^\\s*(?:and |so |but )?${ENGLISH_TIME}.{0,160}${ENGLISH_WILL}|\\b(?:allow|wait)\\s+${COUNT}\\s+${UNIT}|^\\s*(?:an? |our |the )?(?:answer|reply|results?|news|update)\\s+${ENGLISH_TIME}\\s*$`,
  'iu',
);
const GOODS_EN = /\b(?:ship|dispatch|deliver)/iu;
const DONE_BY_US_EN = /\b(?:we|i|us|you)\b/iu;
const ASKED_EN =
  /^\s*(?:please(?! (?:wait|allow|bear|expect))|if|unless|kindly|could you|can you)\b|\byou(?:['’]ll| will) (?:need|have) to\b/iu;

const BY_THEN = /^(?:预计|最晚|最迟)/u;
const PART_OF_A_TIME = new RegExp(`${AHEAD}|${DAY}|${HOUR}|${SPAN}|${PART}|${DEADLINE}|\\s`, 'gu');
const ENGLISH_TIME_ALONE = new RegExp(`^${ENGLISH_TIME}$`, 'iu');

/**
 * The words with which a text to a customer names a time for coming back to him, as `明天下午3点前回复`; null where it names none.
 * A hint for whoever wrote them, never a promise by itself: words alone do not say which instant is meant.
 */
export function namedTime(text: string): string | null {
  let before = '';
  for (const piece of text.split(/[，。；！？,;!?\n]|\.\s/u)) {
    // Patterns that look for blanks take the square of a long row of them.
    const words = piece.trim().replaceAll(/\s+/gu, ' ');
    const clause = `${before}${words}`;
    before = isTimeAlone(words) ? `${words} ` : '';
    const found = inChinese(clause) ?? inEnglish(clause);
    if (found !== null) return found;
  }
  return null;
}

/** What is done by then comes behind the comma. */
function isTimeAlone(words: string): boolean {
  return words.replace(BY_THEN, '').replaceAll(PART_OF_A_TIME, '') === '' || ENGLISH_TIME_ALONE.test(words);
}

function inChinese(clause: string): string | null {
  if (ASKED_ZH.test(clause)) return null;
  for (const pattern of CHINESE) {
    const found = pattern.exec(clause);
    if (found !== null && isOurs(clause, found)) return found[0].trim();
  }
  return null;
}

function isOurs(clause: string, { 0: words, index }: RegExpExecArray): boolean {
  const [before, after] = [clause.slice(0, index), clause.slice(index + words.length)];
  if (OF_GOODS.test(words) && !DONE_BY_US.test(clause)) return false;
  return !NOT_OURS.test(words) && !DONE_BEFORE.test(before) && !DONE_AFTER.test(after);
}

function inEnglish(clause: string): string | null {
  if (ASKED_EN.test(clause) || !ENGLISH.test(clause)) return null;
  return GOODS_EN.test(clause) && !DONE_BY_US_EN.test(clause) ? null : clause.trim();
}
