import { randomUUID } from 'node:crypto';
import type { Command, CommandName } from '../../contracts/commands.ts';
import type { TicketNo } from '../../contracts/ids.ts';
import type { Instant } from '../../contracts/instants.ts';
import { decide } from '../../domain/ticket/decide.ts';
import type { TicketState } from '../../domain/ticket/state.ts';
import { commandOf } from '../support/desk.ts';
import { plausiblePayloads } from '../support/plausible.ts';
import { type Wish, whoCan, wishedCommand } from '../support/wishes.ts';
import { actorOf, cast, type Name, NAMES } from './cast.ts';
import { agreed, examined, Fault, type Seen } from './look.ts';
import type { Answer, Office } from './office.ts';

/** The ticket of one story, the one beside it, and what was done so far. */
export interface Told {
  readonly ticketNo: TicketNo;
  readonly otherTicket: TicketNo;
  readonly done: { command: Command; id: string }[];
  readonly tally: { done: number; refused: number };
}

/** Who wishes what, by name, so that a failing story can be read. */
export interface NamedWish extends Omit<Wish, 'actor'> {
  readonly who: Name;
}

export function commandFor(
  told: Told,
  office: Office,
  { state, wish }: { state: TicketState; wish: NamedWish },
): Command {
  const { pick, anything } = wish;
  const first = NAMES.indexOf(wish.who);
  const others = [...NAMES.slice(first), ...NAMES.slice(0, first)];
  const who = anything ? wish.who : (whoCan(state, others, actorOf) ?? wish.who);
  const name = wishedCommand(state, { pick, anything, actor: actorOf(who) });
  const world = {
    cast,
    otherTicket: told.otherTicket,
    supplierCompanyId: 'S2001',
    sampleId: '',
  };
  const payloads = plausiblePayloads({ state, now: office.now(told.ticketNo) }, pick, world);
  return commandOf(name, actorOf(who), payloads[name]);
}

/** What was done is on record once, what was refused is not. */
export function proveTrace(
  seen: Seen,
  { command, id, answer }: { command: Command; id: string; answer: Answer },
): void {
  const stands = seen.causes.includes(id);
  if (answer === null && !stands) throw new Fault(`${command.name} was done and is not on record`);
  if (answer !== null && stands) throw new Fault(`${command.name} was refused (${answer}) and is on record`);
}

/** What also depends on another ticket, or on a review, is judged once more where it is written. */
const JUDGED_WHERE_WRITTEN: readonly CommandName[] = ['merge', 'mark-duplicate', 'open-dispute', 'complain'];

/** Where nothing else happened meanwhile, the workflow says what the rules say at the instant at which it looked: days pass while a worker is lost. */
function proveAnswer(
  before: Seen,
  after: Seen,
  { command, answer, at, until }: { command: Command; answer: Answer; at: Instant; until: Instant },
) {
  const steps = after.state.version - before.state.version;
  if (steps !== (answer === null ? 1 : 0)) return;
  const expected = [at, until].map((instant) => {
    const decision = decide(before.state, command, instant);
    return decision.ok ? null : decision.refusal.code;
  });
  if (expected.includes(answer)) return;
  if (expected.includes(null) && JUDGED_WHERE_WRITTEN.includes(command.name)) return;
  throw new Fault(`${command.name} was answered ${answer ?? 'done'}, the rules say ${expected[0] ?? 'done'}`);
}

interface Given {
  readonly before: Seen;
  readonly command: Command;
  readonly id: string;
  readonly at: Instant;
}

export async function prepared(told: Told, office: Office, wish: NamedWish): Promise<Given> {
  const before = await agreed(office, told.ticketNo);
  const command = commandFor(told, office, { state: before.state, wish });
  return { before, command, id: randomUUID(), at: office.now(told.ticketNo) };
}

export async function prove(told: Told, office: Office, given: Given & { answer: Answer }): Promise<void> {
  count(told, given);
  const until = office.now(told.ticketNo);
  const after = await examined(office, told.ticketNo);
  proveTrace(after, given);
  proveAnswer(given.before, after, { ...given, until });
}

export async function act(told: Told, office: Office, wish: NamedWish): Promise<void> {
  const given = await prepared(told, office, wish);
  const answer = await office.give(told.ticketNo, given.command, given.id);
  await prove(told, office, { ...given, answer });
}

export function count(told: Told, { command, id, answer }: { command: Command; id: string; answer: Answer }): void {
  if (answer === null) told.done.push({ command, id });
  told.tally[answer === null ? 'done' : 'refused'] += 1;
}
