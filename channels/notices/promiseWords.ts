import type { Words } from '../../contracts/words.ts';
import type { Fill, Params } from './words.ts';

/** By when the customer hears more, where the words that he is told promise it. */
export function promisedZh(p: Fill, { promiseBy = null }: Params): string {
  return promiseBy === null ? '' : `\n我们承诺：最晚 ${p('promiseBy')} 再给您消息。`;
}

/** The same in English. */
export function promisedEn(p: Fill, { promiseBy = null }: Params): string {
  return promiseBy === null ? '' : `\nOur promise: you hear from us again by ${p('promiseBy')}.`;
}

/** Beside when silence closes the ticket: before when it does not, as a word that was promised is still to come. */
export function heldOpenZh(p: Fill, { promiseAhead = null }: Params): string {
  return promiseAhead === null ? '' : `（但 ${p('promiseAhead')} 前，我们承诺的消息尚未给您时不结案）`;
}

/** The same in English. */
export function heldOpenEn(p: Fill, { promiseAhead = null }: Params): string {
  if (promiseAhead === null) return '';
  return `, but not before ${p('promiseAhead')} while the word that we promised you by then is still to come`;
}

/** What stands before the words of a promise, below the notice. */
export const PROMISED_WHAT: Words = { zh: '承诺的内容：', en: 'What we promise: ' };
