import { DEFAULT_LIMIT } from '../../contracts/schemas/page.ts';
import type { Principal } from '../../contracts/people.ts';
import {
  openTicketSchema,
  type OpenTicketBody,
  ticketPageSchema,
  ticketParamsSchema,
  type TicketQuery,
  ticketQuerySchema,
  ticketSchema,
} from '../../contracts/schemas/ticket.ts';
import { readScopeOf } from '../../db/repositories/reading/scope.ts';
import { listTickets, type TicketPage, type TicketRow } from '../../db/repositories/reading/tickets.ts';
import { unknownFile } from '../commands/files.ts';
import { knownCategory } from '../commands/classification.ts';
import type { ApiDeps } from '../deps.ts';
import { badCursor, instantPart, makeCursor, parseCursor, textPart } from '../http/cursor.ts';
import { inProgress, keyReused, type Once } from '../http/idempotent.ts';
import { invalid, refused } from '../http/problem.ts';
import type { Routes } from '../http/routes.ts';
import type { Reply } from '../http/words.ts';
import { answerRow, answerTicket, etag } from '../http/tickets.ts';
import { EVERYBODY, OPENERS, READERS } from '../http/who.ts';
import { renderOpening } from '../render/opening.ts';

/** For whom a ticket opens: a customer's own account, or the company that staff name. */
function customerOf(principal: Principal, body: OpenTicketBody): { companyId: string; accountId: string | null } {
  if (body.receivedAt !== undefined && principal.kind !== 'integration') {
    throw invalid('body', {
      pointer: '/receivedAt',
      expected: { zh: '不应有此字段：仅限系统集成方', en: 'no such field: from integration only' },
    });
  }
  if (principal.kind === 'customer') {
    if (body.companyId !== undefined)
      throw invalid('body', {
        pointer: '/companyId',
        expected: { zh: '不应有此字段：客户只为本企业开单', en: 'no such field: customers open for their own company' },
      });
    if (body.account !== undefined)
      throw invalid('body', {
        pointer: '/account',
        expected: { zh: '不应有此字段：客户只以本账号开单', en: 'no such field: customers open for their own account' },
      });
    return { companyId: principal.companyId, accountId: principal.accountId };
  }
  if (body.companyId === undefined)
    throw invalid('body', {
      pointer: '/companyId',
      expected: {
        zh: '企业标识（必填）；个人须先在平台首页“企业入驻”凭营业执照注册',
        en: "the id of a company (required); whoever has none registers first with the business licence under 企业入驻 (Company registration) on the platform's home page",
      },
    });
  return { companyId: body.companyId, accountId: body.account ?? null };
}

/** What is older than a year is a slip of a clock or a unit, and all of its limits would be missed at once. */
const OLDEST_MS = 366 * 86_400_000;

function receivedAtOf({ receivedAt }: OpenTicketBody): string | null {
  if (receivedAt === undefined) return null;
  const at = new Date(receivedAt);
  const age = Date.now() - at.getTime();
  if (age < 0 || age > OLDEST_MS)
    throw invalid('body', {
      pointer: '/receivedAt',
      expected: { zh: '过去的时刻，至多一年前', en: 'an instant in the past, at most a year ago' },
    });
  return at.toISOString();
}

function contactOf({ contact }: OpenTicketBody) {
  return contact === undefined
    ? null
    : { name: contact.name, phone: contact.phone ?? null, email: contact.email ?? null };
}

async function open(
  deps: ApiDeps,
  principal: Principal,
  { body, once }: { body: OpenTicketBody; once: Once },
): Promise<Reply> {
  const customer = customerOf(principal, body);
  const receivedAt = receivedAtOf(body);
  const { temporalUiUrl } = deps.settings;
  const opened = await deps.intake.open({
    principal,
    idempotency: { route: once.route, key: once.key, hash: once.hash },
    ...customer,
    channel: body.channel,
    category: body.category ?? null,
    subject: body.subject,
    description: body.description,
    demand: body.demand ?? null,
    orderNo: body.orderNo ?? null,
    contact: contactOf(body),
    urgentReason: body.urgent?.reason ?? null,
    askedFor: body.askedFor ?? null,
    about: body.about ?? null,
    receivedAt,
    attachments: body.attachments ?? [],
    render: (opening) => renderOpening(opening, { principal, temporalUiUrl }),
  });
  switch (opened.kind) {
    case 'refused':
      throw refused(opened.refusal);
    case 'unknown-file':
      throw unknownFile(opened.index);
    case 'key-reused':
      throw keyReused();
    case 'in-progress':
      throw inProgress();
    case 'opened': {
      if (!opened.replayed) deps.metrics.opened.inc({ channel: body.channel, class: classIn(opened.answer) });
      // Parsed, so that its fields stand in the order of the document also after a stay in the database.
      const stored = opened.answer === null ? null : ticketSchema.parse(opened.answer);
      const answer = stored ?? (await answerTicket(deps, principal, opened.ticketNo));
      const replayed = opened.replayed ? { 'Idempotent-Replayed': 'true' } : {};
      return {
        status: 201,
        body: answer,
        headers: { Location: `/v1/tickets/${opened.ticketNo}`, ETag: etag(1), ...replayed },
      };
    }
  }
}

function classIn(answer: unknown): string {
  const slaClass: unknown = typeof answer === 'object' && answer !== null ? Reflect.get(answer, 'slaClass') : null;
  return typeof slaClass === 'string' ? slaClass : 'unclassified';
}

/** The cursor carries the order it was made in: another order cannot go on with it. */
function pageOf(query: TicketQuery): TicketPage {
  const limit = (query.limit ?? DEFAULT_LIMIT) + 1;
  const sort = query.sort ?? '-createdAt';
  const parts = parseCursor(sort, query.cursor);
  if (parts === null) return { sort, after: null, limit };
  const ticketNo = textPart(parts[1]);
  if (sort === '-createdAt') return { sort, after: { at: instantPart(parts[0]), ticketNo }, limit };
  if (parts[0] === undefined) throw badCursor();
  return { sort, after: { at: parts[0] === null ? null : instantPart(parts[0]), ticketNo }, limit };
}

function cursorAfter(row: TicketRow, sort: TicketPage['sort']): string {
  const at = sort === '-createdAt' ? row.created_at : row.next_due_at;
  return makeCursor(sort, [at?.toISOString() ?? null, row.ticket_no]);
}

async function list(deps: ApiDeps, principal: Principal, query: TicketQuery): Promise<Reply> {
  const page = pageOf(query);
  const { status, category, department, assignee, lead, companyId, urgent, escalated, breached, q } = query;
  if (category !== undefined) knownCategory(category, 'query');
  const filter = { status, category, department, assignee, lead, companyId, urgent, escalated, breached, q };
  const rows = await listTickets(deps.db, readScopeOf(principal), { filter, page });
  const shown = rows.slice(0, page.limit - 1);
  const last = shown.at(-1);
  const nextCursor = rows.length > shown.length && last !== undefined ? cursorAfter(last, page.sort) : null;
  return { status: 200, body: { items: shown.map((row) => answerRow(deps, principal, row)), nextCursor } };
}

export function ticketRoutes(routes: Routes, deps: ApiDeps): void {
  routes.post({
    path: '/v1/tickets',
    tag: 'tickets',
    summary: 'Open a ticket',
    who: OPENERS,
    body: openTicketSchema,
    idempotency: 'own',
    answers: {
      201: {
        description: 'The ticket; `Location` says where it is',
        headers: ['ETag', 'Location'],
        schema: ticketSchema,
      },
    },
    handler: ({ principal, body, once }) => open(deps, principal, { body, once }),
  });
  routes.get({
    path: '/v1/tickets',
    tag: 'tickets',
    summary: 'The tickets that the caller may see',
    who: READERS,
    query: ticketQuerySchema,
    answers: { 200: { description: 'A page of tickets', schema: ticketPageSchema } },
    handler: ({ principal, query }) => list(deps, principal, query),
  });
  routes.get({
    path: '/v1/tickets/{ticketNo}',
    tag: 'tickets',
    summary: 'One ticket',
    who: EVERYBODY,
    params: ticketParamsSchema,
    answers: { 200: { description: 'The ticket; `ETag` is its version', headers: ['ETag'], schema: ticketSchema } },
    handler: async ({ principal, params }) => {
      const body = await answerTicket(deps, principal, params.ticketNo);
      return { status: 200, body, headers: { ETag: etag(body.version) } };
    },
  });
}
