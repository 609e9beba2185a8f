import { DEFAULT_LIMIT, cursorSchema, limitSchema } from '../../contracts/schemas/page.ts';
import {
  reassignStaffSchema,
  signOffSchema,
  staffChangePageSchema,
  staffChangeSchema,
  staffParamsSchema,
  staffSchema,
} from '../../contracts/schemas/staff.ts';
import { z } from '../../contracts/schemas/zod.ts';
import type { Principal } from '../../contracts/people.ts';
import { listAgentChanges, orderReassignment, readAgentChange } from '../../db/repositories/people/agentChanges.ts';
import { staffNamed } from '../commands/context.ts';
import { followUp, sayState } from '../commands/sayState.ts';
import type { ApiDeps } from '../deps.ts';
import { makeCursor, numberPart, parseCursor } from '../http/cursor.ts';
import { staffNoOf } from '../http/principal.ts';
import { Problem } from '../http/problem.ts';
import type { Routes } from '../http/routes.ts';
import { STAFF, type Who } from '../http/who.ts';
import { renderStaff, renderStaffChange } from '../render/staff.ts';
import { LEADERS, staffAtWork, staffEver } from './staff.ts';

const SUPERVISORS: Who = { customers: false, staff: ['supervisor'], integration: false };
const AUDITORS: readonly string[] = ['supervisor', 'manager', 'teamLeader'];

/** Everybody reads what was changed about himself. Throws `forbidden`. */
function mayAudit(principal: Principal, staffNo: string): void {
  if (staffNoOf(principal) === staffNo) return;
  if (principal.kind === 'staff' && AUDITORS.includes(principal.role)) return;
  throw new Problem('forbidden', {
    zh: '变更记录仅限主管、经理、组长及本人查看。',
    en: 'Changes are read by supervisors, managers, team leaders, and whom they are about.',
  });
}

/** Throws `unknown-staff` for nobody, and for the one whose tickets they are. */
async function takerNamed(deps: ApiDeps, to: string, staffNo: string): Promise<string> {
  if (to !== staffNo) return (await staffNamed(to, '/to', deps)).staffNo;
  throw new Problem(
    'unknown-staff',
    { zh: `这些工单已由 ${staffNo} 处理。`, en: `The tickets are with ${staffNo} already.` },
    {
      errors: [{ pointer: '/to', expected: { zh: '另一名工作人员的工号', en: 'the number of another staff member' } }],
    },
  );
}

function signOffRoute(routes: Routes, deps: ApiDeps): void {
  routes.put({
    path: '/v1/staff/{staffNo}/state',
    tag: 'staff',
    summary: 'Sign somebody off who forgot to, or could not',
    who: LEADERS,
    params: staffParamsSchema,
    body: signOffSchema,
    answers: { 200: { description: 'As the desk sees him now', schema: staffSchema } },
    handler: async ({ principal, params, body: { state, reason } }) => {
      const { staffNo } = await staffAtWork(deps, params.staffNo);
      await sayState(deps, { staffNo, by: staffNoOf(principal), state, reason });
      return { status: 200, body: renderStaff(await staffAtWork(deps, staffNo)) };
    },
  });
}

function reassignRoute(routes: Routes, deps: ApiDeps): void {
  routes.post({
    path: '/v1/staff/{staffNo}/reassign',
    tag: 'staff',
    summary: 'Give all open tickets of somebody to others',
    who: SUPERVISORS,
    params: staffParamsSchema,
    body: reassignStaffSchema,
    answers: {
      202: {
        description: 'The order; how it goes stands among the changes',
        headers: ['Location'],
        schema: staffChangeSchema,
      },
    },
    handler: async ({ principal, params, body, make }) => {
      const { staffNo } = await staffEver(deps, params.staffNo);
      const to = body.to === undefined ? null : await takerNamed(deps, body.to, staffNo);
      const order = { staffNo, by: staffNoOf(principal), to, reason: body.reason };
      const id = await make((tx) => orderReassignment(tx, order));
      await followUp(deps, id);
      const change = await readAgentChange(deps.db, id);
      const headers = { Location: `/v1/staff/${staffNo}/changes` };
      return { status: 202, body: renderStaffChange(change), headers };
    },
  });
}

function changesRoute(routes: Routes, deps: ApiDeps): void {
  routes.get({
    path: '/v1/staff/{staffNo}/changes',
    tag: 'staff',
    summary: 'Who changed what about somebody, the latest first, and what became of his tickets',
    who: STAFF,
    params: staffParamsSchema,
    query: z.strictObject({ cursor: cursorSchema, limit: limitSchema }),
    answers: { 200: { description: 'A page of changes', schema: staffChangePageSchema } },
    handler: async ({ principal, params, query }) => {
      mayAudit(principal, params.staffNo);
      const { staffNo } = await staffEver(deps, params.staffNo);
      const limit = query.limit ?? DEFAULT_LIMIT;
      const parts = parseCursor('staff-changes', query.cursor);
      const before = parts === null ? null : String(numberPart(parts[0]));
      const rows = await listAgentChanges(deps.db, { staffNo, before, limit: limit + 1 });
      const page = rows.slice(0, limit);
      const last = page.at(-1);
      const nextCursor =
        rows.length > limit && last !== undefined ? makeCursor('staff-changes', [Number(last.id)]) : null;
      return { status: 200, body: { items: page.map(renderStaffChange), nextCursor } };
    },
  });
}

export function staffOrderRoutes(routes: Routes, deps: ApiDeps): void {
  signOffRoute(routes, deps);
  reassignRoute(routes, deps);
  changesRoute(routes, deps);
}
