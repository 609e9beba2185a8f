import type { ComesBack } from '../../contracts/commands.ts';
import { ERRORS } from '../../contracts/errors.ts';
import type { TicketNo } from '../../contracts/ids.ts';
import type { Principal } from '../../contracts/people.ts';
import type { ReviewCommand, ReviewCommandName, ReviewCommandPayloads } from '../../contracts/reviews.ts';
import type { ReviewCommandBodies } from '../../contracts/schemas/review.ts';
import { readTicketState } from '../../db/repositories/states.ts';
import { storeText } from '../../db/repositories/texts.ts';
import { allowedReviewCommands, reviewRefusalFor } from '../../domain/quality/decide.ts';
import { openingOf } from '../../domain/quality/open.ts';
import { isOver, type ReviewState } from '../../domain/quality/state.ts';
import { reviewReopenRefusal } from '../../domain/ticket/reviewEnded.ts';
import { CommandRefused } from '../../intake/workflowCall.ts';
import type { ApiDeps } from '../deps.ts';
import { actorOf } from '../http/principal.ts';
import { type Problem, refused } from '../http/problem.ts';
import { comesBack } from './calledOut.ts';
import { staffNamed } from './context.ts';
import { doneBefore } from './doneBefore.ts';
import { giveToReview } from './giveToReview.ts';
import { refuseAskedSecrets } from './outgoing.ts';
import { openOutcome } from './openOutcome.ts';

/** A parsed command of a caller on a review that the caller may know of. */
export interface ReviewCommandRequest<Name extends ReviewCommandName> {
  readonly name: Name;
  readonly body: ReviewCommandBodies[Name];
  readonly principal: Principal;
  readonly state: ReviewState;
  readonly updateId: string;
  readonly isRepeat: boolean;
  readonly expectedVersion: number | null;
}

interface Resolved<Name extends ReviewCommandName> {
  readonly payload: ReviewCommandPayloads[Name];
  readonly text: object | null;
}

type Resolvers = {
  readonly [Name in ReviewCommandName]: (
    body: ReviewCommandBodies[Name],
    deps: ApiDeps,
    about: Pick<ReviewCommandRequest<Name>, 'state' | 'principal'>,
  ) => Resolved<Name> | Promise<Resolved<Name>>;
};

/** Who is called out for the ticket that the result re-opens. */
async function calledOutFor(ticketNo: TicketNo, deps: ApiDeps, principal: Principal): Promise<ComesBack> {
  const { db, timetables } = deps;
  const state = await readTicketState(db, ticketNo);
  if (state === null) return {};
  const timetable = await timetables.of(state.timetable);
  return comesBack({ db, timetable, state, principal, now: new Date().toISOString() });
}

const RESOLVE: Resolvers = {
  'take-over': () => ({ payload: {}, text: null }),
  note: ({ text }) => ({ payload: {}, text: { text } }),
  'hand-on': async ({ to, reason }, around) => ({
    payload: { to: await staffNamed(to, '/to', around) },
    text: { reason },
  }),
  conclude: async ({ verdict, finding, about, remedy, coaching, reopen = false }, around, { state: { ticketNo } }) => {
    const person = about === undefined ? null : await staffNamed(about, '/about', around);
    const named = person === null ? {} : { about: person.staffNo, aboutRole: person.role };
    const ticket = reopen ? await readTicketState(around.db, ticketNo) : null;
    const refusal = ticket === null ? null : reviewReopenRefusal(ticket);
    if (refusal !== null) throw refused(refusal);
    return {
      payload: { ...named, verdict, remedy: remedy !== undefined, coaching: coaching !== undefined, reopen },
      text: { finding, ...(remedy && { remedy }), ...(coaching && { coaching }) },
    };
  },
  tell: async ({ text }, deps, { state, principal }) => ({
    payload: state.reopen ? await calledOutFor(state.ticketNo, deps, principal) : {},
    text: { text },
  }),
  score: ({ points, comment }) => ({ payload: { points }, text: comment === undefined ? null : { comment } }),
  appeal: ({ reason }) => ({ payload: {}, text: { reason } }),
  'decide-appeal': ({ points, reason }) => ({ payload: { points: points ?? null }, text: { reason } }),
};

/** Runs one command on a review; afterwards its effect can be read. Throws a `Problem` where it was not done. */
export async function runReviewCommand<Name extends ReviewCommandName>(
  deps: ApiDeps,
  request: ReviewCommandRequest<Name>,
): Promise<void> {
  const { name, body, state, updateId, isRepeat, expectedVersion } = request;
  const actor = actorOf(request.principal);
  // The first request did its work unheard.
  if (state.cause === updateId) return;
  // Who and when come first (403, 409), before names are looked up.
  const refusal = reviewRefusalFor(state, actor, name);
  if (refusal !== null) {
    if (isRepeat && (await doneBefore(deps.reviewClient, state.reviewId, updateId))) return;
    // Between the two comes the version that was seen, which the workflow compares; a review that is over has nobody left to ask.
    const isStale = expectedVersion !== null && expectedVersion !== state.version;
    if (ERRORS[refusal.code].status === 403 || isOver(state) || !isStale) throw problemOf(refusal, request);
  }
  if (name === 'tell') refuseAskedSecrets(actor, body);
  const { payload, text } = await RESOLVE[name](body, deps, request);
  const textId = text === null ? null : await storeText(deps.db, state.ticketNo, text);
  // A command of one name is one of the union's members, which the compiler cannot see for a name still open.
  const command = { name, actor, textId, expectedVersion, payload } as ReviewCommand;
  try {
    await giveToReview(deps, openingOf(state), { command, updateId });
  } catch (error) {
    if (error instanceof CommandRefused) throw problemOf(error.refusal, request);
    throw openOutcome(error);
  }
}

function problemOf<Name extends ReviewCommandName>(
  refusal: CommandRefused['refusal'],
  { state, principal }: ReviewCommandRequest<Name>,
): Problem {
  if (ERRORS[refusal.code].status !== 409) return refused(refusal);
  return refused(refusal, {
    reviewStatus: state.status,
    version: state.version,
    allowedCommands: allowedReviewCommands(state, actorOf(principal), new Date().toISOString()),
  });
}
