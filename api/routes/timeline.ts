import type { Principal } from '../../contracts/people.ts';
import { clockListSchema } from '../../contracts/schemas/clock.ts';
import { eventPageSchema } from '../../contracts/schemas/event.ts';
import { DEFAULT_LIMIT, cursorSchema, limitSchema } from '../../contracts/schemas/page.ts';
import { ticketParamsSchema } from '../../contracts/schemas/ticket.ts';
import { z } from '../../contracts/schemas/zod.ts';
import { outagesBetween } from '../../db/repositories/outages/outages.ts';
import { type ClockEventRow, clockEventsOf } from '../../db/repositories/reading/clockEvents.ts';
import { clocksOf } from '../../db/repositories/reading/parts.ts';
import { listEvents, replansOf, seqBehind, type Visibility } from '../../db/repositories/reading/timeline.ts';
import { reaches } from '../../domain/reports/outageReach.ts';
import { isWithin, periodsOf } from '../../domain/dispute/cases.ts';
import { boundsOf, isWithheld, speakingOf } from '../../domain/ticket/covered.ts';
import type { ApiDeps } from '../deps.ts';
import { makeCursor, numberPart, parseCursor } from '../http/cursor.ts';
import type { Routes } from '../http/routes.ts';
import { type SeenTicket, ticketSeenBy } from '../http/tickets.ts';
import { EVERYBODY } from '../http/who.ts';
import { isShown, renderClockDetail } from '../render/clock.ts';
import { turningPoints } from '../render/clockCauses.ts';
import { renderReplans } from '../render/replan.ts';
import { renderEvent } from '../render/event.ts';
import { visibleTo, visibleToSupplier } from '../render/toldEvents.ts';

export const pageQuerySchema = z.strictObject({ cursor: cursorSchema, limit: limitSchema });

/** An integration acts for the platform and sees what staff see. */
export function audienceOf(principal: Principal): 'staff' | 'customer' {
  return principal.kind === 'customer' ? 'customer' : 'staff';
}

export function companyOf(principal: Principal): string | null {
  return principal.kind === 'customer' ? principal.companyId : null;
}

/** What somebody who sees a ticket is told of its events. */
export function visibleIn({ audience }: SeenTicket, principal: Principal): Visibility {
  return audience === 'supplier' ? visibleToSupplier(companyOf(principal) ?? '') : visibleTo(principal);
}

/** A limit tells who moved it and whereto; why, only whom the desk tells so. */
function withoutWithheld(event: ClockEventRow, principal: Principal, category: string | null): ClockEventRow {
  const { type, actor, said_in: saidIn } = event;
  const withheld = isWithheld(boundsOf(principal), { speaking: speakingOf(type, actor), saidIn, category });
  return withheld ? { ...event, text: null } : event;
}

export function timelineRoutes(routes: Routes, deps: ApiDeps): void {
  routes.get({
    path: '/v1/tickets/{ticketNo}/events',
    tag: 'tickets',
    summary: 'The audit timeline, oldest first; customers see their part of it',
    who: EVERYBODY,
    params: ticketParamsSchema,
    query: pageQuerySchema,
    answers: { 200: { description: 'A page of events', schema: eventPageSchema } },
    handler: async ({ principal, params, query }) => {
      const seen = await ticketSeenBy(deps, principal, params.ticketNo);
      const { row, scope, audience } = seen;
      const reader = { audience, companyId: companyOf(principal), principal };
      const limit = query.limit ?? DEFAULT_LIMIT;
      const parts = parseCursor('events', query.cursor);
      const ticketNo = row.ticket_no;
      const visible = visibleIn(seen, principal);
      const told = parts === null ? 0 : numberPart(parts[0]);
      const found = await listEvents(deps.db, scope, {
        ticketNo,
        visible,
        after: told === 0 ? 0 : await seqBehind(deps.db, { ticketNo, visible, told }),
        limit: limit + 1,
      });
      const shown = found.slice(0, limit);
      const last = shown.at(-1);
      const nextCursor = found.length > limit && last !== undefined ? makeCursor('events', [last.told_seq]) : null;
      return { status: 200, body: { items: shown.map((event) => renderEvent(event, reader)), nextCursor } };
    },
  });
  routes.get({
    path: '/v1/tickets/{ticketNo}/clocks',
    tag: 'tickets',
    summary: 'Every clock with its intervals and the explanation of its limit',
    who: EVERYBODY,
    params: ticketParamsSchema,
    answers: { 200: { description: 'The clocks, oldest start first', schema: clockListSchema } },
    handler: async ({ principal, params }) => {
      const seen = await ticketSeenBy(deps, principal, params.ticketNo);
      const { row, audience } = seen;
      const clocks = await clocksOf(deps.db, row.ticket_no);
      const nowMs = Date.now();
      const [oldest] = clocks;
      const visible = visibleIn(seen, principal);
      const [outages, replans, found] = await Promise.all([
        oldest === undefined ? [] : outagesBetween(deps.db, oldest.started_at, new Date(nowMs)),
        replansOf(deps.db, row.ticket_no),
        clockEventsOf(deps.db, { ticketNo: row.ticket_no, visible, instants: turningPoints(clocks) }),
      ]);
      const events = found.map((event) => withoutWithheld(event, principal, row.state.category));
      const isTold = (at: Date): boolean =>
        visible.kind !== 'against' || isWithin(periodsOf(row.state, visible.companyId), at.toISOString());
      const known = clocks.filter(({ id, started_at }) => isShown(audience, id) && isTold(started_at));
      const felt = outages.filter(({ component }) => reaches(component, row.state.channel));
      const around = { state: row.state, clocks, events, outages: felt, audience };
      const items = known.map((clock) => ({
        ...renderClockDetail(clock, nowMs, around),
        replans: renderReplans(clock.key, replans, audience),
      }));
      return { status: 200, body: { items } };
    },
  });
}
