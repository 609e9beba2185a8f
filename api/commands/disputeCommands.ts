import { createHash } from 'node:crypto';
import type { PlannedTask, TicketCommandPayloads } from '../../contracts/commands.ts';
import type { DisputeCommandName } from '../../contracts/disputes.ts';
import type { TicketCommandBodies } from '../../contracts/schemas/ticketCommands.ts';
import { canonicalJson } from '../../domain/dispute/canonicalJson.ts';
import { type Resolved, staffNamed, type Surroundings, workdayEnd } from './context.ts';

type Resolvers = {
  readonly [Name in DisputeCommandName]: (
    body: TicketCommandBodies[Name],
    around: Surroundings,
  ) => Resolved<TicketCommandPayloads[Name]> | Promise<Resolved<TicketCommandPayloads[Name]>>;
};

const nothing = () => ({ payload: {}, text: null });
const offered = ({ offer }: { offer: string }) => ({ payload: {}, text: { offer } });
const because = ({ reason }: { reason?: string | undefined }) => ({
  payload: {},
  text: reason === undefined ? null : { reason },
});

/** What evidence is sealed by, in hex. */
export function sealOf(evidence: object): string {
  return createHash('sha256').update(canonicalJson(evidence)).digest('hex');
}

function submitted({ statement, files = [] }: TicketCommandBodies['submit-evidence']) {
  const evidence = { statement: statement ?? null, files };
  return { payload: { sha256: sealOf(evidence), files: files.length }, text: evidence };
}

/** The deliverables are stored where those of a plan are, so that the tasks find them. */
async function ruling(
  { outcome, findings, ruleCited, measures = [] }: TicketCommandBodies['rule'],
  around: Surroundings,
): Promise<Resolved<TicketCommandPayloads['rule']>> {
  const tasks: PlannedTask[] = [];
  for (const [position, { department, responsible, milestoneOn }] of measures.entries()) {
    const at = `/measures/${position}`;
    tasks.push({
      department,
      responsible: await staffNamed(responsible, `${at}/responsible`, around),
      milestoneAt: workdayEnd(milestoneOn, `${at}/milestoneOn`, around.timetable.calendar),
    });
  }
  const words = measures.map(({ deliverable }) => ({ deliverable }));
  return { payload: { outcome, measures: tasks }, text: { findings, ruleCited, tasks: words } };
}

export const RESOLVE_DISPUTE: Resolvers = {
  compensate: offered,
  'refuse-claim': because,
  'offer-settlement': offered,
  'accept-settlement': nothing,
  'reject-settlement': because,
  'submit-evidence': submitted,
  'complete-evidence': nothing,
  concede: offered,
  rule: ruling,
  appeal: because,
  'decide-appeal': ruling,
};
