import fc from 'fast-check';
import type { CommandName } from '../../contracts/commands.ts';
import type { Instant } from '../../contracts/instants.ts';
import type { Actor } from '../../contracts/people.ts';
import { CHINA_CALENDAR } from '../../domain/calendar/china.ts';
import { replyClockAt } from '../../domain/clocks/planning/replyClock.ts';
import { isTicking, nextMoment } from '../../domain/clocks/running/ticking.ts';
import { allowedCommands, allowedTaskCommands } from '../../domain/ticket/allowed.ts';
import { Desk, people } from './desk.ts';
import { CATEGORIES, plausiblePayloads } from './plausible.ts';

const HOUR_MS = 3_600_000;

/** Whoever may have to do with a ticket. */
export const READERS: readonly Actor[] = [
  ...Object.values(people),
  { ...people.customer, accountId: 'buyer-sub' },
  { kind: 'integration', clientId: 'shop' },
];
/** Whom and what commands name beside the ticket. */
export const WORLD = {
  cast: people,
  otherTicket: 'KF20251103009',
  supplierCompanyId: 'supplier',
  sampleId: 'sample',
} as const;
/** What leaves nothing to be done. */
export const ENDING: readonly CommandName[] = ['withdraw', 'mark-duplicate', 'merge', 'decline', 'terminate'];
/** What turns its course, and can be done again and again. */
const TURNING: readonly CommandName[] = [
  'open-dispute',
  'classify',
  'escalate',
  'supervise',
  'confirm-urgent',
  'downgrade-urgent',
  'progress-report',
  'hand-on',
  'reassign',
];
const TURNS_EVERY = 9;
/** Nothing of the ticket's own course changes with it. */
const BESIDE: readonly CommandName[] = [
  'link',
  'complain',
  'urge',
  'rate',
  'warn-abuse',
  'mark-incident',
  'attach',
  'detach',
];
const ENDS_EVERY = 31;
/** A date, a person, a list: most bodies fit one of so many. */
const BODIES = 12;

/** What happens next, by whom, and of what there is to choose the how-manieth. */
const step = fc.record({
  what: fc.constantFrom('command', 'command', 'command', 'command', 'command', 'hours', 'moment', 'word'),
  who: fc.nat(19),
  pick: fc.nat(500),
  n: fc.nat(60),
});
export type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

/** A ticket of any course, and what people, words and time do to it. */
export const courses = (maxLength: number) =>
  fc.record({
    category: fc.constantFrom(...CATEGORIES),
    channel: fc.constantFrom('online' as const, 'phone' as const, 'email' as const),
    steps: fc.array(step, { minLength: Math.floor(maxLength / 3), maxLength, size: 'max' }),
  });
export type Course = ReturnType<typeof courses> extends fc.Arbitrary<infer Value> ? Value : never;

/** The ticket after its course; `seen` looks at it after each step. */
export function anyTicket({ category, channel, steps }: Course, seen: (desk: Desk) => void = () => undefined): Desk {
  const desk = new Desk({ category, channel });
  for (const one of steps) {
    takeStep(desk, one);
    seen(desk);
  }
  return desk;
}

export function hoursAfter(instant: Instant, hours: number): Instant {
  return new Date(Date.parse(instant) + hours * HOUR_MS).toISOString();
}

/** What this one may do now; what ends the ticket or turns it is drawn less often than what moves it on. */
function openTo({ state, now }: Desk, actor: Actor, pick: number): readonly CommandName[] {
  const seldom = [...(pick % ENDS_EVERY === 0 ? [] : ENDING), ...(pick % TURNS_EVERY === 0 ? [] : TURNING), ...BESIDE];
  const ofTasks = state.tasks.flatMap(({ taskId }) => allowedTaskCommands(state, actor, taskId));
  const ofTicket = allowedCommands(state, actor, now).filter((name) => !seldom.includes(name));
  return [...ofTicket, ...ofTasks.map((name) => `task-${name}` as const)];
}

/** Somebody does something that he may, with the first of a few bodies that fits; null where it was done, else why it was refused. */
export function giveAny(desk: Desk, { who, pick, n }: Omit<Step, 'what'>): string | null {
  for (const at of READERS.keys()) {
    const by = READERS[(at + who) % READERS.length] ?? people.customer;
    const open = openTo(desk, by, pick);
    const name = open[pick % Math.max(1, open.length)];
    if (name !== undefined) return giveFitting(desk, name, by, n);
  }
  return 'nothing';
}

function giveFitting(desk: Desk, name: CommandName, by: Actor, n: number): string | null {
  let refusal: string | null = null;
  for (let body = n; body < n + BODIES; body += 1) {
    refusal = desk.try(name, by, plausiblePayloads(desk, body, WORLD)[name]);
    if (refusal === null) break;
  }
  return refusal;
}

function takeStep(desk: Desk, one: Step): void {
  const { what, pick, n } = one;
  if (what === 'command') giveAny(desk, one);
  else if (what === 'word') say(desk, pick % 2 === 0);
  else desk.passTo(what === 'hours' ? hoursAfter(desk.now, n * 2) : aroundMoment(desk, pick));
}

/** At a moment that some limit comes to, a millisecond before, or after it. */
function aroundMoment({ state, now }: Desk, pick: number): Instant {
  const ahead = state.clocks.filter(isTicking).flatMap((clock) => nextMoment(clock)?.at ?? []);
  const moment = ahead[pick % Math.max(1, ahead.length)] ?? now;
  const instant = new Date(Date.parse(moment) + (pick % 3) - 1).toISOString();
  return instant > now ? instant : now;
}

function say(desk: Desk, byCustomer: boolean): void {
  const { state, now } = desk;
  const word = { name: 'message-arrived', at: now } as const;
  if (!byCustomer) {
    desk.input({ ...word, from: 'staff', staffNo: state.assignee?.staffNo ?? people.agent.staffNo, replyClock: null });
    return;
  }
  const owed = replyClockAt({ channel: state.channel, urgent: state.urgent, first: false, at: now }, CHINA_CALENDAR);
  const replyClock = owed === 'EMAIL_FIRST_REPLY' ? 'NEXT_REPLY_EMAIL' : owed;
  desk.input({ ...word, from: 'customer', staffNo: null, replyClock, breaksSilence: true });
}
