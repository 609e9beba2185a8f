import {
  condition,
  currentUpdateInfo,
  patched,
  setCurrentDetails,
  upsertSearchAttributes,
  workflowInfo,
} from '@temporalio/workflow';
import type { Command, CommandOutcome } from '../../contracts/commands.ts';
import type { Instant } from '../../contracts/instants.ts';
import { withAddedLater } from '../../domain/ticket/addedLater.ts';
import { carriedOut, decide, type TicketInput } from '../../domain/ticket/decide.ts';
import { type Errand, owedErrands } from '../../domain/ticket/errands.ts';
import { archived } from '../../domain/ticket/judging.ts';
import { leavesFollowers } from '../../domain/ticket/incidentHead.ts';
import { type Adopted, type RecordedDecision, recordOf } from '../../domain/ticket/record.ts';
import type { Decided, TicketState } from '../../domain/ticket/state.ts';
import { refused } from '../common/inputs.ts';
import { now } from '../common/now.ts';
import { changedOf } from '../common/searchAttributes.ts';
import { record, recordedSince } from './activities.ts';
import { detailsOf } from './details.ts';
import { TicketErrands } from './errands.ts';
import { hasAnsweredIncident, joinedIncident } from './incidents.ts';
import { isLongRun } from './longRun.ts';
import { decidedAsAllowed, decidedAsBefore } from './patches/decided.ts';
import { asKnownBefore } from './patches/known.ts';
import { plannedAsBefore } from './patches/limits.ts';
import { isMailed, toldAsBefore } from './patches/told.ts';
import { openedSince } from './reviews.ts';
import type { TicketRun } from './run.ts';
import { searchAttributesOf } from './searchAttributes.ts';
import { Settlements } from './settlements.ts';
import { Standing } from './standing.ts';
import { type Turn, Turns } from './turns.ts';

/** A ticket in one run of its workflow: what it is, whose turn it is, and what each turn makes of it. */
export class Life {
  readonly turns: Turns;
  /** What this run was told of PostgreSQL. */
  readonly standing = new Standing();
  readonly #settlements: Settlements;
  readonly #errands: TicketErrands;
  #state: TicketState;
  /** Nothing is being decided or looked up: what stands is what a command would be judged by. */
  #isAtRest = true;

  constructor(run: TicketRun) {
    this.#state = withAddedLater(run.state);
    this.turns = new Turns(() => isLong(run) && patched('long-runs-are-marked'));
    this.#settlements = new Settlements(run.settled);
    this.#errands = new TicketErrands(run.state.ticketNo, (version, input) =>
      this.turns.push({ cause: `route:${input.request.want}:${version}`, input }),
    );
  }

  /** Takes up what the run before had under way. */
  begin({ errands }: TicketRun): void {
    for (const errand of errands) this.#errands.run(errand);
    this.#follow();
  }

  get state(): TicketState {
    return this.#state;
  }

  /** Until there is something to do. */
  async rest(): Promise<void> {
    this.#isAtRest = true;
    await condition(() => !this.turns.isEmpty || this.turns.historyIsLong || this.isBehind);
    this.#isAtRest = false;
  }

  get hasErrands(): boolean {
    return this.#errands.underWay.length > 0;
  }

  /** Everything the next run takes over. */
  handOver(): TicketRun {
    return { state: this.#state, settled: this.#settlements.all, errands: this.#errands.underWay };
  }

  /** What still waits when the ticket is archived comes too late. */
  end(): void {
    this.#isAtRest = true;
    const refusal = archived(this.#state.ticketNo);
    for (const { cause } of this.turns.close()) this.#settlements.keep(cause, { ok: false, refusal });
  }

  /** What can be refused at once leaves no trace in the history; while anything is decided or waits, only its turn can tell. */
  refuseAtOnce(command: Command): void {
    if (!this.#isAtRest || !this.turns.isEmpty || this.#settlements.of(updateId()) !== undefined) return;
    if (this.standing.isAheadOf(this.#state, command.stands)) return;
    const decision = decide(this.#state, command, now());
    if (!decision.ok) throw refused(decision.refusal);
  }

  /** A command's outcome, once its turn has come; the same again for the same update. */
  async settle(command: Command): Promise<CommandOutcome> {
    const id = updateId();
    if (this.#settlements.of(id) === undefined) {
      this.standing.hearOf(command.stands);
      const wasAllowed = this.#isAtRest && this.turns.isEmpty && !this.isBehind;
      this.turns.push({ cause: id, input: command, allowedAt: wasAllowed ? this.#state.version : undefined });
      await condition(() => this.#settlements.of(id) !== undefined || this.turns.isClosed);
    }
    const outcome = this.#settlements.of(id);
    if (outcome?.ok === true) return outcome.value;
    throw refused(outcome?.refusal ?? archived(this.#state.ticketNo));
  }

  /** What is told twice happens once. */
  hear(turn: Turn): void {
    if (this.#settlements.of(turn.cause) === undefined && !this.turns.has(turn.cause)) this.turns.push(turn);
  }

  get isBehind(): boolean {
    return this.standing.isAheadOf(this.#state);
  }

  /** Goes on with what stands in PostgreSQL; what that was decided on is answered. */
  async catchUp(): Promise<void> {
    const { ticketNo, version } = this.#state;
    this.standing.forget();
    const adopted = await recordedSince({ ticketNo, version: version + 1 });
    if (adopted !== null && adopted.state.version > version) {
      this.#become(withAddedLater(adopted.state));
      this.#takeOver(adopted);
    }
  }

  /** Decides, writes, and lets the world follow; a refusal changes nothing. */
  async take(turn: Turn): Promise<void> {
    const { cause, input } = turn;
    const before = this.#state;
    const allowed = decidedAsAllowed(asKnownBefore(before, input), turn, now());
    if (!allowed.ok) {
      this.#settlements.keep(cause, { ok: false, refusal: allowed.refusal });
      return;
    }
    const decided = decidedAsBefore(before, allowed, input);
    if (input.name === 'moments-passed' && decided.state.clocks === before.clocks) {
      this.turns.timers.reconcile(before.clocks);
      return;
    }
    const { messages: waiting, heardFirst } = this.turns;
    const written = await record({ ...recordOf(cause, before, decided), waiting, heardFirst });
    const decision = asWritten(before, decided, { input, at: written.at });
    if (written.heardFirst !== undefined) {
      this.turns.hearFirst(written.heardFirst, { turn, before, at: decision.at });
      return;
    }
    if (written.refused !== undefined) {
      this.#settlements.keep(cause, { ok: false, refusal: written.refused });
      return;
    }
    const stands = written.adopted?.state ?? planned(decision.state, written);
    this.#become(plannedAsBefore(before, stands, decision.at));
    if (written.adopted !== null && !this.#adopt(written.adopted, turn)) return;
    const { version } = this.#state;
    if (written.adopted === null && isMailed(before, decision, input)) this.#mail(version);
    if (decision.route !== null && (written.adopted === null || !patched('owed-errands')))
      this.#errands.run({ kind: 'route', version, request: decision.route });
    if (input.name !== 'moments-passed') this.#settlements.keep(cause, { ok: true, value: { version } });
  }

  /** What was written is what the ticket is: lists, timers and other workflows hear of it. */
  #become(state: TicketState): void {
    const before = this.#state;
    this.#state = state;
    const changed = toldAsBefore(changedOf(searchAttributesOf(before), searchAttributesOf(state)), before, state);
    if (changed.length > 0) upsertSearchAttributes([...changed]);
    this.#follow();
    for (const opening of openedSince(before, state)) this.#errands.run({ kind: 'review', opening });
    const joined = joinedIncident(before, state);
    if (joined !== null) this.#errands.run({ kind: 'catch-up', head: joined });
    if (hasAnsweredIncident(before, state)) this.#errands.run({ kind: 'followers' });
    // Tickets from before this was so let nobody go.
    if (leavesFollowers(before, state) && patched('release-followers'))
      this.#errands.run({ kind: 'release', version: state.version });
  }

  /** Takes over what was decided and then lost with a worker; false where this input was not among it and has its turn again. */
  #adopt(adopted: Adopted, turn: Turn): boolean {
    const { causes } = adopted;
    this.#takeOver(adopted, turn.cause);
    const isAmongThem = causes.includes(turn.cause);
    // Limits come again by themselves: their timers were just set anew.
    if (!isAmongThem && turn.input.name !== 'moments-passed') this.turns.putBack(turn);
    return isAmongThem;
  }

  /** Sends off what it owes, and answers what was decided on, but for the input whose answer is about to be given. */
  #takeOver({ causes, mailed }: Adopted, beingTaken?: string): void {
    const { version } = this.#state;
    for (const lost of mailed) this.#mail(lost);
    for (const cause of causes) {
      if (cause !== beingTaken) this.#settlements.keep(cause, { ok: true, value: { version } });
    }
    this.turns.drop(causes);
    this.#makeUp();
  }

  /** What a step of several versions came to owe, and no turn of this run may have begun. */
  #makeUp(): void {
    for (const errand of this.#owed()) this.#errands.run(errand);
  }

  /**
   * What ended while the answer to a writing was awaited may, in a replay, end only after it. So what does nothing when it is done again is begun
   * again, ended or not; whoever is looked for is not looked for again before his turn has come, which is the same in both.
   */
  #owed(): readonly Errand[] {
    const owed = owedErrands(this.#state);
    if (owed.length > 0 && patched('owed-is-begun-again')) return owed.filter((errand) => !this.#isAsked(errand));
    const idle = owed.filter((errand) => !this.#errands.isUnderWay(errand));
    // Tickets from before this was so lost it.
    return idle.length > 0 && patched('owed-errands') ? idle : [];
  }

  #isAsked(errand: Errand): boolean {
    return errand.kind === 'route' && (this.#errands.isUnderWay(errand) || this.turns.hasFound(errand.request.want));
  }

  #mail(version: number): void {
    this.#errands.run({ kind: 'notify', version });
  }

  #follow(): void {
    this.turns.timers.reconcile(this.#state.clocks);
    setCurrentDetails(detailsOf(this.#state));
  }
}

/**
 * The decision that was written. A task that is prolonged while it waits for that reads the instant of its last part when it is replayed, not
 * that of its first, in which it was decided.
 */
function asWritten(
  before: TicketState,
  decided: Decided,
  { input, at = decided.at }: { readonly input: TicketInput; readonly at: Instant | undefined },
): Decided {
  if (at === decided.at) return decided;
  return decidedAsBefore(before, carriedOut(asKnownBefore(before, input), input, at), input);
}

function planned(state: TicketState, { plans, timetables = {} }: RecordedDecision): TicketState {
  const clocks = state.clocks.map((clock) => {
    const plan = plans[clock.key] ?? clock.plan;
    const timetable = timetables[clock.key] ?? clock.timetable;
    return plan === clock.plan && timetable === clock.timetable ? clock : { ...clock, plan, timetable };
  });
  return { ...state, clocks };
}

function isLong({ state }: TicketRun): boolean {
  const { historyLength: events, continueAsNewSuggested: isSuggested } = workflowInfo();
  return isLongRun({ events, limits: state.clocks.length, isSuggested });
}

function updateId(): string {
  const info = currentUpdateInfo();
  if (info === undefined) throw new Error('a command arrives only as an update');
  return info.id;
}
