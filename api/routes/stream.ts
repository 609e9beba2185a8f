import { createSession } from 'better-sse';
import type { TicketNo } from '../../contracts/ids.ts';
import type { Principal } from '../../contracts/people.ts';
import { eventSchema } from '../../contracts/schemas/event.ts';
import { ticketParamsSchema } from '../../contracts/schemas/ticket.ts';
import { readScopeOf, type ReadScope, supplierScopeOf } from '../../db/repositories/reading/scope.ts';
import { type EventRow, seqBehind, type Visibility } from '../../db/repositories/reading/timeline.ts';
import { mayDispute } from '../../domain/ticket/reading.ts';
import type { ApiDeps } from '../deps.ts';
import type { Routes } from '../http/routes.ts';
import { ticketSeenBy } from '../http/tickets.ts';
import { EVERYBODY, READERS } from '../http/who.ts';
import type { Audience } from '../render/audience.ts';
import { renderEvent } from '../render/event.ts';
import { visibleTo, visibleToSupplier } from '../render/toldEvents.ts';
import { type Hub, type Place, placeAfter } from '../stream/hub.ts';
import type { OpenStreams, StreamCall } from '../stream/openStreams.ts';
import { audienceOf, companyOf, visibleIn } from './timeline.ts';

const HEARTBEAT_MS = 15_000;
const RETRY_MS = 2_000;
const HEADERS = { 'Cache-Control': 'no-cache, no-transform', 'X-Accel-Buffering': 'no' };
const GLOBAL_ID = /^(\d{1,16})-(KF\d{11,20})-(\d{1,9})$/;

/** When the last event was written that a reader of all got, by its `id`; null: it comes for the first time. */
function lastWritten(lastEventId: string | undefined): Date | null {
  const match = GLOBAL_ID.exec(lastEventId ?? '');
  const written = new Date(Number(match?.[1] ?? Number.NaN));
  return Number.isNaN(written.getTime()) ? null : written;
}

function seqFrom(lastEventId: string | undefined): number | null {
  return lastEventId !== undefined && /^\d{1,9}$/.test(lastEventId) ? Number(lastEventId) : null;
}

/** What somebody may be told, and as whom. */
interface Sight {
  readonly scope: ReadScope;
  readonly visible: Visibility;
  readonly audience: Audience;
}

/** All that a caller sees: of the tickets of others, where his company is the other party of a dispute, the dispute alone. */
function sightsOf(principal: Principal): readonly Sight[] {
  const own = { scope: readScopeOf(principal), visible: visibleTo(principal), audience: audienceOf(principal) };
  const companyId = companyOf(principal);
  if (companyId === null || !mayDispute(principal)) return [own];
  return [own, { scope: supplierScopeOf(principal), visible: visibleToSupplier(companyId), audience: 'supplier' }];
}

interface Wish extends Sight {
  readonly ticketNo: TicketNo | null;
  readonly from: { seq: number } | Place;
  readonly idOf: (row: EventRow) => string;
}

/** Who feeds streams, and who keeps watch over those that are open. */
interface Streams {
  readonly hub: Hub;
  readonly open: OpenStreams;
}

async function stream({ hub, open }: Streams, call: StreamCall, wishes: readonly Wish[]): Promise<void> {
  const { req, res, principal } = call;
  if (req.method === 'HEAD') {
    res.writeHead(200, { ...HEADERS, 'Content-Type': 'text/event-stream' }).end();
    return;
  }
  const session = await createSession(req, res, {
    keepAlive: HEARTBEAT_MS,
    retry: RETRY_MS,
    headers: HEADERS,
  });
  open.watch(call);
  if (res.closed) return;
  const keepsUp = (): boolean => !res.writableNeedDrain;
  for (const { scope, visible, audience, ticketNo, from, idOf } of wishes) {
    const reader = { audience, companyId: companyOf(principal), principal };
    const tell = (row: EventRow): void => {
      if (session.isConnected) session.push(renderEvent(row, reader), row.type, idOf(row));
    };
    res.once('close', hub.join({ scope, visible, ticketNo, tell, keepsUp }, from));
  }
}

const EVENTS = {
  200: {
    description:
      'Server-Sent Events: `event` is the type, `data` a TicketEvent as JSON, `id` what `Last-Event-ID` takes to go on after it on the same stream',
    mediaType: 'text/event-stream',
    schema: eventSchema,
  },
};

export function streamRoutes(routes: Routes, deps: ApiDeps, streams: Streams): void {
  routes.get({
    path: '/v1/tickets/{ticketNo}/stream',
    tag: 'streams',
    summary: "One ticket's events as they happen",
    who: EVERYBODY,
    params: ticketParamsSchema,
    answers: EVENTS,
    handler: async ({ req, res, principal, params }) => {
      const call = { req, res, principal };
      streams.open.admit(call);
      const seen = await ticketSeenBy(deps, principal, params.ticketNo);
      const { row, scope, audience } = seen;
      const told = seqFrom(req.get('last-event-id'));
      const place = { ticketNo: row.ticket_no, visible: visibleIn(seen, principal) };
      const seq = told === null ? row.last_seq : await seqBehind(deps.db, { ...place, told });
      const idOf = (event: EventRow): string => String(event.told_seq);
      await stream(streams, call, [{ ...place, scope, audience, from: { seq }, idOf }]);
    },
  });
  routes.get({
    path: '/v1/stream',
    tag: 'streams',
    summary:
      'Events of all tickets that the caller may see, as they happen; after a resumption those of half a minute before come again, with the same id. A stream ends when its key no longer stands for the same rights; each caller has ten at a time at most',
    who: READERS,
    answers: EVENTS,
    handler: async ({ req, res, principal }) => {
      const call = { req, res, principal };
      streams.open.admit(call);
      const written = lastWritten(req.get('last-event-id'));
      const idOf = (event: EventRow): string => `${Date.parse(event.written)}-${event.ticket_no}-${event.told_seq}`;
      const wishes = sightsOf(principal).map(async (sight) => {
        const from = written === null ? await streams.hub.placeNow(sight) : placeAfter(written);
        return { ...sight, ticketNo: null, from, idOf };
      });
      await stream(streams, call, await Promise.all(wishes));
    },
  });
}
