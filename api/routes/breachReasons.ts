import { isTicketNo, type TicketNo } from '../../contracts/ids.ts';
import type { Principal, StaffRole } from '../../contracts/people.ts';
import { breachExplainedSchema, explainBreachSchema } from '../../contracts/schemas/breachReason.ts';
import { ticketParamsSchema } from '../../contracts/schemas/ticket.ts';
import { type BreachReasonOutcome, writeBreachReason } from '../../db/repositories/outages/breachReasons.ts';
import { findTicket, type FoundTicket } from '../../db/repositories/reading/tickets.ts';
import { archived } from '../../domain/ticket/judging.ts';
import type { TicketState } from '../../domain/ticket/state.ts';
import { attempted } from '../commands/attempted.ts';
import { notMissed, unknownLimit } from '../commands/missedLimit.ts';
import type { ApiDeps } from '../deps.ts';
import { actorOf } from '../http/principal.ts';
import { notFound, Problem, refused } from '../http/problem.ts';
import { requestUuid } from '../http/requestUuid.ts';
import type { Routes } from '../http/routes.ts';
import { ticketFor } from '../http/tickets.ts';
import { EVERYBODY } from '../http/who.ts';
import { shown } from '../render/instant.ts';

const ANSWERABLE: readonly StaffRole[] = ['teamLeader', 'supervisor', 'manager'];

/** Whoever is told of a missed limit: who has the ticket, his department or that of a task, and those above (docs/norms.md, clocks). */
function answersFor(principal: Principal, { department, assignee, lead, tasks }: TicketState): boolean {
  if (principal.kind !== 'staff') return false;
  const { staffNo, role, department: own } = principal;
  if (ANSWERABLE.includes(role) || staffNo === assignee?.staffNo || staffNo === lead?.staffNo) return true;
  return own === department || tasks.some((task) => task.department === own);
}

function forbidden(): Problem {
  return new Problem('forbidden', {
    zh: '超时原因由工单或任务所属部门的人员、组长、主管或经理填写。',
    en: 'explain-breach is for the department that has the ticket or a task of it, a team leader, a supervisor or a manager.',
  });
}

/**
 * The ticket whose limit it is. A team leader reads no ticket, and is told of those that answer too late: of any but a complaint about
 * the service he says why, and is shown nothing else of it.
 */
async function ticketOfLimit(deps: ApiDeps, principal: Principal, ticketNo: string): Promise<FoundTicket> {
  if (principal.kind !== 'staff' || principal.role !== 'teamLeader') return ticketFor(deps, principal, ticketNo);
  const scope = { kind: 'desk', staffNo: principal.staffNo } as const;
  const found = isTicketNo(ticketNo) ? await findTicket(deps.db, scope, ticketNo) : null;
  if (found === null) throw notFound();
  return found;
}

/** When it was written; throws where it could not be. */
function writtenAt(outcome: BreachReasonOutcome, ticketNo: TicketNo, key: string): Date {
  if (typeof outcome !== 'string') return outcome.at;
  switch (outcome) {
    case 'unknown-limit':
      throw unknownLimit(ticketNo, key);
    case 'not-missed':
      throw notMissed(key);
    case 'archived':
      throw refused(archived(ticketNo));
  }
}

export function breachReasonRoutes(routes: Routes, deps: ApiDeps): void {
  routes.post({
    path: '/v1/tickets/{ticketNo}/explain-breach',
    tag: 'tickets',
    summary: 'Record why a limit was missed; customers never see it. The breach stays a breach',
    who: EVERYBODY,
    params: ticketParamsSchema,
    body: explainBreachSchema,
    answers: {
      201: { description: 'The reason, which stands at the limit from now on', schema: breachExplainedSchema },
    },
    handler: async ({ principal, params, body: { key, reason }, once }) => {
      const { ticket_no: ticketNo, state } = await ticketOfLimit(deps, principal, params.ticketNo);
      const author = actorOf(principal);
      const at = await attempted(deps, { ticketNo, command: 'explain-breach', actor: author }, async () => {
        if (!answersFor(principal, state)) throw forbidden();
        const outcome = await writeBreachReason(deps.db, {
          id: requestUuid('breach reason', once.updateId),
          ticketNo,
          key,
          author,
          reason,
        });
        return writtenAt(outcome, ticketNo, key);
      });
      const by = author.kind === 'staff' ? author.staffNo : null;
      return { status: 201, body: { ticketNo, key, reason, by, at: shown(at) } };
    },
  });
}
