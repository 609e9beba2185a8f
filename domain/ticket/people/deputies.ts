import type { Recipient } from '../../../contracts/notices.ts';
import type { Actor, StaffRole } from '../../../contracts/people.ts';
import type { TicketState } from '../state.ts';

/** Roles without which some steps of a ticket could be taken by nobody. */
type Leading = 'supervisor' | 'manager';
const LEADING: readonly Leading[] = ['supervisor', 'manager'];

type Judged = Pick<TicketState, 'judged' | 'judgedRoles'>;

/** Whether the ticket is about one of this role, who may be the only one of it; or about somebody of whose role nothing was kept. */
export function isAbout({ judged = [], judgedRoles = {} }: Judged, role: StaffRole): boolean {
  return judged.some((staffNo) => (judgedRoles[staffNo] ?? role) === role);
}

/**
 * Who acts for a role in this ticket, and is told what that role is told: its own holders; where it is about one of them the other leading
 * role as well, and the inspectors where it is about one of each. Whom it is about never does: `isShutOut`. Source: DECISION 40, docs/norms.md.
 */
export function deputiesOf(state: Judged, role: Leading): readonly StaffRole[] {
  if (!isAbout(state, role)) return [role];
  const isAboutBoth = LEADING.every((each) => isAbout(state, each)) && (state.judged ?? []).length > 1;
  return isAboutBoth ? [...LEADING, 'inspector'] : LEADING;
}

/** The roles that somebody of this one has in this ticket. */
export function rolesHeld(state: Judged, role: StaffRole): readonly StaffRole[] {
  return [role, ...LEADING.filter((each) => each !== role && deputiesOf(state, each).includes(role))];
}

/** Whether somebody has this role in the ticket, by his own or for others. */
export function actsAs(state: Judged, actor: Actor, role: StaffRole): boolean {
  return actor.kind === 'staff' && rolesHeld(state, actor.role).includes(role);
}

/** The actor in each of the roles that he has in the ticket. */
export function inEachRole(state: Judged, actor: Actor): readonly Actor[] {
  return actor.kind === 'staff' ? rolesHeld(state, actor.role).map((role) => ({ ...actor, role })) : [actor];
}

/** Whom to tell what is meant for this recipient: of a leading role whoever acts for it as well, and of who is on duty the supervisors. */
export function withDeputies(state: Judged, to: Recipient): readonly Recipient[] {
  if (to.kind !== 'role') return [to];
  const leading = LEADING.find((role) => role === to.role);
  if (leading !== undefined) return deputiesOf(state, leading).map((role) => ({ ...to, role }));
  const isAboutDuty = to.role === 'dutyAgent' && isAbout(state, 'dutyAgent');
  return isAboutDuty ? [to, ...deputiesOf(state, 'supervisor').map((role) => ({ ...to, role }))] : [to];
}
