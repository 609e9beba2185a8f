import type { NoticeTemplate } from '../../contracts/notices.ts';
import { WITHHELD } from '../../contracts/withheld.ts';
import { type ToldNotice, wordsBelow } from './following.ts';
import { type NoticeLocale, wordsIn } from './render.ts';
import type { Params } from './words.ts';

interface Following {
  readonly body: unknown;
  readonly locale: NoticeLocale;
  /** They are not for this reader. */
  readonly withheld: boolean;
}

/** What is asked of whoever reads the answer, and what the others are told instead. */
const ASKED_OF_OTHERS: Readonly<Partial<Record<NoticeTemplate, NoticeTemplate>>> = {
  'answer-sent': 'answer-to-main-account',
  'answer-reminder': 'answer-to-main-account',
  'rating-invited': 'rating-to-main-account',
};

/** What a notice tells whoever may not read the tickets that it holds under these names: a number is told to nobody who would not find it. */
export function withoutNames({ params }: Pick<ToldNotice, 'params'>, unread: readonly string[]): Params {
  return Object.fromEntries(Object.entries(params).filter(([name]) => !unread.includes(name)));
}

/** The template in whose words a notice is told to whom the answer is withheld from: nobody is asked to judge what he may not read. */
export function templateFor(template: NoticeTemplate, isAnswerWithheld: boolean): NoticeTemplate {
  return isAnswerWithheld ? (ASKED_OF_OTHERS[template] ?? template) : template;
}

/** What stands below a notice for this reader: the words, or that they are with the main account. */
export function wordsFor(notice: ToldNotice, { body, locale, withheld }: Following): string[] {
  const words = wordsBelow(notice, body, locale);
  if (!withheld || words.length === 0) return words;
  return [wordsIn(locale, WITHHELD)];
}
