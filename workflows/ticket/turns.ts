import type { MessagePosted } from '../../contracts/commands.ts';
import type { Instant } from '../../contracts/instants.ts';
import { passedBefore } from '../../domain/clocks/running/passing.ts';
import type { MomentsPassed } from '../../domain/clocks/types.ts';
import type { TicketInput } from '../../domain/ticket/decide.ts';
import type { RouteRequest, TicketState } from '../../domain/ticket/state.ts';
import { Queue } from '../common/queue.ts';

/** An input that waits to be decided on. */
export interface Turn {
  /** An update's id, a message's, or the limits whose time had come: what it leads to is recognised by it. */
  readonly cause: string;
  readonly input: TicketInput;
  /** The version at which a command was allowed as it came; none where that was left to its turn, for what was to be decided before it. */
  readonly allowedAt?: number | undefined;
}

/** The turn in which a limit was to be judged, when, and the ticket before it. */
interface Judging {
  readonly turn: Turn;
  readonly before: TicketState;
  readonly at: Instant;
}

/** A stored message as an input of the ticket. */
export function heard({ messageId, ...message }: MessagePosted): Turn {
  return { cause: messageId, input: { name: 'message-arrived', ...message } };
}

function passed(moments: MomentsPassed): Turn {
  return { cause: `moments:${moments.keys.join('+')}`, input: moments };
}

/** What a ticket has to decide on; before the limits that judge it, what was said in time. */
export class Turns extends Queue<Turn> {
  /** Messages whose turn came before the ticket was told of them; what tells of them later is known by its id. */
  readonly #heardFirst = new Set<string>();
  #closed = false;

  constructor(isLongNow: () => boolean) {
    super(passed, isLongNow);
  }

  has(cause: string): boolean {
    return this.#heardFirst.has(cause) || this.waiting.some((turn) => turn.cause === cause);
  }

  /** Whether whoever was looked for so waits for his turn. */
  hasFound(want: RouteRequest['want']): boolean {
    return this.waiting.some(({ input }) => input.name === 'routed' && input.request.want === want);
  }

  /** Ids of those whose turn came before the ticket was told of them. */
  get heardFirst(): readonly string[] {
    return [...this.#heardFirst];
  }

  /** Told, and not decided on yet. */
  get messages(): readonly MessagePosted[] {
    return this.waiting.flatMap(({ cause, input }) =>
      input.name === 'message-arrived' ? { messageId: cause, ...input } : [],
    );
  }

  /** Nobody decides any more; what comes now is as late as what was dismissed. */
  get isClosed(): boolean {
    return this.#closed;
  }

  override push(turn: Turn): void {
    super.push(turn);
    if (this.#closed) this.waiting = [];
  }

  /** Before all others again. */
  putBack(turn: Turn): void {
    this.waiting.unshift(turn);
  }

  /**
   * Before all others, and before the turn that was to judge a limit for which they were said in time. Limits come again by themselves, as
   * their timers are set anew; only what had come before anything was said is judged without it.
   */
  hearFirst(messages: readonly MessagePosted[], { turn, before, at }: Judging): void {
    this.drop(messages.map(({ messageId }) => messageId));
    const { input } = turn;
    if (input.name !== 'moments-passed') this.putBack(turn);
    this.waiting.unshift(...messages.map(heard));
    for (const { messageId } of messages) this.#heardFirst.add(messageId);
    const instant = messages[0]?.at;
    if (input.name !== 'moments-passed' || instant === undefined) return;
    const keys = passedBefore(before.clocks, input.keys, { now: at, instant });
    if (keys.length > 0 && keys.length < input.keys.length) this.putBack(passed({ ...input, keys }));
  }

  /** What was decided on already does not come again. */
  drop(causes: readonly string[]): void {
    this.waiting = this.waiting.filter(({ cause }) => !causes.includes(cause));
  }

  /** The end: gives back what waits, and takes no more. */
  close(): readonly Turn[] {
    this.#closed = true;
    this.timers.takePassed();
    return this.waiting.splice(0);
  }
}
