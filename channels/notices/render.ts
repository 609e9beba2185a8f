import { shownInstant } from '../../contracts/instants.ts';
import type { NoticeTemplate } from '../../contracts/notices.ts';
import type { Words } from '../../contracts/words.ts';
import { EN } from './en.ts';
import { NAMES_OF_PARAM } from './names.ts';
import type { Fill, NoticeBook, Params } from './words.ts';
import { ZH } from './zh.ts';

export type NoticeLocale = 'zh-CN' | 'en';

const BOOKS: Readonly<Record<NoticeLocale, NoticeBook>> = { 'zh-CN': ZH, en: EN };
const NOTHING: Words = { zh: '（见工单）', en: '(see the ticket)' };
/** Below what tells the date of a limit in a year without a published calendar. */
const PROVISIONAL: Words = {
  zh: '以上时间为暂定：相应年份的放假安排尚未公布，公布后如有推迟，会另行告知您。',
  en: 'The time above is provisional: the public holidays of its year are not announced yet. Should it move back once they are, you are told.',
};
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d/;

/** Of words in both languages those of one. */
export function wordsIn(locale: NoticeLocale, { zh, en }: Words): string {
  return locale === 'en' ? en : zh;
}

function filler(params: Params, locale: NoticeLocale): Fill {
  return (name, otherwise) => {
    const value = params[name] ?? null;
    if (value === null) return otherwise ?? wordsIn(locale, NOTHING);
    if (typeof value === 'string' && INSTANT.test(value)) return shownInstant(value);
    const known = NAMES_OF_PARAM[name]?.[value];
    return known === undefined ? String(value) : wordsIn(locale, known);
  };
}

/** A name that stands first begins the sentence. */
function begun(sentence: string): string {
  return sentence.replace(/^\p{Ll}/u, (letter) => letter.toUpperCase());
}

/**
 * A notice in words for people; times are those of the service centre's zone. A parameter that is missing is told as
 * "(see the ticket)", so an older notice can always be shown.
 */
export function renderNotice(
  template: NoticeTemplate,
  params: Params,
  locale: NoticeLocale,
): { subject: string; text: string } {
  const words = BOOKS[locale][template];
  const fill = filler(params, locale);
  const { link, provisional } = params;
  const text = [
    begun(words.text(fill, params)),
    ...(provisional === undefined ? [] : [wordsIn(locale, PROVISIONAL)]),
    ...(typeof link === 'string' ? [link] : []),
  ];
  return { subject: begun(words.subject(fill)), text: text.join('\n') };
}
