import type { NoticeTemplate } from '../../contracts/notices.ts';
import type { CloseReason } from '../../contracts/ticket.ts';
import { PROMISED_WHAT } from './promiseWords.ts';
import type { NoticeLocale } from './render.ts';
import type { Params } from './words.ts';

/** Notices after which the stored words of the command stand: theirs are for whoever gets the notice, all others stay in the house. */
const FOLLOWED: readonly NoticeTemplate[] = [
  'ticket-sent-back',
  'task-answered',
  'task-transferred',
  'material-requested',
  'material-supplied',
  'answer-sent',
  'answer-rejected',
  'progress-reported',
  'limit-moved',
  'extension-requested',
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
  if (template === 'ticket-closed') return CLOSED_WITH_WORDS.some((reason) => reason === params['reason']);
  return FOLLOWED.includes(template);
}

/** Kept beside the words: days, promises and files are told elsewhere, and whose task a measure is stays in the house. */
const NOT_TOLD: readonly string[] = ['until', 'attachments', 'files', 'tasks', 'promise'];

/** The words of a stored text as paragraphs, in the order of its fields: a solution, a reason, the items of a list. */
function paragraphs(body: unknown): readonly string[] {
  if (typeof body === 'string') return [body];
  if (Array.isArray(body)) return body.map((item: unknown) => `- ${paragraphs(item).join(' · ')}`);
  if (body === null || typeof body !== 'object') return [];
  return Object.entries(body).flatMap(([field, value]: [string, unknown]) =>
    NOT_TOLD.includes(field) ? [] : paragraphs(value),
  );
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
  return isFollowed(template, params) ? [...paragraphs(body), ...promised(params, body, locale)] : [];
}
