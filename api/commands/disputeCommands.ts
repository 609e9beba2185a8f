import type { TicketCommandPayloads } from '../../contracts/commands.ts';
import type { DisputeCommandName, Measure } from '../../contracts/disputes.ts';
import type { TicketCommandBodies } from '../../contracts/schemas/ticketCommands.ts';
import { latestMeasure } from '../../domain/clocks/planning/limits.ts';
import { type Resolved, staffNamed, type Surroundings, workdayEnd } from './context.ts';
import { evidence } from './evidence.ts';

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

/** The deliverables are stored where those of a plan are, so that the tasks find them. */
async function ruling(
  { outcome, findings, ruleCited, measures = [] }: TicketCommandBodies['rule'],
  around: Surroundings,
): Promise<Resolved<TicketCommandPayloads['rule']>> {
  const tasks: Measure[] = [];
  for (const [position, { department, responsible, milestoneOn }] of measures.entries()) {
    const at = `/measures/${position}`;
    tasks.push({
      department,
      responsible: await staffNamed(responsible, `${at}/responsible`, around),
      milestoneAt: workdayEnd(milestoneOn, `${at}/milestoneOn`, around.timetable.calendar),
      reworded: true,
    });
  }
  const words = measures.map(({ deliverable }) => ({ deliverable }));
  const latestAt = latestMeasure(around.now, around.timetable.calendar);
  return { payload: { outcome, measures: tasks, latestAt }, text: { findings, ruleCited, tasks: words } };
}

export const RESOLVE_DISPUTE: Resolvers = {
  compensate: offered,
  'refuse-claim': because,
  'offer-settlement': offered,
  'accept-settlement': ({ offerNo }) => ({ payload: offerNo === undefined ? {} : { offerNo }, text: null }),
  'reject-settlement': because,
  'submit-evidence': evidence,
  'complete-evidence': nothing,
  concede: offered,
  rule: ruling,
  appeal: because,
  'decide-appeal': ruling,
};
