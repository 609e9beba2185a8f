import { DEFAULT_LIMIT } from '../../contracts/schemas/page.ts';
import { inboxPageSchema, type InboxItemAnswer } from '../../contracts/schemas/inbox.ts';
import { renderNotice } from '../../channels/notices/render.ts';
import { speakingIn } from '../../channels/notices/following.ts';
import { templateFor, withoutNames, wordsFor } from '../../channels/notices/withheld.ts';
import type { Principal } from '../../contracts/people.ts';
import { type InboxRow, listInbox } from '../../db/repositories/reading/inbox.ts';
import { boundsOf, isAnswerWithheld, isWithheld } from '../../domain/ticket/covered.ts';
import type { ApiDeps } from '../deps.ts';
import { instantPart, makeCursor, parseCursor, textPart } from '../http/cursor.ts';
import type { Locale } from '../http/locale.ts';
import type { Routes } from '../http/routes.ts';
import { EVERYBODY } from '../http/who.ts';
import { shown } from '../render/instant.ts';
import { pageQuerySchema } from './timeline.ts';

function renderItem(row: InboxRow, locale: Locale, principal: Principal): InboxItemAnswer {
  const { said_in: saidIn, ticket_category: category, unread_names: unread } = row;
  const said = { speaking: speakingIn(row), saidIn, category };
  const following = { body: row.text, locale, withheld: isWithheld(boundsOf(principal), said) };
  const template = templateFor(
    row.template,
    isAnswerWithheld(boundsOf(principal), { category, proposedIn: [...saidIn, ...(row.proposed_in ?? [])] }),
  );
  const { subject, text } = renderNotice(template, withoutNames(row, unread), locale);
  return {
    id: row.dedupe_key,
    ticketNo: row.ticket_no,
    template: row.template,
    subject,
    text: [text, ...wordsFor(row, following)].join('\n\n'),
    at: shown(row.created_at),
  };
}

export function inboxRoutes(routes: Routes, deps: ApiDeps): void {
  routes.get({
    path: '/v1/inbox',
    tag: 'inbox',
    summary: "The caller's notices in words, newest first",
    who: EVERYBODY,
    query: pageQuerySchema,
    answers: { 200: { description: 'A page of notices', schema: inboxPageSchema } },
    handler: async ({ principal, query, locale }) => {
      const limit = query.limit ?? DEFAULT_LIMIT;
      const parts = parseCursor('inbox', query.cursor);
      const after = parts === null ? null : { at: instantPart(parts[0]), key: textPart(parts[1]) };
      const rows = await listInbox(deps.db, principal, { after, limit: limit + 1 });
      const page = rows.slice(0, limit);
      const last = page.at(-1);
      const more = rows.length > limit && last !== undefined;
      const nextCursor = more ? makeCursor('inbox', [last.exactly_created_at, last.dedupe_key]) : null;
      return { status: 200, body: { items: page.map((row) => renderItem(row, locale, principal)), nextCursor } };
    },
  });
}
