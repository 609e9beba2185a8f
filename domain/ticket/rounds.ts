import type { EventType } from '../../contracts/events.ts';
import type { Instant } from '../../contracts/instants.ts';
import type { Actor } from '../../contracts/people.ts';
import { type Level, levelOf } from './people/level.ts';

/** One line of the timeline as far as rounds are told by it; `text` is the stored words of it. */
export interface RoundEvent {
  readonly type: EventType;
  readonly at: Instant;
  readonly actor: Actor;
  readonly text: Readonly<Record<string, unknown>> | null;
}

/** Something somebody said at some time. */
export interface Said {
  readonly text: string | null;
  readonly by: Actor;
  readonly at: Instant;
}

export interface Round {
  /** 0 is the first proposal, before anything was refused. */
  readonly round: number;
  readonly level: Level;
  readonly since: Instant;
  readonly takenOver: { readonly by: Actor; readonly at: Instant } | null;
  readonly proposal: Said | null;
  /** Null while the round is open, or where it ended otherwise. */
  readonly refusal: (Said & { readonly how: 'rejected' | 'reopened' }) | null;
  /** The written end without agreement. */
  readonly finalAnswer: Said | null;
  readonly accepted: boolean;
}

/** The events that rounds are made of. */
export const ROUND_EVENTS = [
  'opened',
  'taken-over',
  'answered',
  'incident-answered',
  'suggestion-reviewed',
  'accepted',
  'rejected',
  'reopened',
  'closed-unresolved',
] as const satisfies readonly EventType[];

function said(event: RoundEvent, field: string): Said {
  const text = event.text?.[field];
  return { text: typeof text === 'string' ? text : null, by: event.actor, at: event.at };
}

function begun(round: number, since: Instant): Round {
  const level = levelOf(round);
  return {
    round,
    level,
    since,
    takenOver: null,
    proposal: null,
    refusal: null,
    finalAnswer: null,
    accepted: false,
  };
}

/** What an event makes of the round in which it happens; the next round where it begins one. */
function told(round: Round, event: RoundEvent): readonly Round[] {
  switch (event.type) {
    case 'taken-over':
      return [{ ...round, takenOver: { by: event.actor, at: event.at } }];
    case 'answered':
    case 'incident-answered':
      return [{ ...round, proposal: said(event, 'solution') }];
    case 'suggestion-reviewed':
      return [{ ...round, proposal: said(event, 'reason') }];
    case 'accepted':
      return [{ ...round, accepted: true }];
    case 'rejected':
    case 'reopened':
      return [{ ...round, refusal: { ...said(event, 'reason'), how: event.type } }, begun(round.round + 1, event.at)];
    case 'closed-unresolved':
      return [{ ...round, finalAnswer: said(event, 'finalAnswer') }];
    default:
      return [round];
  }
}

/** A ticket's proposals and what became of them, oldest first; nothing is overwritten by a later round. Events in order of time. */
export function roundsOf(events: readonly RoundEvent[]): readonly Round[] {
  const [opened, ...later] = events;
  if (opened === undefined) return [];
  return later.reduce<readonly Round[]>(
    (rounds, event) => {
      const last = rounds.at(-1);
      return last === undefined ? rounds : [...rounds.slice(0, -1), ...told(last, event)];
    },
    [begun(0, opened.at)],
  );
}
