import type { ShiftName } from './rosters.ts';
import type { Day, Instant } from './instants.ts';
import type { Actor } from './people.ts';

/** A shift's hand-over, named as its workflow: handover-2026-11-22-DAY. */
export type HandoverId = `handover-${Day}-${ShiftName}`;

export function makeHandoverId(day: Day, shift: ShiftName): HandoverId {
  return `handover-${day}-${shift}`;
}

/**
 * PENDING: the shift goes on. OPEN: the note lies there for the next shift. ACCEPTED, NOTHING (there was nothing to hand over) and
 * PASSED_ON (nobody accepted it, and the next hand-over took its tickets along) end it.
 */
export const HANDOVER_STATUSES = ['PENDING', 'OPEN', 'ACCEPTED', 'NOTHING', 'PASSED_ON'] as const;
export type HandoverStatus = (typeof HANDOVER_STATUSES)[number];

/** Why a ticket is on the note (docs/norms.md, rosters and hand-overs); every other ticket stays with its agent. */
export const LINE_KINDS = ['urgent', 'left-message', 'promise'] as const;
export type LineKind = (typeof LINE_KINDS)[number];

/** `stays`: nobody of the next shift may take it; `queued`: nobody had it, and nobody has; `settled`: it was closed meanwhile. */
export const LINE_OUTCOMES = ['handed-over', 'stays', 'queued', 'settled'] as const;
export type LineOutcome = (typeof LINE_OUTCOMES)[number];

export const HANDOVER_EVENTS = [
  'opened',
  'prepared',
  'clock-warned',
  'clock-breached',
  'prolonged',
  'accepted',
  'late-lines',
  'ended',
  'closed-empty',
  'passed-on',
  'noted',
  'refused',
  'breach-explained',
] as const;
export type HandoverEventType = (typeof HANDOVER_EVENTS)[number];

/** One line of a hand-over's record. */
export interface HandoverEvent {
  readonly type: HandoverEventType;
  readonly at: Instant;
  readonly actor: Actor;
  /** Codes, ids and numbers only; of a reason, which no workflow sees, its words. */
  readonly data: Readonly<Record<string, string | number | boolean | null>>;
}

/** What travels to a hand-over's workflow: the only command on it. */
export interface AcceptHandover {
  readonly name: 'accept';
  readonly actor: Actor;
  /** Who is rostered for the next shift, looked up when the command was given. */
  readonly next: readonly string[];
}
