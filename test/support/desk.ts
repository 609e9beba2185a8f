import type { Command, CommandName, CommandPayloads } from '../../contracts/commands.ts';
import type { Instant } from '../../contracts/instants.ts';
import type { Actor, CustomerActor, Department, StaffActor, StaffRole } from '../../contracts/people.ts';
import type { Notice } from '../../contracts/notices.ts';
import type { TicketEvent } from '../../contracts/events.ts';
import { CHINA_CALENDAR } from '../../domain/calendar/china.ts';
import { findCategory } from '../../domain/catalog/categories.ts';
import { inHouseOf } from '../../domain/clocks/inHouse.ts';
import { replyClockAt } from '../../domain/clocks/planning/replyClock.ts';
import { STANDARD_TIMETABLE, type Timetable } from '../../domain/clocks/timetable.ts';
import type { Clock } from '../../domain/clocks/types.ts';
import { decide, type TicketInput } from '../../domain/ticket/decide.ts';
import { openTicket } from '../../domain/ticket/open.ts';
import type { Decided, Decision, OpeningFacts, TicketState } from '../../domain/ticket/state.ts';
import { plannedState } from '../../scenarios/memoryRecord.ts';
import { recipientOf } from '../../scenarios/people.ts';
import { nextMoment } from '../../domain/clocks/running/ticking.ts';

/** `at('2025-11-07 10:15')`: an instant given in Shanghai time. */
export function at(local: string): Instant {
  const [day = '', time = '00:00'] = local.split(' ');
  return new Date(`${day}T${time.length === 5 ? `${time}:00` : time}+08:00`).toISOString();
}

export function local(instant: Instant | null | undefined): string | null {
  if (instant === null || instant === undefined) return null;
  return new Date(Date.parse(instant) + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');
}

function staff(staffNo: string, role: StaffRole, department: Department): StaffActor {
  return { kind: 'staff', staffNo, role, department };
}

/** The people of the stories. */
export const people = {
  customer: { kind: 'customer', companyId: 'buyer', accountId: 'buyer-main' } satisfies CustomerActor,
  supplier: { kind: 'customer', companyId: 'supplier', accountId: 'supplier-main' } satisfies CustomerActor,
  stranger: { kind: 'customer', companyId: 'other', accountId: 'other-main' } satisfies CustomerActor,
  agent: staff('1001', 'agent', 'FRONT'),
  otherAgent: staff('1002', 'agent', 'FRONT'),
  senior: staff('1003', 'seniorAgent', 'FRONT'),
  pay: staff('2001', 'specialist', 'PAY'),
  order: staff('2002', 'specialist', 'ORDER'),
  tech: staff('2003', 'specialist', 'TECH'),
  risk: staff('2006', 'specialist', 'RISK'),
  qual: staff('2004', 'specialist', 'QUAL'),
  otherPay: staff('2005', 'specialist', 'PAY'),
  supervisor: staff('3001', 'supervisor', 'FRONT'),
  manager: staff('3002', 'manager', 'FRONT'),
  inspector: staff('3003', 'inspector', 'QA'),
  duty: staff('3004', 'dutyAgent', 'DUTY'),
  admin: staff('3005', 'admin', 'FRONT'),
} as const;

export interface AnOpening extends Partial<Omit<OpeningFacts, 'category'>> {
  readonly category?: string | null;
  readonly at?: Instant;
}

/** The facts of an opening as intake would find them for this category, channel and hour. */
export function openingFacts(opening: AnOpening = {}): OpeningFacts {
  const receivedAt = opening.at ?? at('2025-11-03 09:30');
  const code = opening.category === undefined ? 'TEC.GUIDE.REPORT' : opening.category;
  const category = code === null ? null : findCategory(code);
  if (category === undefined) throw new Error(`no category ${code}`);
  const channel = opening.channel ?? 'online';
  const urgentReason = opening.urgentReason ?? (category?.urgent === 'always' ? 'category' : null);
  return {
    ticketNo: 'KF20251103001',
    actor: people.customer,
    companyId: 'buyer',
    accountId: 'buyer-main',
    channel,
    category: code,
    slaClass: category?.slaClass ?? null,
    routing: category?.routing ?? null,
    department: category?.department ?? 'FRONT',
    urgentReason,
    urgentAsked: false,
    replyClock: firstReplyClock(
      replyClockAt({ channel, urgent: urgentReason !== null, first: true, at: receivedAt }, CHINA_CALENDAR),
    ),
    duty: null,
    createdAt: receivedAt,
    receivedAt,
    timetable: STANDARD_TIMETABLE.versions,
    inHouse: inHouseOf(STANDARD_TIMETABLE.policy),
    ...opening,
  };
}

function firstReplyClock(id: ReturnType<typeof replyClockAt>): OpeningFacts['replyClock'] {
  return id === 'NEXT_REPLY_EMAIL' ? null : id;
}

/** A ticket in the hands of the pure rules: commands are given, time is moved, everything told is kept. */
export class Desk {
  state: TicketState;
  now: Instant;
  readonly events: TicketEvent[] = [];
  readonly notices: Notice[] = [];
  readonly routes: string[] = [];

  timetable: Timetable;

  /** Every clock is planned by `timetable`, whatever version it names. */
  constructor(opening: AnOpening = {}, timetable: Timetable = STANDARD_TIMETABLE) {
    this.timetable = timetable;
    const { versions, policy } = timetable;
    const facts = openingFacts({ timetable: versions, inHouse: inHouseOf(policy), ...opening });
    const decision = openTicket(facts);
    this.now = facts.receivedAt;
    this.state = plannedState(decision.state, this.timetable);
    this.#keep(decision);
  }

  #keep(decision: Decided): void {
    this.events.push(...decision.events);
    this.notices.push(...decision.notices);
    if (decision.route !== null) this.routes.push(`${decision.route.want} ${decision.route.department}`);
  }

  input(input: TicketInput): Decision {
    const decision = decide(this.state, input, this.now);
    if (decision.ok) {
      this.state = plannedState(decision.state, this.timetable);
      this.#keep(decision);
    }
    return decision;
  }

  /** Gives a command and returns the refusal's code, or null when it was done. */
  try<Name extends CommandName>(name: Name, actor: Actor, payload: CommandPayloads[Name]): string | null {
    const decision = this.input(commandOf(name, actor, payload));
    return decision.ok ? null : decision.refusal.code;
  }

  do<Name extends CommandName>(name: Name, actor: Actor, payload: CommandPayloads[Name]): this {
    const decision = this.input(commandOf(name, actor, payload));
    if (!decision.ok) throw new Error(`${name} was refused: ${decision.refusal.code} ${decision.refusal.detail.en}`);
    return this;
  }

  /** Moves time, and lets every limit do on the way what it does. */
  passTo(instant: Instant): this {
    for (;;) {
      const next = this.#nextMoments();
      if (next === null || next.at > instant) break;
      // What a limit came to while it stood still comes when it runs again.
      if (next.at > this.now) this.now = next.at;
      this.input({ name: 'moments-passed', keys: next.keys });
    }
    this.now = instant;
    return this;
  }

  #nextMoments(): { at: Instant; keys: string[] } | null {
    const ahead = this.state.clocks.flatMap((clock) => {
      const moment = nextMoment(clock);
      return moment === undefined ? [] : [{ key: clock.key, at: moment.at }];
    });
    const first = ahead.map((moment) => moment.at).sort()[0];
    if (first === undefined) return null;
    return { at: first, keys: ahead.filter((moment) => moment.at === first).map((moment) => moment.key) };
  }

  clock(id: Clock['id']): Clock {
    const clock = this.state.clocks.findLast((candidate) => candidate.id === id);
    if (clock === undefined) throw new Error(`${id} never ran`);
    return clock;
  }

  /** `RESOLVE_SIMPLE running`, oldest first. */
  get clocks(): string[] {
    return this.state.clocks.map((clock) => `${clock.id} ${clock.status}`);
  }

  eventTypes(): string[] {
    return this.events.map((event) => event.type);
  }

  told(template: Notice['template']): string[] {
    return this.notices.filter((notice) => notice.template === template).map(recipientOf);
  }
}

export function commandOf<Name extends CommandName>(name: Name, actor: Actor, payload: CommandPayloads[Name]): Command {
  // The union cannot be narrowed by a generic name; the signature above ties name and payload together.
  return { name, actor, textId: null, expectedVersion: null, payload } as unknown as Command;
}
