import type { Words } from '../../contracts/words.ts';

/** A command's rule for the reader of the document: who gives it, and from which state. */
export function ruleWords(who: Words, from: Words): string {
  return `${who.zh}；前提：${from.zh}。\n\nFor ${who.en}. From: ${from.en}.`;
}
