import type { Instant } from '../../contracts/instants.ts';
import type { Notice, NoticeTemplate } from '../../contracts/notices.ts';
import { expectedOf } from '../clocks/running/expected.ts';
import { isTargetKept } from '../clocks/running/reached.ts';
import type { Clock } from '../clocks/types.ts';
import { limitOfPlan, tickingClock } from './clockwork.ts';
import { qualityClockOf } from './qualityMatter.ts';
import { toldBy } from './solutionTold.ts';
import type { TicketState } from './state.ts';

/** What a customer waits for by then, or why no time can be named. */
type Expected = 'solution' | 'takeover' | 'category' | 'date' | 'pause' | 'late';

/** An instant ahead, `latestAt` its limit where what is expected is only a target; without one, `expects` says why. */
interface Expectation extends Readonly<Record<string, string | null>> {
  readonly expects: Expected;
  readonly expectedAt: Instant | null;
  readonly latestAt: Instant | null;
}

/** The limit that promises the customer a result; one within which a department, a plan or a date is to be found promises none. */
function promisingLimit(state: TicketState): Clock | undefined {
  const ofService = qualityClockOf(state.category);
  return (ofService === null ? undefined : tickingClock(state, [ofService])) ?? limitOfPlan(state);
}

function none(expects: Expected): Expectation {
  return { expects, expectedAt: null, latestAt: null };
}

/**
 * What the customer may expect of a ticket and by when (docs/norms.md, work given back, incidents, what is owed): the target of the
 * limit for the solution, once that is past its end; of a re-assessment first that somebody takes it up. Never an instant that has passed: then only why.
 */
export function expectationOf(state: TicketState, at: Instant): Expectation {
  const limit = promisingLimit(state);
  const dueAt = limit === undefined ? null : toldBy(state, limit);
  if (state.category === null && dueAt === null) return none('category');
  if (limit === undefined) return none('date');
  if (limit.status === 'paused') return none('pause');
  const { targetAt = null } = limit.plan ?? {};
  const expectedAt = expectedOf(limit, { targetAt, dueAt }, at);
  if (expectedAt === null || expectedAt <= at) return none('late');
  const ofTakeover = limit.id === 'REASSESS' && !isTargetKept(limit) && expectedAt === targetAt;
  if (ofTakeover) return { expects: 'takeover', expectedAt, latestAt: null };
  return { expects: 'solution', expectedAt, latestAt: expectedAt === dueAt ? null : dueAt };
}

/** With these the desk has it in hand, or in other hands: each tells the process, the expected time and how to ask for progress. */
const TELLS: readonly NoticeTemplate[] = [
  'ticket-opened',
  'ticket-classified',
  'ticket-taken-over',
  'plan-agreed',
  'reassessment-announced',
];

/** What a notice tells of it; nothing where it tells something else. To be asked once the limits of the decision are planned. */
export function expectationTold(
  { template }: Pick<Notice, 'template'>,
  state: TicketState,
  at: Instant,
): Notice['params'] {
  return TELLS.includes(template) ? expectationOf(state, at) : {};
}
