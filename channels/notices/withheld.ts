import { WITHHELD } from '../../contracts/withheld.ts';
import { type ToldNotice, wordsBelow } from './following.ts';
import type { NoticeLocale } from './render.ts';

interface Following {
  readonly body: unknown;
  readonly locale: NoticeLocale;
  /** They are not for this reader. */
  readonly withheld: boolean;
}

/** What stands below a notice for this reader: the words, or that they are with the main account. */
export function wordsFor(notice: ToldNotice, { body, locale, withheld }: Following): string[] {
  const words = wordsBelow(notice, body, locale);
  if (!withheld || words.length === 0) return words;
  return [locale === 'en' ? WITHHELD.en : WITHHELD.zh];
}
