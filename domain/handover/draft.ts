import type { HandoverEvent, HandoverEventType } from '../../contracts/handovers.ts';
import type { Instant } from '../../contracts/instants.ts';
import type { Notice, NoticeTemplate, Recipient } from '../../contracts/notices.ts';
import type { Actor } from '../../contracts/people.ts';
import type { HandoverDecision, HandoverState } from './state.ts';
import { ended } from '../clocks/running/ticking.ts';

/** A hand-over's decision in the making. */
export interface HandoverDraft {
  readonly at: Instant;
  readonly actor: Actor;
  state: HandoverState;
  readonly events: HandoverEvent[];
  readonly notices: Notice[];
  errand: 'prepare' | 'give' | null;
}

export function finished({ state, events, notices, errand }: HandoverDraft): Extract<HandoverDecision, { ok: true }> {
  return { ok: true, state, events, notices, errand };
}

export function change(draft: HandoverDraft, patch: Partial<HandoverState>): void {
  draft.state = { ...draft.state, ...patch };
}

/** Adds a line to the record. */
export function happened(draft: HandoverDraft, type: HandoverEventType, data: HandoverEvent['data'] = {}): void {
  draft.events.push({ type, at: draft.at, actor: draft.actor, data });
}

export function tell(draft: HandoverDraft, to: Recipient, template: NoticeTemplate): void {
  const { handoverId, day, shift, endsAt, lines, accepted, clocks } = draft.state;
  const dueAt = clocks[0]?.plan?.dueAt ?? endsAt;
  const params = { handoverId, day, shift, lines, dueAt, staffNo: accepted?.by.staffNo ?? null };
  draft.notices.push({ template, to, mail: false, textId: null, params });
}

export function tellEach(draft: HandoverDraft, staffNos: readonly string[], template: NoticeTemplate): void {
  for (const staffNo of staffNos) tell(draft, { kind: 'staff', staffNo }, template);
}

/** What the limit asked for was done, or is not wanted any more. */
export function stopClock(draft: HandoverDraft, at: Instant, how: 'done' | 'cancelled'): void {
  const { clocks } = draft.state;
  change(draft, { clocks: clocks.map((clock) => (clock.status === 'running' ? ended(clock, at, how) : clock)) });
}
