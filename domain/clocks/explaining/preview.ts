import type { Instant } from '../../../contracts/instants.ts';
import type { Department } from '../../../contracts/people.ts';
import type { Words } from '../../../contracts/words.ts';
import type { Calendar } from '../../calendar/calendar.ts';
import { isPhoneOpen } from '../../calendar/workTime.ts';
import { instantOf, msOf } from '../../calendar/zone.ts';
import { tell } from './account.ts';
import { AGREED_BY_HAND, isOfNobody, NOT_IN_HOURS, ofWhichDepartment } from './notReckoned.ts';
import type { Limits } from '../planning/moments.ts';
import { nearMoments } from '../planning/moments.ts';
import { isPlanProvisional, limitsOf, ruleInForce } from '../planning/plan.ts';
import { replyClockAt } from '../planning/replyClock.ts';
import type { Policy } from '../policy.ts';
import type { ClockRule } from '../rule.ts';
import type { ClockRuleId } from '../rules.ts';
import { CLOCK_RULES, isClockRuleId } from '../rules.ts';
import { isStrict } from '../inHouse.ts';
import { ruleUnder } from '../ruleUnder.ts';
import { shiftAt } from '../planning/shifts.ts';
import type { Timetable } from '../timetable.ts';
import type { ClockTerms, Explanation } from '../types.ts';

export interface ClockPreviewRequest {
  /** A key of `CLOCK_RULES`. */
  readonly clock: string;
  readonly at: Instant;
  readonly urgent?: boolean | undefined;
  /** A profile of the policy; without it the one in force. `standard` is none. */
  readonly profile?: string | undefined;
  readonly pauses?: readonly (readonly [Instant, Instant])[] | undefined;
  /** Another length, for clocks that count workdays or have their date set. */
  readonly workdays?: number | undefined;
  /** Whose limit a DEPARTMENT_INTERNAL would be. */
  readonly department?: Department | undefined;
}

export interface ClockPreview {
  /** The clock that applies, which need not be the one asked for. */
  readonly clock: ClockRuleId;
  readonly startedAt: Instant;
  readonly dueAt: Instant | null;
  readonly targetAt?: Instant;
  readonly warnAt?: Instant;
  readonly reminders?: Instant[];
  readonly earliestAt?: Instant;
  readonly provisional: boolean;
  readonly explanation: Explanation;
}

const NO_TERMS: ClockTerms = { urgent: false, fixedDueAt: null, fixedAt: null, phase: 'first' };

type Question = ClockPreviewRequest & { readonly clock: ClockRuleId };

/**
 * What a clock of the table would do if it started at an instant: nothing is stored. Instants of the answer are UTC.
 * A reply clock gives way to the one that applies at that hour. Throws a RangeError for an unknown clock (`isClockRuleId`)
 * or a malformed instant.
 */
export function previewClock(request: ClockPreviewRequest, timetable: Timetable): ClockPreview {
  const { calendar } = timetable;
  const policy = withProfile(timetable.policy, request.profile);
  const question = { ...request, clock: clockThatApplies(request, calendar, policy) };
  const rule = ruleOf(question, policy);
  const start = startOf(question, calendar);
  if (question.clock === 'PHONE_INTAKE' && !isPhoneOpen(start, calendar))
    return notReckoned(question, start, NOT_IN_HOURS);
  // What starts anew after a pause is not moved by it.
  const pauses = (start === msOf(request.at) ? (request.pauses ?? []) : []).map(([from, to]) => ({
    from,
    to,
    why: 'material' as const,
  }));
  if (isOfNobody(question, policy)) return notReckoned(question, start, ofWhichDepartment(question, policy));
  if (rule.length.kind === 'set-date') return notReckoned(question, start, AGREED_BY_HAND);
  const limits = limitsOf(rule, { startedAt: instantOf(start), terms: NO_TERMS, pauses }, calendar);
  const provisional = question.clock !== 'PROMISE' && isPlanProvisional(rule, start, limits, calendar);
  return {
    clock: question.clock,
    startedAt: instantOf(start),
    ...endFields(rule, limits),
    ...nearFields(rule, start, limits, calendar),
    provisional,
    explanation: tell(
      {
        rule,
        start,
        ...limits,
        setFor: null,
        awaitsDate: question.clock === 'RESOLVE_SPECIAL' && question.workdays === undefined,
        pauses,
        provisional,
        versions: timetable.versions,
      },
      calendar,
    ),
  };
}

/** A hand-over's limit starts with its shift; the rhythm of reports starts afresh when a pause ends (docs/norms.md, clocks). */
function startOf({ clock, at, pauses = [] }: Question, calendar: Calendar): number {
  if (clock === 'SHIFT_HANDOVER') return msOf(shiftAt(at, calendar).start);
  if (clock === 'PROGRESS_SYNC') return Math.max(msOf(at), ...pauses.map(([, to]) => msOf(to)));
  return msOf(at);
}

function notReckoned({ clock }: Question, start: number, explanation: Words): ClockPreview {
  return { clock, startedAt: instantOf(start), dueAt: null, provisional: false, explanation };
}

/** Whether the limit is one that counts workdays, so that another number of them can be asked for. */
export function takesWorkdays(clock: ClockRuleId, policy: Policy): boolean {
  const { kind } = ruleUnder(policy, clock).length;
  return kind === 'workdays' || kind === 'set-date';
}

function withProfile(policy: Policy, profile: string | undefined): Policy {
  if (profile === undefined) return policy;
  return { ...policy, profile: profile === 'standard' ? null : profile };
}

function clockThatApplies(
  { clock, at, urgent = false }: ClockPreviewRequest,
  calendar: Calendar,
  policy: Policy,
): ClockRuleId {
  switch (clock) {
    case 'ONLINE_REPLY':
    case 'ONLINE_STRICT': {
      const applies = replyClockAt({ channel: 'online', urgent, first: true, at }, calendar) ?? clock;
      const strict = clock === 'ONLINE_STRICT' || isStrict(policy);
      return applies === 'ONLINE_REPLY' && strict ? 'ONLINE_STRICT' : applies;
    }
    case 'ONLINE_LEFT':
      return (urgent ? replyClockAt({ channel: 'online', urgent, first: true, at }, calendar) : null) ?? clock;
    case 'EMAIL_FIRST_REPLY':
    case 'NEXT_REPLY_EMAIL':
      return replyClockAt({ channel: 'email', urgent, first: clock === 'EMAIL_FIRST_REPLY', at }, calendar) ?? clock;
    default:
      if (isClockRuleId(clock)) return clock;
      throw new RangeError(`unknown clock ${clock}; known are ${Object.keys(CLOCK_RULES).join(', ')}`);
  }
}

function ruleOf({ clock, workdays, department }: Question, policy: Policy): ClockRule {
  if (clock === 'RESOLVE_SPECIAL' && workdays === undefined) {
    return ruleInForce({ id: clock, terms: NO_TERMS }, policy);
  }
  const rule = ruleUnder(policy, clock, department);
  if (workdays === undefined || (rule.length.kind !== 'workdays' && rule.length.kind !== 'set-date')) return rule;
  const { target, ...rest } = rule;
  const length = { kind: 'workdays', n: workdays } as const;
  return target?.kind === 'workdays' && target.n < workdays ? { ...rest, target, length } : { ...rest, length };
}

function endFields(rule: ClockRule, { target, due }: Limits): Pick<ClockPreview, 'dueAt' | 'targetAt' | 'earliestAt'> {
  const end = due === null ? null : instantOf(due);
  const isStart = rule.length.kind === 'lead-workdays' || rule.length.kind === 'months-back';
  return {
    dueAt: isStart ? null : end,
    ...(target === null ? {} : { targetAt: instantOf(target) }),
    ...(isStart && end !== null ? { earliestAt: end } : {}),
  };
}

/** The last instant at which somebody is told before the end is `warnAt`; a row that speaks of reminders has those alone. */
function nearFields(
  rule: ClockRule,
  start: number,
  limits: Limits,
  calendar: Calendar,
): Pick<ClockPreview, 'warnAt' | 'reminders'> {
  const instants = nearMoments(rule, start, limits, calendar).map(({ at }) => at);
  const remindsOnly = rule.near.kind === 'remind-workdays' || rule.near.kind === 'remind-day';
  const warnAt = remindsOnly ? undefined : (instants.pop() ?? urgentNear(rule, limits));
  return {
    ...(warnAt === undefined ? {} : { warnAt }),
    ...(instants.length === 0 ? {} : { reminders: instants }),
  };
}

/** Clocks that run round the clock have no warning besides their target. */
function urgentNear(rule: ClockRule, { target }: Limits): Instant | undefined {
  return rule.near.kind === 'none' && target !== null ? instantOf(target) : undefined;
}
