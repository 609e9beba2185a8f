import { shanghaiDay } from '../contracts/instants.ts';
import type { TicketNo } from '../contracts/ids.ts';
import type { Instant } from '../contracts/instants.ts';
import { CHINA_CALENDAR } from '../domain/calendar/china.ts';
import { speaksFor, toldOf } from '../domain/ticket/conversation.ts';
import { openTicket } from '../domain/ticket/open.ts';
import { CommandRefused, WorkflowNotStarted } from '../intake/workflowCall.ts';
import type { DemoAccount } from '../intake/demoPeople.ts';
import { commandOf, NotPossible } from './commands.ts';
import { materialNames } from './bodies.ts';
import { conversationOf } from './conversation.ts';
import { differences } from './expectation.ts';
import { playHandover } from './handoverSteps.ts';
import { limitDifferences } from './limit.ts';
import type { Written } from './memoryRecord.ts';
import { openingFacts } from './opening.ts';
import { accountNamed, actorNamed, CUSTOMER } from './people.ts';
import type { Fault, Scenario, Step } from './scenario.ts';
import type { Stage } from './stage.ts';
import { playReview } from './reviewSteps.ts';
import { Unexpected } from './unexpected.ts';
import { EXPECT_MS, SETTLE_MS, until } from './until.ts';
import { instantAt, laterBy, shortText } from './times.ts';
import { isTicking, nextMoment } from '../domain/clocks/running/ticking.ts';

/** One line of the telling: what was done at which time of the story. */
export type Say = (line: { readonly at: string; readonly text: string; readonly ok: boolean }) => void;

type StepOf<Kind extends Step['kind']> = Extract<Step, { kind: Kind }>;

const MINUTE = 60_000;

function refuteIf(differences: readonly string[]): void {
  if (differences.length > 0) throw new Unexpected(differences.join('; '));
}

/**
 * Plays a scenario to its end or its first fault. Its ticket is left as it stands and lives on in the background: the test
 * server's clock can stand still for ever once a workflow was terminated.
 */
export async function play(stage: Stage, scenario: Scenario, say: Say): Promise<Fault | null> {
  const player = new Player(stage, scenario);
  await player.open(say);
  for (const step of scenario.steps) {
    const fault = await player.faultOf(step);
    say({ at: player.now, text: step.text.trim(), ok: fault === null });
    if (fault !== null) return { line: step.line, message: fault };
  }
  return null;
}

class Player {
  readonly #stage: Stage;
  readonly #scenario: Scenario;
  readonly #opener: DemoAccount;
  #ticketNo: TicketNo | null = null;
  #asked: readonly string[] = [];
  /** When the customer last said something. */
  #heardAt: Instant;
  /** As the file tells it; the stage's clock is at most seconds ahead. */
  #at: Instant;

  constructor(stage: Stage, scenario: Scenario) {
    const opener = accountNamed(scenario.open?.by ?? CUSTOMER);
    const start = instantAt(scenario.start);
    if (opener === null || start === null) throw new Error('a scenario is parsed before it is played');
    this.#stage = stage;
    this.#scenario = scenario;
    this.#opener = opener;
    this.#at = start;
    this.#heardAt = start;
  }

  get now(): string {
    return shortText(this.#at);
  }

  async open(say: Say): Promise<void> {
    const { open } = this.#scenario;
    if (open === null) return;
    await this.#stage.beginAt(this.#at);
    const ticketNo = this.#stage.nextTicketNo(shanghaiDay(this.#at));
    const facts = openingFacts(open, { ticketNo, opener: this.#opener, at: this.#at });
    await this.#stage.open(openTicket(facts));
    this.#ticketNo = ticketNo;
    say({ at: this.now, text: `${open.channel} ${facts.category ?? 'without a category'} → ${ticketNo}`, ok: true });
  }

  /** Does the step; answers what is not as the file says, or null. */
  async faultOf(step: Step): Promise<string | null> {
    try {
      await this.#play(step);
      return null;
    } catch (error) {
      if (error instanceof Unexpected) return error.message;
      throw error;
    }
  }

  #written(): Written {
    if (this.#ticketNo === null) throw new Unexpected('there is no ticket');
    return this.#stage.memory.of(this.#ticketNo);
  }

  async #play(step: Step): Promise<void> {
    switch (step.kind) {
      case 'do':
        return this.#do(step);
      case 'message':
        return this.#message(step);
      case 'wait':
        return this.#passTo(laterBy(step.length, this.#at));
      case 'wait until':
        return this.#passTo(instantAt(step.until));
      case 'expect':
        return this.#expect(step);
      case 'limit':
        return refuteIf(limitDifferences(step));
      case 'review':
      case 'sample':
      case 'expect review':
        return playReview({ stage: this.#stage, state: this.#written().state, opener: this.#opener }, step);
      case 'on duty':
      case 'accept hand-over':
      case 'conversation':
      case 'expect hand-over':
        return playHandover({ stage: this.#stage, state: this.#written().state, at: this.#at }, step);
    }
  }

  async #do(step: StepOf<'do'>): Promise<void> {
    const refused = await this.#refusalOf(step);
    if (refused?.code === (step.refused ?? undefined)) return;
    const expected = step.refused === null ? 'to be done' : `to be refused: ${step.refused}`;
    throw new Unexpected(
      `${step.name}: expected ${expected}, was ${refused === null ? 'done' : `refused: ${refused.code} (${refused.detail})`}`,
    );
  }

  async #refusalOf({ name, by, body, task, onBehalf }: StepOf<'do'>): Promise<{ code: string; detail: string } | null> {
    const { state } = this.#written();
    const actor = actorNamed(by, this.#opener, onBehalf);
    if (actor === null) throw new Unexpected(`${by} is nobody of the demo`);
    try {
      const command = commandOf({ name, actor, body, task }, { state, now: this.#at, asked: this.#asked });
      await this.#stage.execute(state.ticketNo, command);
    } catch (error) {
      if (error instanceof CommandRefused) return { code: error.refusal.code, detail: error.refusal.detail.en };
      if (error instanceof NotPossible) return { code: error.code, detail: error.message };
      if (error instanceof WorkflowNotStarted && this.#written().state.status === 'ARCHIVED')
        return { code: 'ticket-archived', detail: `${state.ticketNo} is archived.` };
      throw error;
    }
    if (name === 'request-material') this.#asked = materialNames(body);
    return null;
  }

  /** Taken as intake takes it; where it changes nothing for the ticket, nothing happens. */
  async #message({ from, onBehalf, promiseBy, keepsPromises }: StepOf<'message'>): Promise<void> {
    const { state } = this.#written();
    const author = actorNamed(from, this.#opener, onBehalf);
    if (author === null) throw new Unexpected(`${from} is nobody of the demo`);
    const by = promiseBy === null ? null : instantAt(promiseBy);
    if (by !== null && speaksFor(author) === 'customer')
      throw new Unexpected(`${from} speaks for the customer, who promises nothing`);
    const said = { author, at: this.#at, text: '', promiseBy: by, keepsPromises };
    const told = toldOf(said, conversationOf(state, this.#heardAt), CHINA_CALENDAR);
    if (speaksFor(author) === 'customer') this.#heardAt = this.#at;
    if (told === null) return;
    await this.#stage.client.messagePosted(state.ticketNo, { messageId: this.#stage.nextId('message'), ...told });
    await until(async () => this.#written().state.version > state.version, SETTLE_MS);
  }

  /** Until all that comes in the minute of this time has happened. */
  async #passTo(instant: Instant | null): Promise<void> {
    if (instant === null || instant < this.#at) throw new Unexpected(`time does not run back: it is ${this.now}`);
    this.#at = instant;
    await this.#stage.passTo(instant);
    for (;;) {
      const next = this.#nextMoment();
      if (next === null || Date.parse(next) >= Date.parse(instant) + MINUTE) return;
      await this.#stage.passTo(next);
      await until(async () => this.#nextMoment() !== next, SETTLE_MS);
      if (this.#nextMoment() === next) throw new Unexpected(`a limit came at ${shortText(next)}, and nothing happened`);
    }
  }

  #nextMoment(): Instant | null {
    const ahead = this.#written()
      .state.clocks.filter(isTicking)
      .flatMap((clock) => nextMoment(clock)?.at ?? []);
    return ahead.sort()[0] ?? null;
  }

  async #expect({ expected }: StepOf<'expect'>): Promise<void> {
    await until(async () => differences(expected, this.#written()).length === 0, EXPECT_MS);
    refuteIf(differences(expected, this.#written()));
  }
}
