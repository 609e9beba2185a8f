import type { NoticeTemplate } from '../../contracts/notices.ts';
import { WITHHELD } from '../../contracts/withheld.ts';
import { wordsBelow } from './following.ts';
import type { NoticeLocale } from './render.ts';
import type { Params } from './words.ts';

interface Following {
  readonly body: unknown;
  readonly locale: NoticeLocale;
  /** The reader's scopes cover what the desk says in this ticket. */
  readonly isCovered: boolean;
}

/** What stands below a notice for this reader: the desk's words of the matter, or that they are with the main account. */
export function wordsFor(
  notice: { readonly template: NoticeTemplate; readonly params: Params },
  { body, locale, isCovered }: Following,
): string[] {
  const words = wordsBelow(notice, body, locale);
  if (isCovered || words.length === 0 || !isAnswer(notice)) return words;
  return [locale === 'en' ? WITHHELD.en : WITHHELD.zh];
}

function isAnswer({ template, params }: { readonly template: NoticeTemplate; readonly params: Params }): boolean {
  if (template === 'ticket-closed') return params['reason'] === 'UNRESOLVED';
  return template === 'answer-sent' || template === 'progress-reported';
}
