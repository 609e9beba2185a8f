import type { StaffRole } from '../../../contracts/people.ts';
import type { Words } from '../../../contracts/words.ts';
import type { Clock } from '../../clocks/types.ts';
import type { TicketState } from '../state.ts';
import { deputiesOf, isAbout } from './deputies.ts';

/** Who has to find the next proposal; the first one is whoever works on the ticket. */
export const LEVELS = ['handler', 'senior-agent-or-specialist', 'supervisor', 'manager'] as const;
export type Level = (typeof LEVELS)[number];

export function levelOf(round: number): Level {
  return LEVELS[Math.min(round, 3)] ?? 'manager';
}

/**
 * Whether a level may have nobody left for a round, so that the next one up may take it as well: whom the ticket is about may be the
 * only one of it, or one of it was refused.
 */
function isSpent(state: TicketState, level: Level): boolean {
  const isTop = level === 'supervisor' || level === 'manager';
  const wasRefused = state.refusedRoles?.includes(isTop ? level : 'seniorAgent') === true;
  return wasRefused || (isTop ? [level] : FIRST_LEVEL).some((role) => isAbout(state, role));
}

const FIRST_LEVEL: readonly StaffRole[] = ['seniorAgent', 'specialist', 'inspector'];

/** Which of those above may take up a round: who leads it, or the next one up of a level that may have nobody left, or did not take it up in time. */
export function leadersOf(state: TicketState): readonly ('supervisor' | 'manager')[] {
  const level = levelOf(state.round);
  if (level === 'manager') return ['manager'];
  const goesUp = isSpent(state, level) || state.clocks.some(isLeftLying);
  if (level === 'supervisor') return goesUp ? ['supervisor', 'manager'] : ['supervisor'];
  if (!goesUp) return [];
  return isSpent(state, 'supervisor') ? ['supervisor', 'manager'] : ['supervisor'];
}

/** Its target has come, and nobody has it: also where somebody had taken it up in time, and it waits for its level again. */
function isLeftLying({ id, status, plan, doneUntil }: Clock): boolean {
  const targetAt = plan?.targetAt ?? null;
  return id === 'REASSESS' && status === 'running' && targetAt !== null && doneUntil !== null && doneUntil >= targetAt;
}

/** Who re-assesses in this round. */
export function reassessedIn(round: number): Words {
  if (round <= 1) return { zh: '资深客服或工单所在部门的专员', en: 'a senior agent or a specialist of the department' };
  return round === 2 ? { zh: '主管', en: 'a supervisor' } : { zh: '经理', en: 'a manager' };
}

/**
 * Whether from a supervisor's round on the written end alone remains: whoever could still propose is of no level that is left, as each
 * of those above is spent, and one who acts for them was refused.
 */
export function isTopSpent(state: TicketState): boolean {
  if (state.round < 2 || !isSpent(state, 'supervisor') || !isSpent(state, 'manager')) return false;
  const acting = [...deputiesOf(state, 'supervisor'), ...deputiesOf(state, 'manager')];
  return acting.some((role) => state.refusedRoles?.includes(role) === true);
}

/** Whether this role stands high enough for a ticket's round: a refused answer climbs, also where it is handed on or planned for. */
export function isOfRound(round: number, role: StaffRole): boolean {
  if (round === 0 || role === 'manager') return true;
  if (round >= 3) return false;
  return role === 'supervisor' || (round === 1 && ['seniorAgent', 'specialist', 'inspector'].includes(role));
}
