import { WITHHELD, WITHHELD_OF_ANOTHER } from '../../contracts/withheld.ts';
import type { Words } from '../../contracts/words.ts';
import { type Bounds, isWithheld, type Said } from '../../domain/ticket/covered.ts';

/** What a reader is told in the place of words; null: he is told the words themselves. */
export function toldInstead(bounds: Bounds, said: Said): Words | null {
  if (!isWithheld(bounds, said)) return null;
  return said.fromUnread === true ? WITHHELD_OF_ANOTHER : WITHHELD;
}

/** Where an answer has one text for both languages. */
export function inOneText({ zh, en }: Words): string {
  return `${zh} ${en}`;
}
