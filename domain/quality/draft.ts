import type { ReviewClockId } from '../../contracts/clocks.ts';
import type { Instant } from '../../contracts/instants.ts';
import type { Notice, NoticeTemplate, Recipient } from '../../contracts/notices.ts';
import type { Actor } from '../../contracts/people.ts';
import type { ReviewEvent, ReviewEventType, ReviewStatus } from '../../contracts/reviews.ts';
import { beginClock } from '../clocks/running/beginning.ts';
import type { Clock } from '../clocks/types.ts';
import type { ReviewDecision, ReviewState, UpheldCount } from './state.ts';
import { ended, isTicking } from '../clocks/running/ticking.ts';

/** A review's decision in the making. */
export interface ReviewDraft {
  readonly at: Instant;
  readonly actor: Actor;
  readonly textId: string | null;
  readonly before: ReviewStatus | null;
  state: ReviewState;
  readonly events: ReviewEvent[];
  readonly notices: Notice[];
  count: UpheldCount | null;
}

export function finished({ state, events, notices, count }: ReviewDraft): Extract<ReviewDecision, { ok: true }> {
  return { ok: true, state, events, notices, count };
}

export function change(draft: ReviewDraft, patch: Partial<ReviewState>): void {
  draft.state = { ...draft.state, ...patch };
}

/** Adds a line to the record; `after` is the status at this moment, so change the state first. */
export function happened(draft: ReviewDraft, type: ReviewEventType, data: ReviewEvent['data'] = {}): void {
  const { at, actor, before, textId, state } = draft;
  draft.events.push({ type, at, actor, before, after: state.status, textId, data });
}

interface Telling {
  readonly template: NoticeTemplate;
  readonly params?: Notice['params'];
  /** Leaves the house by mail as well. */
  readonly mail?: boolean;
  /** The words of this decision are meant for them. */
  readonly withWords?: boolean;
}

export function tell(draft: ReviewDraft, to: Recipient, telling: Telling): void {
  const { ticketNo, reviewId } = draft.state;
  draft.notices.push({
    template: telling.template,
    to,
    mail: telling.mail ?? false,
    textId: telling.withWords === true ? draft.textId : null,
    params: { ticketNo, reviewId, ...telling.params },
  });
}

/** By the original channel: a ticket that came by mail is answered by mail, all others find it in the inbox. */
export function tellCustomer(draft: ReviewDraft, telling: Telling): void {
  tell(draft, { kind: 'customer' }, { ...telling, mail: draft.state.channel === 'email' });
}

/** What a notice to the customer says of who spoke: an account of his company that is not the ticket's, as the main account. */
export function speakerOf({ actor, state }: Pick<ReviewDraft, 'actor' | 'state'>): NonNullable<Telling['params']> {
  const isAnother = actor.kind === 'customer' && state.accountId !== null && actor.accountId !== state.accountId;
  return isAnother ? { byAnother: 1 } : {};
}

export const INSPECTORS: Recipient = { kind: 'department', department: 'QA' };
export const MANAGERS: Recipient = { kind: 'role', role: 'manager' };

/** Whose a review is: whoever has it; as long as nobody does, and in an appeal, which somebody else decides, whoever could take it. */
export function ownersOf(state: Pick<ReviewState, 'reviewedBy' | 'reviewer' | 'status'>): readonly Recipient[] {
  const { reviewer, status } = state;
  if (reviewer === null || status === 'APPEALED') return reviewersOf(state);
  return [{ kind: 'staff', staffNo: reviewer.staffNo }];
}

function reviewersOf({ reviewedBy }: Pick<ReviewState, 'reviewedBy'>): readonly Recipient[] {
  return reviewedBy === undefined ? [INSPECTORS] : [INSPECTORS, { kind: 'role', role: 'supervisor' }, MANAGERS];
}

/** What a notice says of who reviews: nothing where it is an inspector. */
export function reviewedByOf({ state: { reviewedBy } }: Pick<ReviewDraft, 'state'>): NonNullable<Telling['params']> {
  return reviewedBy === undefined ? {} : { reviewedBy };
}

/** Tells whoever could take a review that nobody has; where it is not the inspectors' alone, the manager is alarmed. */
export function tellReviewers(draft: ReviewDraft): void {
  const params = { origin: draft.state.origin, ...reviewedByOf(draft) };
  for (const to of reviewersOf(draft.state))
    tell(draft, to, { template: 'review-opened', params, mail: to === MANAGERS });
}

/** Starts a limit; its instants are planned when the decision is recorded. */
export function startClock(draft: ReviewDraft, id: ReviewClockId, startedAt: Instant = draft.at): void {
  change(draft, { clocks: [...draft.state.clocks, beginClock(draft.state, { id, startedAt })] });
}

/** What the running limits asked for was done. */
export function stopClocks(draft: ReviewDraft): void {
  const { clocks } = draft.state;
  change(draft, { clocks: clocks.map((clock) => (isTicking(clock) ? ended(clock, draft.at, 'done') : clock)) });
}

export function patchClock(draft: ReviewDraft, key: string, patch: Partial<Clock<ReviewClockId>>): void {
  change(draft, { clocks: draft.state.clocks.map((clock) => (clock.key === key ? { ...clock, ...patch } : clock)) });
}
