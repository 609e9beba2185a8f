import {
  type AttachmentAnswer,
  attachmentPageSchema,
  attachmentParamsSchema,
  attachmentSchema,
  type SentFile,
  uploadSchema,
} from '../../contracts/schemas/attachment.ts';
import type { Principal } from '../../contracts/people.ts';
import { cursorSchema, DEFAULT_LIMIT, limitSchema } from '../../contracts/schemas/page.ts';
import { ticketParamsSchema } from '../../contracts/schemas/ticket.ts';
import { z } from '../../contracts/schemas/zod.ts';
import {
  type AttachmentRow,
  findAttachment,
  listAttachments,
  readAttachment,
  storeAttachment,
} from '../../db/repositories/attachments.ts';
import { readScopeOf } from '../../db/repositories/reading/scope.ts';
import { findTicket } from '../../db/repositories/reading/tickets.ts';
import { evidenceReader } from '../../domain/dispute/cases.ts';
import { mayReadEvidence } from '../../domain/dispute/sealed.ts';
import { fileName, mediaTypeOf } from '../../domain/files/file.ts';
import { boundsOf, categoriesBeyond, isWithheld } from '../../domain/ticket/covered.ts';
import { principalName } from '../../intake/idempotency.ts';
import type { ApiDeps } from '../deps.ts';
import { badCursor, instantPart, makeCursor, parseCursor, textPart } from '../http/cursor.ts';
import { notFound, Problem } from '../http/problem.ts';
import { actorOf } from '../http/principal.ts';
import type { Routes } from '../http/routes.ts';
import { ticketFor, ticketSeenBy } from '../http/tickets.ts';
import { EVERYBODY, READERS } from '../http/who.ts';
import { shown } from '../render/instant.ts';

/** Whatever a file turns out to be, a browser saves it and runs nothing of it. */
const HARMLESS = { 'Content-Security-Policy': "default-src 'none'; sandbox" };

function renderAttachment(row: AttachmentRow): AttachmentAnswer {
  return { id: row.id, name: row.name, mediaType: row.media_type, size: row.size, sha256: row.sha256 };
}

async function kept(db: ApiDeps['db'], principal: Principal, file: SentFile): Promise<string> {
  const mediaType = mediaTypeOf(file.content);
  if (mediaType === null)
    throw new Problem('attachment-type', {
      zh: '仅接受 JPG、PNG、PDF 文件，以文件内容为准。',
      en: 'A file is a JPG, PNG or PDF, whatever its name says.',
    });
  const { content, sha256 } = file;
  const name = fileName(file.name, mediaType);
  const row = await storeAttachment(db, { owner: principalName(principal), name, mediaType, sha256, content });
  if (row !== null) return row.id;
  throw new Problem(
    'too-many-requests',
    {
      zh: '请先将已上传的文件用于工单；未使用的文件一天后清除。',
      en: 'Add the files that you uploaded to a ticket first; unused ones go after a day.',
    },
    { headers: { 'Retry-After': '3600' } },
  );
}

/** A file that the caller may see: its own while it is on no ticket, evidence as the dispute, else as the ticket. Throws `not-found`. */
async function seen(deps: ApiDeps, principal: Principal, id: string): Promise<AttachmentRow> {
  const row = await findAttachment(deps.db, id);
  if (row === null || !(await isSeen(deps, principal, row))) throw notFound();
  return row;
}

async function isSeen(deps: ApiDeps, principal: Principal, row: AttachmentRow): Promise<boolean> {
  const own = row.owner === principalName(principal);
  if (row.ticket_no === null) return own;
  if (row.internal && principal.kind === 'customer') return false;
  if (row.party === null || row.case_no === null) {
    const { audience, scope, row: ticket } = await ticketSeenBy(deps, principal, row.ticket_no);
    if (audience === 'supplier') return false;
    // Files are as words.
    return !isWithheld(boundsOf(principal), {
      speaking: row.owner.startsWith('account:') ? 'for-reader' : 'of-matter',
      saidIn: row.said_in,
      category: ticket.state.category,
      fromUnread: row.moved_from !== null && (await findTicket(deps.db, scope, row.moved_from)) === null,
    });
  }
  // What was submitted stays its sender's to read, also when the dispute is with somebody else.
  if (own) return true;
  const { state } = (await ticketSeenBy(deps, principal, row.ticket_no)).row;
  const reader = evidenceReader(state, actorOf(principal));
  return row.sealed_at !== null && mayReadEvidence({ party: row.party, caseNo: row.case_no }, reader);
}

function listRoute(routes: Routes, deps: ApiDeps): void {
  routes.get({
    path: '/v1/tickets/{ticketNo}/attachments',
    tag: 'attachments',
    summary: 'The files of a ticket but evidence, oldest first; those of internal notes never for customers',
    who: READERS,
    params: ticketParamsSchema,
    query: z.strictObject({ cursor: cursorSchema, limit: limitSchema }),
    answers: { 200: { description: 'A page of files', schema: attachmentPageSchema } },
    handler: async ({ principal, params, query }) => {
      const { ticket_no: ticketNo } = await ticketFor(deps, principal, params.ticketNo);
      const limit = query.limit ?? DEFAULT_LIMIT;
      const parts = parseCursor('attachments', query.cursor);
      const after = parts === null ? null : { at: instantPart(parts[0]), id: fileId(textPart(parts[1])) };
      const internal = principal.kind !== 'customer';
      const reader = { scope: readScopeOf(principal), beyond: categoriesBeyond(boundsOf(principal)) };
      const rows = await listAttachments(deps.db, { ticketNo, internal, reader, after, limit: limit + 1 });
      const page = rows.slice(0, limit);
      const last = page.at(-1);
      const more = rows.length > limit && last !== undefined;
      const nextCursor = more ? makeCursor('attachments', [last.exactly_created_at, last.id]) : null;
      const items = page.map((row) => ({
        ...renderAttachment(row),
        internal: row.internal,
        uploadedAt: shown(row.created_at),
      }));
      return { status: 200, body: { items, nextCursor } };
    },
  });
}

function fileId(text: string): string {
  const id = attachmentParamsSchema.shape.id.safeParse(text);
  if (id.success) return id.data;
  throw badCursor();
}

export function attachmentRoutes(routes: Routes, deps: ApiDeps): void {
  routes.post({
    path: '/v1/attachments',
    tag: 'attachments',
    summary:
      'Upload a file; it belongs to a ticket once a request there names its id, and is kept for a day until then',
    who: EVERYBODY,
    takes: { file: true },
    body: uploadSchema,
    answers: { 201: { description: 'The file', headers: ['Location'], schema: attachmentSchema } },
    handler: async ({ principal, body, make }) => {
      const id = await make((tx) => kept(tx, principal, body.file));
      const row = await findAttachment(deps.db, id);
      // Unused for a day it was swept, and a repeat comes too late.
      if (row === null) throw notFound();
      return { status: 201, body: renderAttachment(row), headers: { Location: `/v1/attachments/${row.id}` } };
    },
  });
  routes.get({
    path: '/v1/attachments/{id}',
    tag: 'attachments',
    summary: 'The file itself, to be saved',
    who: EVERYBODY,
    params: attachmentParamsSchema,
    answers: {
      200: {
        description: 'The file',
        headers: ['Content-Disposition'],
        mediaType: 'application/pdf',
        alsoAs: ['image/jpeg', 'image/png'],
      },
    },
    handler: async ({ res, principal, params }) => {
      const row = await seen(deps, principal, params.id);
      const content = await readAttachment(deps.db, row.id);
      res.attachment(row.name).type(row.media_type).set(HARMLESS).send(content);
    },
  });
  listRoute(routes, deps);
}
