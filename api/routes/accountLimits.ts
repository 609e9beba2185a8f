import {
  accountLimitPageSchema,
  accountLimitParamsSchema,
  accountLimitQuerySchema,
  accountLimitSchema,
  liftLimitSchema,
  proposeLimitSchema,
} from '../../contracts/schemas/accountLimit.ts';
import { DEFAULT_LIMIT } from '../../contracts/schemas/page.ts';
import { z } from '../../contracts/schemas/zod.ts';
import type { Principal } from '../../contracts/people.ts';
import {
  type AccountLimitRow,
  decideLimit,
  findLimit,
  liftLimit,
  listLimits,
  proposeLimit,
} from '../../db/repositories/people/accountLimits.ts';
import { accountOfCompany } from '../../db/repositories/reading/companies.ts';
import type { ApiDeps } from '../deps.ts';
import { unknownReference } from '../commands/context.ts';
import { badCursor, instantPart, makeCursor, parseCursor } from '../http/cursor.ts';
import { notFound, Problem } from '../http/problem.ts';
import type { Routes } from '../http/routes.ts';
import { ticketFor } from '../http/tickets.ts';
import type { Who } from '../http/who.ts';
import { renderAccountLimit } from '../render/accountLimit.ts';

/** A first limit (DECISION 32). */
const DAYS = 7;

const READERS: Who = {
  customers: false,
  staff: ['specialist', 'supervisor', 'manager', 'inspector'],
  integration: false,
};
const PROPOSERS: Who = { customers: false, staff: ['specialist'], integration: false };
const DECIDERS: Who = { customers: false, staff: ['manager'], integration: false };

/** The caller's staff number; of specialists only RISK has to do with limits of accounts. */
function staffNoOf(principal: Principal): string {
  if (principal.kind === 'staff' && (principal.role !== 'specialist' || principal.department === 'RISK'))
    return principal.staffNo;
  throw new Problem('forbidden', {
    zh: '账号限制在专员中仅由账号安全组处理。',
    en: 'Of the specialists only those of RISK have to do with limits of accounts.',
  });
}

async function limitNamed(deps: ApiDeps, id: string): Promise<AccountLimitRow> {
  const row = await findLimit(deps.db, id);
  if (row === null) throw notFound();
  return row;
}

function proposeRoute(routes: Routes, deps: ApiDeps): void {
  routes.post({
    path: '/v1/account-limits',
    tag: 'account limits',
    summary: 'Propose to limit an account after serious abuse; a manager decides',
    who: PROPOSERS,
    body: proposeLimitSchema,
    answers: { 201: { description: 'The proposal', headers: ['Location'], schema: accountLimitSchema } },
    handler: async ({ principal, body, make }) => {
      const by = staffNoOf(principal);
      const { state } = await ticketOf(deps, principal, body.ticketNo);
      if (!(await accountOfCompany(deps.db, { accountId: body.accountId, companyId: state.companyId })))
        throw unknownReference('/accountId', {
          zh: '该工单所属企业的账号ID',
          en: 'the id of an account of the ticket’s company',
        });
      const { accountId, reason } = body;
      const id = await make(async (tx) => {
        const proposed = await proposeLimit(tx, { accountId, ticketNo: state.ticketNo, reason, by });
        if (proposed !== null) return proposed;
        throw new Problem('state-conflict', {
          zh: '该账号已有待审批的限制申请。',
          en: `A proposal to limit ${accountId} waits for its decision already.`,
        });
      });
      const answer = renderAccountLimit(await limitNamed(deps, id), Date.now());
      return { status: 201, body: answer, headers: { Location: `/v1/account-limits/${id}` } };
    },
  });
}

/** A specialist of RISK reads tickets of other departments only here, and nothing of them but that they exist. */
async function ticketOf(deps: ApiDeps, principal: Principal, ticketNo: string) {
  const reader: Principal = principal.kind === 'staff' ? { ...principal, role: 'supervisor' } : principal;
  return ticketFor(deps, reader, ticketNo).catch((error: unknown) => {
    if (error instanceof Problem && error.code === 'not-found')
      throw unknownReference('/ticketNo', { zh: '工单编号', en: 'the number of a ticket' });
    throw error;
  });
}

function decideRoute(routes: Routes, deps: ApiDeps, decision: 'approve' | 'reject'): void {
  routes.post({
    path: `/v1/account-limits/{limitId}/${decision}`,
    tag: 'account limits',
    summary: decision === 'approve' ? `Limit the account for ${DAYS} days` : 'Leave the account as it is',
    who: DECIDERS,
    params: accountLimitParamsSchema,
    body: z.strictObject({}),
    answers: { 200: { description: 'The limit after it', schema: accountLimitSchema } },
    handler: async ({ principal, params, make }) => {
      const by = staffNoOf(principal);
      const { id } = await limitNamed(deps, params.limitId);
      await make(async (tx) => {
        if (await decideLimit(tx, { id, by, approved: decision === 'approve', days: DAYS })) return id;
        throw new Problem('state-conflict', {
          zh: '该申请已审批；本人不得审批自己的申请。',
          en: 'It was decided already; nobody decides his own proposal.',
        });
      });
      return { status: 200, body: renderAccountLimit(await limitNamed(deps, id), Date.now()) };
    },
  });
}

function liftRoute(routes: Routes, deps: ApiDeps): void {
  routes.post({
    path: '/v1/account-limits/{limitId}/lift',
    tag: 'account limits',
    summary: 'Undo a limit that was wrong; the account is told with an apology',
    who: DECIDERS,
    params: accountLimitParamsSchema,
    body: liftLimitSchema,
    answers: { 200: { description: 'The limit after it', schema: accountLimitSchema } },
    handler: async ({ principal, params, body, make }) => {
      const by = staffNoOf(principal);
      const { id } = await limitNamed(deps, params.limitId);
      await make(async (tx) => {
        if (await liftLimit(tx, { id, by, reason: body.reason })) return id;
        throw new Problem('state-conflict', {
          zh: '仅可解除生效中的限制。',
          en: 'Only a limit in force can be lifted.',
        });
      });
      return { status: 200, body: renderAccountLimit(await limitNamed(deps, id), Date.now()) };
    },
  });
}

function readRoute(routes: Routes, deps: ApiDeps): void {
  routes.get({
    path: '/v1/account-limits/{limitId}',
    tag: 'account limits',
    summary: 'One limit of an account, or the proposal of one',
    who: READERS,
    params: accountLimitParamsSchema,
    answers: { 200: { description: 'The limit', schema: accountLimitSchema } },
    handler: async ({ principal, params }) => {
      staffNoOf(principal);
      return { status: 200, body: renderAccountLimit(await limitNamed(deps, params.limitId), Date.now()) };
    },
  });
}

function idPart(part: string | number | null | undefined): string {
  const id = accountLimitParamsSchema.shape.limitId.safeParse(part);
  if (id.success) return id.data;
  throw badCursor();
}

export function accountLimitRoutes(routes: Routes, deps: ApiDeps): void {
  proposeRoute(routes, deps);
  decideRoute(routes, deps, 'approve');
  decideRoute(routes, deps, 'reject');
  liftRoute(routes, deps);
  readRoute(routes, deps);
  routes.get({
    path: '/v1/account-limits',
    tag: 'account limits',
    summary: 'Limits of accounts, the latest proposal first',
    who: READERS,
    query: accountLimitQuerySchema,
    answers: { 200: { description: 'A page of limits', schema: accountLimitPageSchema } },
    handler: async ({ principal, query }) => {
      staffNoOf(principal);
      const limit = query.limit ?? DEFAULT_LIMIT;
      const parts = parseCursor('account-limits', query.cursor);
      const after = parts === null ? null : { at: instantPart(parts[0]), id: idPart(parts[1]) };
      const rows = await listLimits(deps.db, { accountId: query.accountId, after, limit: limit + 1 });
      const page = rows.slice(0, limit);
      const last = page.at(-1);
      const more = rows.length > limit && last !== undefined;
      const nextCursor = more ? makeCursor('account-limits', [last.exactly_proposed_at, last.id]) : null;
      const nowMs = Date.now();
      return { status: 200, body: { items: page.map((row) => renderAccountLimit(row, nowMs)), nextCursor } };
    },
  });
}
