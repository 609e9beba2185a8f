import { DEFAULT_LIMIT } from '../../contracts/schemas/page.ts';
import type { Department, Principal } from '../../contracts/people.ts';
import { messagePageSchema, postedMessageSchema, postMessageSchema } from '../../contracts/schemas/message.ts';
import type { HintsAnswer } from '../../contracts/schemas/promise.ts';
import { ticketParamsSchema } from '../../contracts/schemas/ticket.ts';
import { readScopeOf } from '../../db/repositories/reading/scope.ts';
import { listMessages, toldSeqOf } from '../../db/repositories/reading/timeline.ts';
import { readTicketState } from '../../db/repositories/states.ts';
import { speaksFor } from '../../domain/ticket/conversation.ts';
import { worksOn } from '../../domain/ticket/people/who.ts';
import type { PostedMessage } from '../../intake/messages.ts';
import { attempted } from '../commands/attempted.ts';
import { refusalProblem } from '../commands/carryOut.ts';
import { unknownFile } from '../commands/files.ts';
import { refuseAskedSecrets } from '../commands/outgoing.ts';
import type { ApiDeps } from '../deps.ts';
import { makeCursor, numberPart, parseCursor } from '../http/cursor.ts';
import { inProgress, keyReused } from '../http/idempotent.ts';
import { actorOf } from '../http/principal.ts';
import { notFound, Problem } from '../http/problem.ts';
import type { Routes } from '../http/routes.ts';
import type { Reply } from '../http/words.ts';
import { ticketFor } from '../http/tickets.ts';
import { EVERYBODY } from '../http/who.ts';
import { renderActor, renderMessage } from '../render/event.ts';
import { timeHints } from '../render/hints.ts';
import { shown } from '../render/instant.ts';
import { unawareOf } from '../render/toldEvents.ts';
import { audienceOf, pageQuerySchema } from './timeline.ts';

const utc = (at: string): string => new Date(at).toISOString();

type Posted = Extract<PostedMessage, { kind: 'posted' }>;
type Failed = Exclude<PostedMessage, { kind: 'posted' }>;

/** Only what staff say to the customer, and promise nothing by. */
function hintsOn({ author, internal, text, promise = null }: Posted['message']): HintsAnswer {
  const toCustomer = speaksFor(author) === 'staff' && !internal;
  return toCustomer && promise === null ? timeHints({ text, mayKeep: true }) : [];
}

function posted({ message, replayed }: Posted, seq: number): Reply {
  const { id, ticketNo, author, text, internal, attachments = [], at } = message;
  const promise = message.promise ?? null;
  return {
    status: 201,
    body: {
      id,
      ticketNo,
      seq,
      author: renderActor(author),
      text,
      attachments: [...attachments],
      internal,
      promise: promise === null ? null : { by: shown(promise.by), what: promise.what },
      at: shown(at),
      hints: hintsOn(message),
    },
    headers: replayed ? { 'Idempotent-Replayed': 'true' } : {},
  };
}

async function failed(
  deps: ApiDeps,
  outcome: Failed,
  at: { ticketNo: Posted['message']['ticketNo']; principal: Principal },
): Promise<Problem> {
  switch (outcome.kind) {
    case 'key-reused':
      return keyReused();
    case 'in-progress':
      return inProgress();
    case 'not-found':
      return notFound();
    case 'unknown-file':
      return unknownFile(outcome.index);
    case 'refused': {
      const state = await readTicketState(deps.db, at.ticketNo);
      return state === null ? notFound() : refusalProblem(outcome.refusal, state, at.principal);
    }
  }
}

/** Throws `forbidden` for staff who read tickets and have no part in them. */
function refuseOutsiders(principal: Principal, department: Department): void {
  if (principal.kind !== 'staff' || worksOn(principal.role, department)) return;
  throw new Problem('forbidden', {
    zh: '消息仅由客户及处理工单的工作人员填写；质检员仅限 QA 工单。',
    en: 'Messages are written by the customer and by staff who work on tickets; by inspectors only on tickets of QA.',
  });
}

function postRoute(routes: Routes, deps: ApiDeps): void {
  routes.post({
    path: '/v1/tickets/{ticketNo}/messages',
    tag: 'messages',
    summary: 'Write a message on a ticket',
    who: EVERYBODY,
    params: ticketParamsSchema,
    body: postMessageSchema,
    idempotency: 'own',
    answers: {
      201: {
        description:
          'The message. What it promises or keeps stands among the limits by now, or, after an outage, as soon as the ticket goes on',
        schema: postedMessageSchema,
      },
    },
    handler: async ({ principal, params, body, once }) => {
      const row = await ticketFor(deps, principal, params.ticketNo);
      const trial = { ticketNo: row.ticket_no, command: 'message', actor: actorOf(principal) };
      await attempted(deps, trial, async () => refuseOutsiders(principal, row.state.department));
      const { principal: owner, route, key, hash } = once;
      if (body.internal !== true) refuseAskedSecrets(actorOf(principal), body);
      const outcome = await deps.messages.post({
        ticketNo: row.ticket_no,
        author: actorOf(principal),
        text: body.text,
        internal: body.internal ?? false,
        promise: body.promise === undefined ? null : { by: utc(body.promise.by), what: body.promise.what ?? null },
        keepsPromises: body.keepsPromises ?? null,
        attachments: body.attachments ?? [],
        key: { principal: owner, route, key, hash },
      });
      if (outcome.kind !== 'posted') throw await failed(deps, outcome, { ticketNo: row.ticket_no, principal });
      return posted(outcome, await toldSeqOf(deps.db, outcome.message, unawareOf(principal)));
    },
  });
}

export function messageRoutes(routes: Routes, deps: ApiDeps): void {
  postRoute(routes, deps);
  routes.get({
    path: '/v1/tickets/{ticketNo}/messages',
    tag: 'messages',
    summary: 'The messages of a ticket, oldest first; internal ones never for customers',
    who: EVERYBODY,
    params: ticketParamsSchema,
    query: pageQuerySchema,
    answers: { 200: { description: 'A page of messages', schema: messagePageSchema } },
    handler: async ({ principal, params, query }) => {
      const row = await ticketFor(deps, principal, params.ticketNo);
      const limit = query.limit ?? DEFAULT_LIMIT;
      const parts = parseCursor('messages', query.cursor);
      const found = await listMessages(deps.db, readScopeOf(principal), {
        ticketNo: row.ticket_no,
        internal: audienceOf(principal) === 'staff',
        unaware: unawareOf(principal),
        after: parts === null ? 0 : numberPart(parts[0]),
        limit: limit + 1,
      });
      const page = found.slice(0, limit);
      const last = page.at(-1);
      const nextCursor = found.length > limit && last !== undefined ? makeCursor('messages', [last.told_seq]) : null;
      return { status: 200, body: { items: page.map((one) => renderMessage(one, principal)), nextCursor } };
    },
  });
}
