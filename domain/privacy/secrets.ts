const HIDDEN = '******';

/** Numbers of our own trade that are as long as a card's: they follow the word that says so. */
const OWN_NUMBER =
  /(?:订单|运单|物流|快递|流水|交易|合同|发票|工单|单号|编号|order|tracking|invoice|waybill|transaction)[^\n，。；,;]{0,12}$/i;
const CARD = /(?<!\w)(?:\d{13,19}|\d{4}([ -])\d{4}\1\d{4}\1\d{1,4}(?:\1\d{1,3})?|\d{4}([ -])\d{6}\2\d{5})(?!\w)/g;
/** With what numbers of bank cards begin: UnionPay, Visa, Mastercard, American Express, Diners, JCB, Discover. */
const ISSUER = /^(?:62|4|5[1-5]|2(?:22[1-9]|2[3-9]|[3-6]|7[01]|720)|3(?:[47]|0[0-5]|[689]|5[2-8])|6011|65)/;
const CITIZEN = /(?<!\w)[1-8]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?!\w)/g;

/** The check digit of ISO/IEC 7812-1, annex B. */
function passesLuhn(digits: string): boolean {
  const sum = digits
    .split('')
    .toReversed()
    .reduce((total, digit, index) => {
      const value = Number(digit) * (index % 2 === 0 ? 1 : 2);
      return total + (value > 9 ? value - 9 : value);
    }, 0);
  return sum % 10 === 0;
}

/** The check character of GB 11643 (ISO 7064, MOD 11-2). */
function isCitizenNumber(number: string): boolean {
  const sum = number
    .slice(0, 17)
    .split('')
    .reduce((total, digit, index) => total + Number(digit) * (2 ** (17 - index) % 11), 0);
  return '10X98765432'[sum % 11] === number.slice(-1).toUpperCase();
}

function maskNumbers(text: string): string {
  const own = (offset: number): boolean => OWN_NUMBER.test(text.slice(0, offset));
  const cards = text.replaceAll(CARD, (found: string, ...rest: unknown[]) => {
    const digits = found.replaceAll(/\D/g, '');
    const card = ISSUER.test(digits) && passesLuhn(digits) && !own(Number(rest.at(-2)));
    return card ? `****${digits.slice(-4)}` : found;
  });
  return cards.replaceAll(CITIZEN, (found: string, offset: number) =>
    isCitizenNumber(found) && !OWN_NUMBER.test(cards.slice(0, offset))
      ? `${found.slice(0, 3)}****${found.slice(-4)}`
      : found,
  );
}

const IS = String.raw`\s*(?:是|为|:|：|=|\bis\b|\bwas\b)\s*["'“‘「]?`;
const PASSWORD = String.raw`(?:密码|口令|\bpassword|\bpasswd|\bpwd)`;
const CODE = String.raw`(?:验证码|校验码|动态码|短信码|\b(?:verification|security|one[- ]time|sms|authentication|login)[ -]code|\bOTP|\bpasscode)`;
const CHARS = String.raw`[!-~]`;
const END = String.raw`(?![\w年月日位次个分秒条天元]|[-./:]\d)`;

/** What is no secret, though it stands where one would: an address, a day, a number of ours. */
const HARMLESS = /^(?:https?:|\d{4}-\d{1,2}\b|KF\d|\*)/i;

/** Each names the secret in its second group, what stands before it in the first. */
const SAID: readonly RegExp[] = [
  // After "is" and the like: whatever has more than letters in it, or stands alone.
  new RegExp(`(${PASSWORD}${IS})((?=${CHARS}*[^A-Za-z\\s,.;!?"'）)])${CHARS}{4,64})`, 'gi'),
  new RegExp(`(${PASSWORD}\\s*(?::|：|=)\\s*)([A-Za-z]{4,64})(?=\\s*(?:$|[\\n，。；,;]))`, 'gi'),
  // Right behind its name: letters and digits together, or the six digits of a bank.
  new RegExp(`(${PASSWORD}\\s*)((?=\\w*\\d)(?=\\w*[A-Za-z])\\w{6,64}|\\d{6}${END})`, 'gi'),
  new RegExp(`(${CODE}${IS})((?=\\w*\\d)[A-Za-z0-9]{4,8}${END})`, 'gi'),
  new RegExp(`(${CODE}\\s*)(\\d{6}${END})`, 'gi'),
  new RegExp(`((?:\\bPIN(?: code| number)?|PIN码)${IS})(\\d{4,8}${END})`, 'gi'),
  new RegExp(`((?:\\bCV[VC]2?|安全码)(?:${IS}|\\s*))(\\d{3,4}${END})`, 'gi'),
];

/**
 * Words as they may be kept: passwords, PINs and codes that somebody wrote are gone, of a card's number the last four digits stay, of
 * an identity card's the first three and last four. Masking twice changes nothing more. Order, ticket and phone numbers stay.
 */
export function maskSecrets(text: string): string {
  return SAID.reduce(
    (words, said) =>
      words.replaceAll(said, (all: string, before: string, secret: string) =>
        HARMLESS.test(secret) ? all : `${before}${HIDDEN}`,
      ),
    maskNumbers(text),
  );
}
