import type { NoticeTemplate } from '../../contracts/notices.ts';
import type { CloseReason } from '../../contracts/ticket.ts';
import { PLAN_FIELDS, TOLD_FIELDS } from './fieldWords.ts';
import { NAMES_OF_PARAM } from './names.ts';
import { PROMISED_WHAT } from './promiseWords.ts';
import type { NoticeLocale } from './render.ts';
import type { Params } from './words.ts';

/** Notices after which the stored words of the command stand: theirs are for whoever gets the notice, all others stay in the house. */
const FOLLOWED: readonly NoticeTemplate[] = [
  'ticket-sent-back',
  'plan-agreed',
  'task-answered',
  'task-transferred',
  'material-requested',
  'material-supplied',
  'answer-sent',
  'answer-rejected',
  'progress-reported',
  'limit-moved',
  'extension-requested',
  'extension-refused',
  'urged',
  'escalated',
  'supervised',
  'abuse-warned',
  'suggestion-reviewed',
  'urgent-opened',
  'urgent-asked',
  'urgent-downgraded',
  'dispute-opened',
  'dispute-offer',
  'dispute-refused',
  'dispute-ruled',
  'dispute-appealed',
  'dispute-measures',
  'ruling-unsolved',
  'rating-received',
  'review-told',
  'review-upheld',
  'review-appeal-decided',
  'ticket-reopened',
];

/** After the other closings the words are those of the last step of work, not of the end. */
const CLOSED_WITH_WORDS: readonly CloseReason[] = ['WITHDRAWN', 'DECLINED', 'TERMINATED', 'UNRESOLVED'];

function isFollowed(template: NoticeTemplate, params: Params): boolean {
  if (template === 'ticket-classified') return params['longerThan'] !== undefined;
  if (template === 'date-set') return params['from'] !== undefined;
  if (template === 'ticket-closed') return CLOSED_WITH_WORDS.some((reason) => reason === params['reason']);
  return FOLLOWED.includes(template);
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
    typeof words === 'string' && told.length > 1 ? `${label?.[locale] ?? ''}${words}` : paragraphs(words, telling),
  );
}

function named(field: string, value: string, locale: NoticeLocale): string {
  return field === 'department' ? (NAMES_OF_PARAM[field]?.[value]?.[locale] ?? value) : value;
}

/** What was promised, for whom it was promised to: who is told an incident's answer was promised nothing by it. */
function promised({ promiseBy = null }: Params, body: unknown, locale: NoticeLocale): readonly string[] {
  const what: unknown = typeof body === 'object' && body !== null ? Reflect.get(body, 'promise') : null;
  return promiseBy !== null && typeof what === 'string' ? [`${PROMISED_WHAT[locale]}${what}`] : [];
}

/** What stands below a notice, in the inbox and in its mail: the words it promises. */
export function wordsBelow(
  { template, params }: { template: NoticeTemplate; params: Params },
  body: unknown,
  locale: NoticeLocale,
): string[] {
  if (!isFollowed(template, params)) return [];
  const fields = template === 'plan-agreed' ? PLAN_FIELDS : TOLD_FIELDS;
  return [...paragraphs(body, { fields, locale }), ...promised(params, body, locale)];
}
