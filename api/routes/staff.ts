import { WORKING_ROLES } from '../../contracts/agents.ts';
import { DEFAULT_LIMIT } from '../../contracts/schemas/page.ts';
import {
  mentorSchema,
  ownStateSchema,
  skillsSchema,
  staffPageSchema,
  staffParamsSchema,
  staffQuerySchema,
  staffSchema,
} from '../../contracts/schemas/staff.ts';
import type { Words } from '../../contracts/words.ts';
import { changeMentor, changeSkills } from '../../db/repositories/people/agentChanges.ts';
import { findStaffAtWork, listStaff, type StaffAtWork } from '../../db/repositories/people/staffAtWork.ts';
import { isSkill } from '../../domain/assignment/skills.ts';
import { unknownReference } from '../commands/context.ts';
import { sayState } from '../commands/sayState.ts';
import type { ApiDeps } from '../deps.ts';
import { badCursor, makeCursor, parseCursor } from '../http/cursor.ts';
import { notFound, Problem } from '../http/problem.ts';
import { staffNoOf } from '../http/principal.ts';
import type { Routes } from '../http/routes.ts';
import { STAFF, type Who } from '../http/who.ts';
import { renderStaff } from '../render/staff.ts';

const AT_WORK: Who = { customers: false, staff: WORKING_ROLES, integration: false };
/** Who plans the work of others. */
export const LEADERS: Who = { customers: false, staff: ['supervisor', 'teamLeader'], integration: false };

/** Anybody of the staff, also who has left or works on no tickets any more. Throws `not-found` for a number that nobody ever had. */
export async function staffEver(deps: ApiDeps, staffNo: string): Promise<StaffAtWork> {
  const staff = await findStaffAtWork(deps.db, staffNo);
  if (staff === null) throw notFound();
  return staff;
}

/** Somebody who is here and works on tickets. Throws `not-found` for everybody else. */
export async function staffAtWork(deps: ApiDeps, staffNo: string): Promise<StaffAtWork> {
  const staff = await staffEver(deps, staffNo);
  if (!staff.active || !WORKING_ROLES.some((role) => role === staff.role)) throw notFound();
  return staff;
}

function listRoute(routes: Routes, deps: ApiDeps): void {
  routes.get({
    path: '/v1/staff',
    tag: 'staff',
    summary: 'Who is ready, since when, with how many tickets in hand',
    who: STAFF,
    query: staffQuerySchema,
    answers: { 200: { description: 'A page of those who work on tickets, by staff number', schema: staffPageSchema } },
    handler: async ({ query }) => {
      const limit = query.limit ?? DEFAULT_LIMIT;
      const after = parseCursor('staff', query.cursor)?.[0] ?? null;
      if (typeof after === 'number' || (after !== null && !/^\d{4,6}$/.test(after))) throw badCursor();
      const { state, department, role } = query;
      const filter = { state, department, role };
      const rows = await listStaff(deps.db, { filter, roles: WORKING_ROLES, after, limit: limit + 1 });
      const page = rows.slice(0, limit);
      const last = page.at(-1);
      const nextCursor = rows.length > limit && last !== undefined ? makeCursor('staff', [last.staffNo]) : null;
      return { status: 200, body: { items: page.map(renderStaff), nextCursor } };
    },
  });
}

function ownStateRoutes(routes: Routes, deps: ApiDeps): void {
  const path = '/v1/me/state';
  const answers = { 200: { description: 'As the desk sees you now', schema: staffSchema } };
  routes.get({
    path,
    tag: 'staff',
    summary: 'Whether you take conversations now',
    who: AT_WORK,
    answers,
    handler: async ({ principal }) => ({
      status: 200,
      body: renderStaff(await staffAtWork(deps, staffNoOf(principal))),
    }),
  });
  routes.put({
    path,
    tag: 'staff',
    summary: 'Say whether you take conversations: ready, away for a while, or off',
    who: AT_WORK,
    body: ownStateSchema,
    answers,
    handler: async ({ principal, body: { state, reason = null } }) => {
      const staffNo = staffNoOf(principal);
      await sayState(deps, { staffNo, by: staffNo, state, reason });
      return { status: 200, body: renderStaff(await staffAtWork(deps, staffNo)) };
    },
  });
}

function skillsRoute(routes: Routes, deps: ApiDeps): void {
  routes.put({
    path: '/v1/staff/{staffNo}/skills',
    tag: 'staff',
    summary: 'Set what somebody is skilled in, and how many conversations he leads at once',
    who: LEADERS,
    params: staffParamsSchema,
    body: skillsSchema,
    answers: { 200: { description: 'As the desk sees him now', schema: staffSchema } },
    handler: async ({ principal, params, body: { skills, capacity } }) => {
      const { staffNo } = await staffAtWork(deps, params.staffNo);
      const unknown = skills.findIndex((skill) => !isSkill(skill));
      if (unknown >= 0) {
        throw unknownReference(`/skills/${unknown}`, {
          zh: 'GET /v1/catalog 所列的部门、分类或分类组代码，如 ORD、ORD.PAY',
          en: 'a department, a category or a group of them of GET /v1/catalog, such as ORD or ORD.PAY',
        });
      }
      await changeSkills(deps.db, { staffNo, by: staffNoOf(principal), capacity, skills });
      return { status: 200, body: renderStaff(await staffAtWork(deps, staffNo)) };
    },
  });
}

const MENTOR: Words = {
  zh: '同部门、在职且自己不需带教的另一名工作人员的工号',
  en: 'the number of another active member of staff of the department who needs no mentor himself',
};
const NOBODYS_MENTOR: Words = {
  zh: '无：其本人正在带教他人，请先为他们另行安排',
  en: 'none for somebody who is a mentor: give those whom he shows the work to another first',
};

/** Whether this may be somebody's mentor, whoever else has one. */
async function mayMentor(deps: ApiDeps, mentor: string, { staffNo, department }: StaffAtWork): Promise<boolean> {
  const found = await findStaffAtWork(deps.db, mentor);
  const isHere = found !== null && found.active && found.department === department;
  return isHere && mentor !== staffNo && WORKING_ROLES.some((role) => role === found.role);
}

function cannotMentor(mentor: string | null, staffNo: string, expected: Words): Problem {
  return new Problem(
    'unknown-staff',
    { zh: `${mentor} 不能带教 ${staffNo}。`, en: `${mentor} cannot be the mentor of ${staffNo}.` },
    { errors: [{ pointer: '/mentor', expected }] },
  );
}

function mentorRoute(routes: Routes, deps: ApiDeps): void {
  routes.put({
    path: '/v1/staff/{staffNo}/mentor',
    tag: 'staff',
    summary: 'Set who shows somebody new the work: from then on he is rostered in the shifts of his mentor only',
    who: LEADERS,
    params: staffParamsSchema,
    body: mentorSchema,
    answers: { 200: { description: 'As the desk sees him now', schema: staffSchema } },
    handler: async ({ principal, params, body: { mentor } }) => {
      const staff = await staffAtWork(deps, params.staffNo);
      const { staffNo } = staff;
      if (mentor !== null && !(await mayMentor(deps, mentor, staff))) throw cannotMentor(mentor, staffNo, MENTOR);
      const outcome = await changeMentor(deps.db, { staffNo, by: staffNoOf(principal), mentor });
      if (outcome === 'learns') throw cannotMentor(mentor, staffNo, MENTOR);
      if (outcome === 'teaches') throw cannotMentor(mentor, staffNo, NOBODYS_MENTOR);
      return { status: 200, body: renderStaff(await staffAtWork(deps, staffNo)) };
    },
  });
}

export function staffRoutes(routes: Routes, deps: ApiDeps): void {
  listRoute(routes, deps);
  ownStateRoutes(routes, deps);
  skillsRoute(routes, deps);
  mentorRoute(routes, deps);
}
