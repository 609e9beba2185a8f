import type { Principal, StaffActor } from '../../contracts/people.ts';
import { DEFAULT_LIMIT } from '../../contracts/schemas/page.ts';
import {
  handoverPageSchema,
  handoverParamsSchema,
  handoverQuerySchema,
  handoverSchema,
  noteHandoverSchema,
  type HandoverAnswer,
} from '../../contracts/schemas/handover.ts';
import { z } from '../../contracts/schemas/zod.ts';
import { listed, type Words } from '../../contracts/words.ts';
import { writeWords } from '../../db/repositories/shifts/handoverWords.ts';
import {
  eventsOfHandover,
  findHandover,
  type HandoverRow,
  linesOfHandover,
  listHandovers,
} from '../../db/repositories/reading/handovers.ts';
import { readScopeOf } from '../../db/repositories/reading/scope.ts';
import { nextDuties } from '../../db/repositories/shifts/rosterDuties.ts';
import { acceptHandover, attemptedHandover, problemOf } from '../commands/handoverCommands.ts';
import { unknownReference } from '../commands/context.ts';
import type { ApiDeps } from '../deps.ts';
import { instantPart, makeCursor, parseCursor, textPart } from '../http/cursor.ts';
import type { Make } from '../http/idempotent.ts';
import { notFound } from '../http/problem.ts';
import type { Routes } from '../http/routes.ts';
import { DESK_ROLES, type Who } from '../http/who.ts';
import { renderHandover, renderHandoverItem } from '../render/handover.ts';

export const HANDOVER_READERS: Who = { customers: false, staff: [...DESK_ROLES, 'teamLeader'], integration: false };

export function staffActor(principal: Principal): StaffActor {
  if (principal.kind !== 'staff') throw notFound();
  const { staffNo, role, department } = principal;
  return { kind: 'staff', staffNo, role, department };
}

export async function handoverRow(deps: ApiDeps, handoverId: string): Promise<HandoverRow> {
  const row = await findHandover(deps.db, handoverId);
  if (row === null) throw notFound();
  return row;
}

async function nextOf(deps: ApiDeps, { ends_at }: HandoverRow): Promise<string[]> {
  return (await nextDuties(deps.db, ends_at.toISOString())).map(({ staffNo }) => staffNo);
}

async function answer(deps: ApiDeps, principal: Principal, row: HandoverRow): Promise<HandoverAnswer> {
  const [lines, events, next] = await Promise.all([
    linesOfHandover(deps.db, row.handover_id, readScopeOf(principal)),
    eventsOfHandover(deps.db, row.handover_id),
    nextOf(deps, row),
  ]);
  const reader = { actor: staffActor(principal), next, nowMs: Date.now(), temporalUiUrl: deps.settings.temporalUiUrl };
  return renderHandover(row, { lines, events }, reader);
}

function readingRoutes(routes: Routes, deps: ApiDeps): void {
  routes.get({
    path: '/v1/handovers',
    tag: 'rosters',
    summary: 'Hand-overs from shift to shift, the latest first',
    who: HANDOVER_READERS,
    query: handoverQuerySchema,
    answers: { 200: { description: 'A page of hand-overs', schema: handoverPageSchema } },
    handler: async ({ query }) => {
      const { cursor, limit = DEFAULT_LIMIT, ...filter } = query;
      const parts = parseCursor('handovers', cursor);
      const after = parts === null ? null : { at: instantPart(parts[0]), handoverId: textPart(parts[1]) };
      const rows = await listHandovers(deps.db, { filter, after, limit: limit + 1 });
      const page = rows.slice(0, limit);
      const last = page.at(-1);
      const more = rows.length > limit && last !== undefined;
      const nextCursor = more ? makeCursor('handovers', [last.ends_at.toISOString(), last.handover_id]) : null;
      return { status: 200, body: { items: page.map((row) => renderHandoverItem(row, Date.now())), nextCursor } };
    },
  });
  routes.get({
    path: '/v1/handovers/{handoverId}',
    tag: 'rosters',
    summary: 'One hand-over with its tickets and words',
    who: HANDOVER_READERS,
    params: handoverParamsSchema,
    answers: { 200: { description: 'The hand-over', schema: handoverSchema } },
    handler: async ({ principal, params }) => {
      return { status: 200, body: await answer(deps, principal, await handoverRow(deps, params.handoverId)) };
    },
  });
}

type Note = z.infer<typeof noteHandoverSchema>;

/** Words are the shift's that leaves, about the whole and about the tickets on the note. */
async function say(
  deps: ApiDeps,
  given: { row: HandoverRow; actor: StaffActor; body: Note; make: Make },
): Promise<void> {
  const { row, actor, body, make } = given;
  const { handover_id: handoverId, status, state } = row;
  const outgoing = state?.outgoing ?? [];
  if (status !== 'PENDING' && !outgoing.includes(actor.staffNo)) {
    const { zh, en } = listed(outgoing);
    const detail = {
      zh: `note 仅限交班人员：${zh}。`,
      en: `note is for somebody of the shift that hands over: ${en}.`,
    };
    throw problemOf({ code: 'forbidden', detail }, row);
  }
  const lines = body.lines ?? [];
  if (lines.length > 0) {
    const known = await linesOfHandover(deps.db, handoverId, { kind: 'all' });
    const unknown = lines.findIndex(({ ticketNo }) => !known.some((line) => line.ticket_no === ticketNo));
    if (status === 'OPEN' && unknown >= 0) throw notOnTheNote(unknown);
  }
  const words = { handoverId, text: body.text ?? null, lines, actor, staffNo: actor.staffNo };
  await make(async (tx) => {
    if (await writeWords(tx, words)) return handoverId;
    throw problemOf({ code: 'state-conflict', detail: notOpen(row) }, row);
  });
}

function notOpen({ status }: HandoverRow): Words {
  return {
    zh: `note 需要：交接为 OPEN（下班前半小时起）。该交接为 ${status}。`,
    en: `note needs: OPEN, from half an hour before the end of the shift. The hand-over is ${status}.`,
  };
}

function notOnTheNote(index: number) {
  return unknownReference(`/lines/${index}/ticketNo`, {
    zh: '交接单上的工单编号',
    en: 'the number of a ticket on the note',
  });
}

export function handoverRoutes(routes: Routes, deps: ApiDeps): void {
  readingRoutes(routes, deps);
  routes.post({
    path: '/v1/handovers/{handoverId}/note',
    tag: 'rosters',
    summary:
      'Add words for the next shift, about the whole or about single tickets; later ones take the place of earlier ones',
    who: HANDOVER_READERS,
    params: handoverParamsSchema,
    body: noteHandoverSchema,
    answers: { 200: { description: 'The hand-over after it', schema: handoverSchema } },
    handler: async ({ principal, params, body, make }) => {
      const row = await handoverRow(deps, params.handoverId);
      const actor = staffActor(principal);
      await attemptedHandover(deps, { row, actor, command: 'note' }, () => say(deps, { row, actor, body, make }));
      return { status: 200, body: await answer(deps, principal, await handoverRow(deps, row.handover_id)) };
    },
  });
  routes.post({
    path: '/v1/handovers/{handoverId}/accept',
    tag: 'rosters',
    summary: 'Accept the note: for somebody of the next shift, who has its tickets from now on',
    who: HANDOVER_READERS,
    params: handoverParamsSchema,
    body: z.strictObject({}),
    answers: { 200: { description: 'The hand-over after it', schema: handoverSchema } },
    handler: async ({ principal, params, once: { updateId }, isRepeat }) => {
      const row = await handoverRow(deps, params.handoverId);
      const [actor, next] = [staffActor(principal), await nextOf(deps, row)];
      const acceptance = { row, actor, next, updateId, isRepeat };
      await attemptedHandover(deps, { row, actor, command: 'accept' }, () => acceptHandover(deps, acceptance));
      return { status: 200, body: await answer(deps, principal, await handoverRow(deps, row.handover_id)) };
    },
  });
}
