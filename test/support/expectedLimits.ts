import type { TicketClockId } from '../../contracts/clocks.ts';
import { isOpen } from '../../contracts/ticket.ts';
import { isTicking } from '../../domain/clocks/running/ticking.ts';
import type { TicketState } from '../../domain/ticket/state.ts';

/**
 * Which limits a ticket has, by where it stands alone: written from the specification (§7 "when which runs", "pause"; §8; §10.11) beside the
 * rules, and sharing none of their code.
 */
const SOLUTION: readonly TicketClockId[] = ['RESOLVE_SIMPLE', 'RESOLVE_COMPLEX', 'RESOLVE_MULTI', 'RESOLVE_SPECIAL'];
const STANDS_STILL: readonly TicketClockId[] = [
  ...SOLUTION,
  'MILESTONE',
  'PROGRESS_SYNC',
  'SUPERVISION_REPORT',
  'DEPARTMENT_INTERNAL',
];
const REPLIES: readonly TicketClockId[] = [
  'ONLINE_REPLY',
  'ONLINE_LEFT',
  'URGENT_RESPONSE',
  'EMAIL_FIRST_REPLY',
  'NEXT_REPLY_EMAIL',
];
const CLOCK_OF_STEP: Readonly<Record<string, TicketClockId>> = {
  SELLER_HANDLING: 'DISPUTE_SELLER',
  BUYER_CONFIRMING: 'DISPUTE_BUYER_CONFIRM',
  LAST_CONFIRMING: 'DISPUTE_BUYER_CONFIRM',
  EVIDENCE: 'DISPUTE_EVIDENCE',
  PREHANDLING: 'DISPUTE_PREHANDLE',
  DECIDING: 'DISPUTE_DECISION',
  APPEAL: 'APPEAL',
};
const ONLY_CLOSED: readonly TicketClockId[] = ['RATING_WINDOW', 'REOPEN_WINDOW', 'FOLLOW_UP', 'TERMINATION_REVIEW'];
const AT_WORK: readonly string[] = ['REASSESSING', 'IN_PROGRESS', 'COORDINATING', 'WAITING_CUSTOMER'];

interface Facts {
  readonly state: TicketState;
  /** How many of an id tick. */
  readonly count: (id: TicketClockId) => number;
  /** The clock that a dispute which runs has; none where none runs. */
  readonly ofDispute: TicketClockId | undefined;
  readonly measuresRun: boolean;
}

function factsOf(state: TicketState): Facts {
  const { dispute, round, status } = state;
  return {
    state,
    count: (id) => state.clocks.filter((clock) => clock.id === id && isTicking(clock)).length,
    ofDispute: dispute === null ? undefined : CLOCK_OF_STEP[dispute.step],
    measuresRun: dispute?.step === 'RULED' && dispute.ruling?.round === round && isOpen(status),
  };
}

/** Each with how many of it should tick. */
function awaited({ state, ofDispute, measuresRun }: Facts): [TicketClockId, number][] {
  const { status, round, category, routing, lead, tasks, supervised } = state;
  const isQuality = category === 'SVC.COMPLAINT' || category === 'SVC.RATING';
  const inRound = round > 0 && AT_WORK.includes(status) && ofDispute === undefined && !measuresRun;
  const isReported = supervised && isOpen(status) && status !== 'AWAITING_CONFIRMATION';
  const isUnplanned = lead === null || tasks.some((task) => task.status === 'REFUSED');
  const toPlan =
    (status === 'RECEIVED' && routing === 'coordinated') ||
    (status === 'COORDINATING' && ofDispute === undefined && isUnplanned);
  const ofDisputes = [...new Set(Object.values(CLOCK_OF_STEP))].map((id): [TicketClockId, number] => [
    id,
    ofDispute === id ? 1 : 0,
  ]);
  // What the person on duty took up at night is planned all the same.
  const mayBePlanned = status === 'IN_PROGRESS' && routing === 'coordinated';
  return [
    ['SPECIALIST_TAKEOVER', status === 'ASSIGNED' && !isQuality ? 1 : 0],
    ['REASSESS', inRound ? 1 : 0],
    ...(mayBePlanned ? [] : [['COORDINATION_PLAN', toPlan ? 1 : 0] satisfies [TicketClockId, number]]),
    ['TASK_ACCEPT', tasks.filter((task) => task.status === 'OFFERED').length],
    ['SUPERVISION_REPORT', isReported ? 1 : 0],
    ...ofDisputes,
  ];
}

function solutionFaults({ state, count, ofDispute, measuresRun }: Facts, wasAnswered: boolean): string[] {
  const { status, round, slaClass, category } = state;
  const running = SOLUTION.filter((id) => count(id) > 0);
  if (round > 0) return running.map((id) => `${id} in a round`);
  if (wasAnswered || measuresRun || category?.startsWith('SVC.') === true || !isOpen(status)) return [];
  // Nobody sets a date for what is in dispute before it was taken up.
  if (slaClass === 'special' && (status === 'RECEIVED' || status === 'ASSIGNED' || ofDispute !== undefined)) return [];
  // What a suggestion is taken up within has ended by then; its review has a limit of its own, which a dispute ends.
  if (category?.startsWith('OTH.SUGGEST.') === true && status !== 'RECEIVED' && status !== 'ASSIGNED') {
    const reviews = count('SUGGESTION_REVIEW');
    return reviews === (ofDispute === undefined ? 1 : 0)
      ? []
      : [`${status} suggestion with ${reviews} SUGGESTION_REVIEW`];
  }
  const ofClass =
    slaClass === 'special'
      ? ['RESOLVE_SPECIAL']
      : ['RESOLVE_MULTI', `RESOLVE_${slaClass === 'complex' ? 'COMPLEX' : 'SIMPLE'}`];
  const fits = running.length === 1 && running.every((id) => ofClass.includes(id));
  return fits ? [] : [`${slaClass} ${status} is to be solved by ${running.join(', ') || 'nothing'}`];
}

function waitFaults({ state, count }: Facts): string[] {
  const { status, clocks } = state;
  // Whoever is owed a word, or was promised one, is not silent.
  const isOwed = clocks.some(
    (clock) => isTicking(clock) && (clock.id === 'PROMISE' || (REPLIES.includes(clock.id) && !clock.terms.confirmed)),
  );
  return (
    [
      ['MATERIAL_WAIT', 'WAITING_CUSTOMER'],
      ['CONFIRM_WAIT', 'AWAITING_CONFIRMATION'],
    ] as const
  ).flatMap(([id, waiting]) => {
    if (status !== waiting) return count(id) > 0 ? [`${id} in ${status}`] : [];
    return count(id) === 1 || (count(id) === 0 && isOwed) ? [] : [`${id} runs ${count(id)} times`];
  });
}

function standstillFaults({ state }: Facts): string[] {
  const { status, materialRequests, clocks } = state;
  const standsStill = status === 'WAITING_PARTIES' || (status === 'WAITING_CUSTOMER' && materialRequests === 1);
  return clocks.filter(isTicking).flatMap(({ id, status: how }) => {
    const expected = standsStill && STANDS_STILL.includes(id) ? 'paused' : 'running';
    return how === expected ? [] : [`${id} is ${how} in ${status}`];
  });
}

/** What of its limits a ticket has too much or too little; `wasAnswered`: in this round already, as before its dispute. */
export function limitFaults(state: TicketState, wasAnswered: boolean): string[] {
  const facts = factsOf(state);
  const { count } = facts;
  const counted = awaited(facts).flatMap(([id, n]) =>
    count(id) === n ? [] : [`${id} ticks ${count(id)} times, not ${n}, in ${state.status}`],
  );
  const late =
    state.status === 'CLOSED' ? [] : ONLY_CLOSED.filter((id) => count(id) > 0).map((id) => `${id} in ${state.status}`);
  const ofTicket = state.clocks.filter((clock) => clock.taskId === null && isTicking(clock)).map(({ id }) => id);
  const twice = ofTicket
    .filter((id, place) => id !== 'PROMISE' && ofTicket.indexOf(id) < place)
    .map((id) => `${id} twice`);
  return [
    ...counted,
    ...late,
    ...twice,
    ...solutionFaults(facts, wasAnswered),
    ...waitFaults(facts),
    ...standstillFaults(facts),
  ];
}
