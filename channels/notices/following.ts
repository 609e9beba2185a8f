import type { NoticeTemplate } from '../../contracts/notices.ts';
import type { CloseReason } from '../../contracts/ticket.ts';
import type { Speaking } from '../../contracts/withheld.ts';
import { PLAN_FIELDS, TOLD_FIELDS } from './fieldWords.ts';
import { NAMES_OF_PARAM } from './names.ts';
import { PROMISED_WHAT } from './promiseWords.ts';
import { type NoticeLocale, wordsIn } from './render.ts';
import type { Params } from './words.ts';

/**
 * Notices after which the stored words of the command stand, and whose words these are where a customer is told: they are for whoever gets
 * the notice, all others stay in the house.
 */
const FOLLOWED: Readonly<Partial<Record<NoticeTemplate, Speaking>>> = {
  'ticket-sent-back': 'for-reader',
  'plan-agreed': 'of-matter',
  'task-answered': 'for-reader',
  'task-transferred': 'for-reader',
  'message-received': 'of-matter',
  'material-requested': 'for-reader',
  'material-supplied': 'for-reader',
  'answer-sent': 'of-matter',
  'answer-rejected': 'for-reader',
  'progress-reported': 'of-matter',
  'limit-moved': 'of-matter',
  'extension-requested': 'of-matter',
  'extension-refused': 'of-matter',
  urged: 'for-reader',
  escalated: 'for-reader',
  supervised: 'of-matter',
  'abuse-warned': 'for-reader',
  'suggestion-reviewed': 'of-matter',
  'urgent-opened': 'for-reader',
  'urgent-asked': 'for-reader',
  'urgent-downgraded': 'of-matter',
  'dispute-opened': 'for-reader',
  'dispute-offer': 'for-reader',
  'dispute-refused': 'for-reader',
  'dispute-ruled': 'of-dispute',
  'dispute-appealed': 'for-reader',
  'dispute-measures': 'of-dispute',
  'ruling-unsolved': 'for-reader',
  'rating-received': 'for-reader',
  'review-told': 'of-matter',
  'review-upheld': 'of-matter',
  'review-appeal-decided': 'of-matter',
  'ticket-reopened': 'of-matter',
};

/** After the other closings the words are those of the last step of work, not of the end. */
const CLOSED_WITH_WORDS: Readonly<Partial<Record<CloseReason, Speaking>>> = {
  WITHDRAWN: 'for-reader',
  DECLINED: 'of-matter',
  TERMINATED: 'for-reader',
  UNRESOLVED: 'of-matter',
};

export interface ToldNotice {
  readonly template: NoticeTemplate;
  readonly params: Params;
}

/** With these a notice of the class tells why. */
const REASONED = ['longerThan', 'asTold'] as const;

/** Whose words stand below a notice; null: none do. */
function speakingBelow({ template, params }: ToldNotice): Speaking | null {
  if (template === 'ticket-classified') return REASONED.some((name) => params[name] !== undefined) ? 'of-matter' : null;
  if (template === 'date-set' || template === 'task-moved') return params['from'] === undefined ? null : 'of-matter';
  if (template === 'ticket-closed')
    return Object.entries(CLOSED_WITH_WORDS).find(([reason]) => reason === params['reason'])?.[1] ?? null;
  return FOLLOWED[template] ?? null;
}

/** Whose words a customer is told below a notice, if any. */
export function speakingIn(notice: ToldNotice): Speaking {
  return speakingBelow(notice) ?? 'for-reader';
}

interface Telling {
  readonly fields: typeof TOLD_FIELDS;
  readonly locale: NoticeLocale;
}

/** The words of a stored text as paragraphs: a solution, a reason, the items of a list. */
function paragraphs(body: unknown, telling: Telling): readonly string[] {
  const { fields, locale } = telling;
  if (typeof body === 'string') return [body];
  if (Array.isArray(body)) return body.map((item: unknown) => `- ${paragraphs(item, telling).join(' · ')}`);
  if (body === null || typeof body !== 'object') return [];
  const told = fields.flatMap((field) => {
    const value: unknown = Reflect.get(body, field.name);
    const words = typeof value === 'string' ? named(field.name, value, locale) : value;
    return value === undefined ? [] : [{ ...field, words }];
  });
  return told.flatMap(({ label, words }) =>
    typeof words === 'string' && told.length > 1
      ? `${label === undefined ? '' : wordsIn(locale, label)}${words}`
      : paragraphs(words, telling),
  );
}

function named(field: string, value: string, locale: NoticeLocale): string {
  const known = field === 'department' ? NAMES_OF_PARAM[field]?.[value] : undefined;
  return known === undefined ? value : wordsIn(locale, known);
}

/** What was promised, for whom it was promised to: who is told an incident's answer was promised nothing by it. */
function promised({ promiseBy = null }: Params, body: unknown, locale: NoticeLocale): readonly string[] {
  const what: unknown = typeof body === 'object' && body !== null ? Reflect.get(body, 'promise') : null;
  return promiseBy !== null && typeof what === 'string' ? [`${wordsIn(locale, PROMISED_WHAT)}${what}`] : [];
}

/** What stands below a notice, in the inbox and in its mail: the words it promises. */
export function wordsBelow(notice: ToldNotice, body: unknown, locale: NoticeLocale): string[] {
  if (speakingBelow(notice) === null) return [];
  const { template, params } = notice;
  const fields = template === 'plan-agreed' ? PLAN_FIELDS : TOLD_FIELDS;
  return [...paragraphs(body, { fields, locale }), ...promised(params, body, locale)];
}
