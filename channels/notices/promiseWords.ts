import type { Fill, Params } from './words.ts';

/** By when the customer hears more, where the words that he is told promise it. */
export function promisedZh(p: Fill, { promiseBy = null }: Params): string {
  return promiseBy === null ? '' : `\n我们承诺：最晚 ${p('promiseBy')} 再给您消息。`;
}

/** The same in English. */
export function promisedEn(p: Fill, { promiseBy = null }: Params): string {
  return promiseBy === null ? '' : `\nOur promise: you hear from us again by ${p('promiseBy')}.`;
}

/** What stands before the words of a promise, below the notice. */
export const PROMISED_WHAT = { 'zh-CN': '承诺的内容：', en: 'What we promise: ' } as const;
