import type { StaffRole } from '../../../contracts/people.ts';
import type { Words } from '../../../contracts/words.ts';
import type { Clock } from '../../clocks/types.ts';
import type { TicketState } from '../state.ts';

/** Who has to find the next proposal; the first one is whoever works on the ticket. */
export const LEVELS = ['handler', 'senior-agent-or-specialist', 'supervisor', 'manager'] as const;
export type Level = (typeof LEVELS)[number];

export function levelOf(round: number): Level {
  return LEVELS[Math.min(round, 3)] ?? 'manager';
}

/**
 * Whether a round's own level may have nobody left for it, so that the next one may take it as well: whom the ticket is about may be the
 * only one of it, one of it was refused, or none took it up in time. Nobody stands above a manager, who ends the matter in writing;
 * in his place, where it may be about him, stand the supervisors.
 */
export function isLevelSpent({ round, refusedRoles = [], judged = [], clocks }: TicketState): boolean {
  const level = levelOf(round);
  if (judged.length > 0) return true;
  if (level === 'manager') return false;
  return refusedRoles.includes(level === 'supervisor' ? level : 'seniorAgent') || clocks.some(isLeftLying);
}

function isLeftLying({ id, status, terms, plan, doneUntil }: Clock): boolean {
  const targetAt = plan?.targetAt ?? null;
  const isUntaken = id === 'REASSESS' && status === 'running' && terms.phase === 'first';
  return isUntaken && targetAt !== null && doneUntil !== null && doneUntil >= targetAt;
}

/** Who re-assesses in this round. */
export function reassessedIn(round: number): Words {
  if (round <= 1) return { zh: '资深客服或工单所在部门的专员', en: 'a senior agent or a specialist of the department' };
  return round === 2 ? { zh: '主管', en: 'a supervisor' } : { zh: '经理', en: 'a manager' };
}

/**
 * Whether in a supervisor's round somebody of his level or above was refused already, as those below him may all have been barred where it
 * is about one of them: nobody may be left, and what remains is the written end.
 */
export function isTopSpent({ round, judged = [], refusedRoles = [] }: TicketState): boolean {
  return round >= 2 && judged.length > 0 && refusedRoles.some((role) => role === 'supervisor' || role === 'manager');
}

/**
 * Whether this role stands for the manager, where the ticket is about one, or about somebody of whose role nothing was kept: he may be the
 * only one. A manager whom it is not about is above whoever was refused.
 */
export function standsForManager({ judged = [], judgedRoles = {} }: TicketState, role: StaffRole): boolean {
  return role === 'supervisor' && judged.some((staffNo) => (judgedRoles[staffNo] ?? 'manager') === 'manager');
}

/** Whether this role stands high enough for a ticket's round: a refused answer climbs, also where it is handed on or planned for. */
export function isOfRound(round: number, role: StaffRole): boolean {
  if (round === 0 || role === 'manager') return true;
  if (round >= 3) return false;
  return role === 'supervisor' || (round === 1 && ['seniorAgent', 'specialist', 'inspector'].includes(role));
}
