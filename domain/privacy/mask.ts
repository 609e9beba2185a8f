/** How much of a number stays to be recognised by: 138****5678. */
const HEAD = 3;
const TAIL = 4;
const CHINA = '86';
const MOBILE_DIGITS = 11;

/** A phone number as it is shown to who does not need it whole; of a short one hardly anything is left. */
export function maskPhone(phone: string): string {
  const digits = phone.replaceAll(/\D/g, '');
  const national = digits.length === MOBILE_DIGITS + CHINA.length && digits.startsWith(CHINA);
  const number = national ? digits.slice(CHINA.length) : digits;
  if (number.length < HEAD + 2 * TAIL) return `****${number.slice(-2)}`;
  return `${number.slice(0, HEAD)}****${number.slice(-TAIL)}`;
}

/** `a***@example.com`: whose mail it is stays hidden, where it goes to does not. */
export function maskMail(address: string): string {
  const at = address.lastIndexOf('@');
  const [first = ''] = address.slice(0, Math.max(0, at));
  return `${first}***${at < 0 ? '' : address.slice(at)}`;
}
