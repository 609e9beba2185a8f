import fc from 'fast-check';
import { expect, test } from 'vitest';
import { TICKET_COMMANDS, type TicketCommandName } from '../../../contracts/commands.ts';
import type { Actor } from '../../../contracts/people.ts';
import { refusalFor } from '../../../domain/ticket/allowed.ts';
import type { TicketState } from '../../../domain/ticket/state.ts';
import { anyTicket, courses, READERS } from '../../support/anyTicket.ts';

type Who = (state: TicketState, actor: Actor) => boolean;

const AT_TICKETS: readonly string[] = ['agent', 'seniorAgent', 'dutyAgent', 'specialist', 'supervisor', 'manager'];
const is =
  (...roles: readonly string[]): Who =>
  (_state, actor) =>
    actor.kind === 'staff' && roles.includes(actor.role);
const supervisor = is('supervisor');
const either =
  (...all: readonly Who[]): Who =>
  (state, actor) =>
    all.some((who) => who(state, actor));
const handler: Who = ({ assignee, lead }, actor) =>
  actor.kind === 'staff' && [assignee?.staffNo, lead?.staffNo].includes(actor.staffNo);
const buyer: Who = ({ companyId }, actor) => actor.kind === 'customer' && actor.companyId === companyId;
const seller: Who = ({ dispute }, actor) =>
  actor.kind === 'customer' && dispute !== null && actor.companyId === dispute.supplierCompanyId;
/** The account, a machine, or staff who record what was said; inspectors on matters of QA alone. */
const customer: Who = (state, actor) => {
  if (actor.kind !== 'staff') return actor.kind === 'integration' || buyer(state, actor);
  if (actor.onBehalf !== true) return false;
  return AT_TICKETS.includes(actor.role) || (actor.role === 'inspector' && state.department === 'QA');
};
const isDisputed = ({ status, dispute }: TicketState): boolean =>
  status === 'WAITING_PARTIES' || dispute?.step === 'DECIDING' || dispute?.step === 'APPEAL';
const untaken: Who = ({ status, round, category, sentBackBy, ownerFixed }) =>
  (['RECEIVED', 'ASSIGNED'].includes(status) && round === 0 && sentBackBy.length < 2 && !ownerFixed) ||
  (status === 'REASSESSING' && category === null);

/** Interfaces §3, row by row, as far as who may does not hang on the course of the ticket. */
const TABLE: Readonly<Partial<Record<TicketCommandName, Who>>> = {
  classify: (state, actor) =>
    supervisor(state, actor) || (untaken(state, actor) && is('agent', 'seniorAgent', 'dutyAgent')(state, actor)),
  'send-back': ({ department }, actor) =>
    is('specialist', 'inspector')({} as TicketState, actor) &&
    actor.kind === 'staff' &&
    actor.department === department &&
    (actor.role === 'inspector') === (department === 'QA'),
  'hand-on': either(handler, supervisor),
  reassign: supervisor,
  coordinate: supervisor,
  'request-material': (state, actor) => (state.materialRequests === 0 ? handler : supervisor)(state, actor),
  'waive-material': handler,
  'supply-material': customer,
  'progress-report': (state, actor) =>
    either(handler, supervisor)(state, actor) || (state.urgent && is('dutyAgent')(state, actor)),
  'request-extension': handler,
  'refuse-extension': supervisor,
  'set-date': handler,
  accept: customer,
  reject: customer,
  urge: customer,
  escalate: customer,
  complain: customer,
  withdraw: (state, actor) => (isDisputed(state) ? buyer : customer)(state, actor),
  extend: supervisor,
  supervise: supervisor,
  'confirm-urgent': supervisor,
  'downgrade-urgent': either(supervisor, is('dutyAgent')),
  'mark-incident': supervisor,
  'close-unresolved': is('manager'),
  'open-dispute': buyer,
  compensate: seller,
  'refuse-claim': seller,
  concede: seller,
  'decide-appeal': is('manager'),
};

/** About the desk's own service nobody of it but who judges it has a say, and none whom it is about. */
const isShutOut = ({ category, judged = [] }: TicketState, actor: Actor): boolean =>
  actor.kind === 'staff' &&
  (judged.includes(actor.staffNo) ||
    (['SVC.COMPLAINT', 'SVC.RATING'].includes(category ?? '') &&
      !['inspector', 'supervisor', 'manager'].includes(actor.role)));

test('who may give a command is as the table of the interface has it, of everybody, whatever became of the ticket', () => {
  fc.assert(
    fc.property(courses(25), (course) => {
      const { state } = anyTicket(course);
      // Where it is about a supervisor or manager others act for him: deputies.test.ts.
      fc.pre(Object.values(state.judgedRoles ?? {}).every((role) => role !== 'supervisor' && role !== 'manager'));
      const all = READERS.flatMap((actor): readonly Actor[] =>
        actor.kind === 'staff' ? [actor, { ...actor, onBehalf: true }] : [actor],
      );
      const wrong = TICKET_COMMANDS.flatMap((name) => {
        const may = TABLE[name];
        if (may === undefined) return [];
        const differ = all.filter((actor) => {
          const expected = may(state, actor) && !isShutOut(state, actor);
          return expected === (refusalFor(state, actor, name)?.code === 'forbidden');
        });
        return differ.map((actor) => `${name} of ${state.status} by ${JSON.stringify(actor)}`);
      });
      expect(wrong).toEqual([]);
    }),
    { numRuns: 60 },
  );
});
