import type { Words } from '../../contracts/words.ts';

/** Why limits cannot be reckoned by a version: a calendar's or policy's own words, which are English. */
export function notReckoned({ message }: RangeError): Words {
  return { zh: `按该版本无法计算时限（${message}）`, en: `its limits cannot be reckoned by that version: ${message}` };
}
