import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { expect, inject } from 'vitest';
import type { CommandName, CommandPayloads } from '../../contracts/commands.ts';
import { makeTicketNo, type TicketNo } from '../../contracts/ids.ts';
import type { Instant } from '../../contracts/instants.ts';
import type { Actor, StaffRef } from '../../contracts/people.ts';
import type { TicketClient } from '../../intake/ticketClient.ts';
import { CommandRefused } from '../../intake/workflowCall.ts';
import { openTicket } from '../../domain/ticket/open.ts';
import type { Clock } from '../../domain/clocks/types.ts';
import type { Written } from '../../scenarios/memoryRecord.ts';
import { Stage } from '../../scenarios/stage.ts';
import { type AnOpening, commandOf, openingFacts, people } from './desk.ts';
import { keepHistory, keepHistoryBefore, RECORDING_BEFORE } from './histories.ts';

/** One ticket's story, told to the real workflow. */
export class Story {
  readonly ticketNo: TicketNo;
  /** Under which its history is kept for replay; null: it is only replayed at the end of the file. */
  readonly name: string | null;
  /** The test that tells it. */
  readonly toldIn = expect.getState().currentTestName ?? '';
  readonly #rig: Rig;

  constructor(rig: Rig, { ticketNo, name }: { ticketNo: TicketNo; name: string | null }) {
    this.#rig = rig;
    this.ticketNo = ticketNo;
    this.name = name;
  }

  get written(): Written {
    return this.#rig.stage.memory.of(this.ticketNo);
  }

  async do<Name extends CommandName>(name: Name, actor: Actor, payload: CommandPayloads[Name]): Promise<this> {
    await this.#rig.stage.execute(this.ticketNo, commandOf(name, actor, payload));
    return this;
  }

  /** The refusal's code, or null when it was done. */
  async try<Name extends CommandName>(
    name: Name,
    actor: Actor,
    payload: CommandPayloads[Name],
  ): Promise<string | null> {
    try {
      await this.do(name, actor, payload);
      return null;
    } catch (error) {
      if (error instanceof CommandRefused) return error.refusal.code;
      throw error;
    }
  }

  /** Lets time pass to a second after this instant, so that what is due at it has happened. */
  async passTo(instant: Instant): Promise<this> {
    await this.#rig.passTo(instant);
    return this;
  }

  clock(id: Clock['id']): Clock {
    const clock = this.written.state.clocks.findLast((candidate) => candidate.id === id);
    if (clock === undefined) throw new Error(`${id} never ran`);
    return clock;
  }

  dueAt(id: Clock['id']): Instant {
    const dueAt = this.clock(id).plan?.dueAt;
    if (dueAt === null || dueAt === undefined) throw new Error(`${id} has no due instant`);
    return dueAt;
  }

  momentAt(id: Clock['id'], kind: string): Instant {
    const moment = this.clock(id).plan?.moments.find((candidate) => candidate.kind === kind);
    if (moment === undefined) throw new Error(`${id} has no moment ${kind}`);
    return moment.at;
  }

  eventTypes(): string[] {
    return this.written.events.map((event) => event.type);
  }
}

/** The real workflow on a server whose clock jumps; every history is replayed when the file ends. */
export class Rig {
  readonly stage: Stage;
  readonly #stories: Story[] = [];

  private constructor(stage: Stage) {
    this.stage = stage;
  }

  static async create(): Promise<Rig> {
    const { staffNo, role, department }: StaffRef = people.pay;
    const parts = {
      testServerPath: inject('testServerPath'),
      workflowBundle: { codePath: inject('workflowBundlePath') },
      route: () => ({ staffNo, role, department }),
      ...(RECORDING_BEFORE && { takesPatch: isOfTemporal }),
    };
    return new Rig(await Stage.create(parts));
  }

  get env(): TestWorkflowEnvironment {
    return this.stage.env;
  }

  get client(): TicketClient {
    return this.stage.client;
  }

  get mailed(): readonly string[] {
    return this.stage.mailed;
  }

  async now(): Promise<Instant> {
    return this.stage.now();
  }

  /** Skips to the next moment of the week such as `Mon 09:30`, in Shanghai. */
  async startOn(weekday: 'Mon' | 'Fri' | 'Sat', time: string): Promise<Instant> {
    const now = Date.parse(await this.now());
    const wanted = { Mon: 1, Fri: 5, Sat: 6 }[weekday];
    const shanghai = new Date(now + 8 * 3_600_000);
    const ahead = (wanted - shanghai.getUTCDay() + 7) % 7 || 7;
    const day = new Date(now + 8 * 3_600_000 + ahead * 86_400_000).toISOString().slice(0, 10);
    const start = new Date(`${day}T${time}:00+08:00`).toISOString();
    await this.env.sleep(Date.parse(start) - now);
    return start;
  }

  async passTo(instant: Instant): Promise<void> {
    await this.stage.passTo(instant);
  }

  /** Opens a ticket as intake would, now or when the opening says, and starts its workflow. */
  async open(opening: AnOpening = {}, name: string | null = null): Promise<Story> {
    const at = opening.at ?? (await this.now());
    const ticketNo = makeTicketNo(at.slice(0, 10), this.#stories.length + 1);
    await this.stage.open(openTicket(openingFacts({ ...opening, at, ticketNo })));
    const story = new Story(this, { ticketNo, name });
    this.#stories.push(story);
    return story;
  }

  async history(story: Story) {
    return this.stage.history(story.ticketNo);
  }

  /** Stops the workers and replays what they did: any difference fails the file. */
  async stop(): Promise<void> {
    try {
      await this.#replayAll();
    } finally {
      await this.stage.stop();
    }
  }

  async #replayAll(): Promise<void> {
    const histories = await Promise.all(
      this.#stories.map(async (story) => ({ story, history: await this.history(story) })),
    );
    await this.stage.stopWorkers();
    for (const { story, history } of histories) {
      if (story.name !== null) keepHistory(story.name, history);
      if (RECORDING_BEFORE) keepHistoryBefore(story.toldIn.split(' > ').at(-1) ?? '', history);
      await this.stage.replay(story.ticketNo, history);
    }
  }
}

/** Its SDK has patches of its own. */
function isOfTemporal(patch: string): boolean {
  return patch.startsWith('__');
}
