import type { TicketCommandPayloads } from '../../contracts/commands.ts';
import type { TicketCommandBodies } from '../../contracts/schemas/ticketCommands.ts';
import { assignAgent } from '../../db/repositories/people/agents.ts';
import { needOfNext } from '../../domain/assignment/need.ts';
import { type Resolved, staffNamed, type Surroundings } from './context.ts';

const NOBODY = '';

/** Without a name, a ticket of the front desk goes to the next free agent; one of a department goes back to its queue. Throws `unknown-staff`. */
export async function reassignment(
  { to, reason }: TicketCommandBodies['reassign'],
  around: Surroundings,
): Promise<Resolved<TicketCommandPayloads['reassign']>> {
  const { state, make } = around;
  const byRule = to === undefined && state.assignee !== null && state.department === 'FRONT';
  const nextFree = async (tx: Surroundings['db']) => (await assignAgent(tx, needOfNext(state)))?.to.staffNo ?? NOBODY;
  const named = to ?? (byRule ? await make(nextFree) : NOBODY);
  const taker = named === NOBODY ? null : await staffNamed(named, '/to', around);
  return { payload: { from: state.assignee?.staffNo ?? '', to: taker, why: 'supervisor' }, text: { reason } };
}
