import { createSession } from 'better-sse';
import type { Request, Response } from 'express';
import type { TicketNo } from '../../contracts/ids.ts';
import type { Principal } from '../../contracts/people.ts';
import { ticketParamsSchema } from '../../contracts/schemas/ticket.ts';
import { readScopeOf } from '../../db/repositories/reading/scope.ts';
import { type EventRow, seqBehind } from '../../db/repositories/reading/timeline.ts';
import type { ApiDeps } from '../deps.ts';
import type { Routes } from '../http/routes.ts';
import { ticketFor } from '../http/tickets.ts';
import { EVERYBODY, READERS } from '../http/who.ts';
import { renderEvent, visibleTo } from '../render/event.ts';
import { type Hub, type Place, placeAfter } from '../stream/hub.ts';
import { audienceOf, companyOf } from './timeline.ts';

const HEARTBEAT_MS = 15_000;
const RETRY_MS = 2_000;
const GLOBAL_ID = /^(\d{1,16})-(KF\d{11,20})-(\d{1,9})$/;

/** When the last event happened that a reader of all got, by its `id`; null: it comes for the first time. */
function lastToldAt(lastEventId: string | undefined): Date | null {
  const match = GLOBAL_ID.exec(lastEventId ?? '');
  const at = new Date(Number(match?.[1] ?? Number.NaN));
  return Number.isNaN(at.getTime()) ? null : at;
}

function seqFrom(lastEventId: string | undefined): number | null {
  return lastEventId !== undefined && /^\d{1,9}$/.test(lastEventId) ? Number(lastEventId) : null;
}

interface Wish {
  readonly principal: Principal;
  readonly ticketNo: TicketNo | null;
  readonly from: { seq: number } | Place;
  readonly idOf: (row: EventRow) => string;
}

async function stream(hub: Hub, { req, res }: { req: Request; res: Response }, wish: Wish): Promise<void> {
  const session = await createSession(req, res, {
    keepAlive: HEARTBEAT_MS,
    retry: RETRY_MS,
    headers: { 'Cache-Control': 'no-cache, no-transform', 'X-Accel-Buffering': 'no' },
  });
  const audience = audienceOf(wish.principal);
  const reader = { audience, companyId: companyOf(wish.principal), principal: wish.principal };
  const leave = hub.join(
    {
      scope: readScopeOf(wish.principal),
      visible: visibleTo(wish.principal),
      ticketNo: wish.ticketNo,
      tell: (row) => {
        if (session.isConnected) session.push(renderEvent(row, reader), row.type, wish.idOf(row));
      },
    },
    wish.from,
  );
  session.once('disconnected', leave);
}

const EVENTS = {
  200: { description: 'Server-Sent Events; resume with `Last-Event-ID`', mediaType: 'text/event-stream' },
};

export function streamRoutes(routes: Routes, deps: ApiDeps, hub: Hub): void {
  routes.get({
    path: '/v1/tickets/{ticketNo}/stream',
    tag: 'streams',
    summary: "One ticket's events as they happen",
    who: EVERYBODY,
    params: ticketParamsSchema,
    answers: EVENTS,
    handler: async ({ req, res, principal, params }) => {
      const row = await ticketFor(deps, principal, params.ticketNo);
      const told = seqFrom(req.get('last-event-id'));
      const place = { ticketNo: row.ticket_no, visible: visibleTo(principal) };
      const seq = told === null ? row.last_seq : await seqBehind(deps.db, { ...place, told });
      const idOf = (event: EventRow): string => String(event.told_seq);
      await stream(hub, { req, res }, { principal, ticketNo: row.ticket_no, from: { seq }, idOf });
    },
  });
  routes.get({
    path: '/v1/stream',
    tag: 'streams',
    summary:
      'Events of all tickets that the caller may see, as they happen; after a resumption those of half a minute before come again, with the same id',
    who: READERS,
    answers: EVENTS,
    handler: async ({ req, res, principal }) => {
      const at = lastToldAt(req.get('last-event-id'));
      const reader = { scope: readScopeOf(principal), visible: visibleTo(principal) };
      const from = at === null ? await hub.placeNow(reader) : placeAfter(at);
      const idOf = (event: EventRow): string => `${event.at.getTime()}-${event.ticket_no}-${event.told_seq}`;
      await stream(hub, { req, res }, { principal, ticketNo: null, from, idOf });
    },
  });
}
