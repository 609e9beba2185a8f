import type { TicketEvent } from '../contracts/events.ts';
import type { Instant } from '../contracts/instants.ts';
import type { Clock } from '../domain/clocks/types.ts';
import { waitingOn } from '../domain/ticket/waiting.ts';
import type { Written } from './memoryRecord.ts';
import { recipientNamed, recipientOf, staffNamed } from './people.ts';
import { isAt, shortText } from './times.ts';
import type { Expectation } from './words.ts';

/** What was expected and what there is, one sentence each; empty where all is as expected. */
export function differences(expected: Expectation, written: Written): string[] {
  return [
    ...ticketDifferences(expected, written),
    ...clockDifferences(expected, written),
    ...eventDifferences(expected, written),
    ...noticeDifferences(expected, written),
  ];
}

type Word = string | number | boolean | null;

function differ(what: string, expected: Word | undefined, actual: Word): string[] {
  if (expected === undefined || expected === actual) return [];
  return [`${what}: expected ${String(expected)}, is ${String(actual ?? 'none')}`];
}

function differInList(what: string, expected: readonly string[] | undefined, actual: readonly string[]): string[] {
  if (expected === undefined) return [];
  return differ(what, [...expected].sort().join(', ') || 'none', [...actual].sort().join(', ') || 'none');
}

function ticketDifferences(expected: Expectation, { state }: Written): string[] {
  const idsThatAre = (status: Clock['status']) =>
    state.clocks.filter((clock) => clock.status === status).map(({ id }) => id);
  const { assignee } = expected;
  const assigned = assignee === undefined || assignee === 'nobody' ? assignee : staffNamed(assignee)?.staffNo;
  return [
    ...differ('status', expected.status, state.status),
    ...differ('closeReason', expected.closeReason, state.closeReason),
    ...differ('waitingOn', expected.waitingOn, waitingOn(state)),
    ...differ('assignee', assigned, state.assignee?.staffNo ?? 'nobody'),
    ...differ('department', expected.department, state.department),
    ...differ('urgent', expected.urgent, state.urgent),
    ...differ('round', expected.round, state.round),
    ...differInList('running', expected.running, idsThatAre('running')),
    ...differInList('paused', expected.paused, idsThatAre('paused')),
  ];
}

function differInTime(what: string, expected: string | undefined, actual: Instant | null): string[] {
  if (expected === undefined || (actual !== null && isAt(expected, actual))) return [];
  return differ(what, expected, actual === null ? 'none' : shortText(actual));
}

function differInTimes(what: string, expected: readonly string[] | undefined, actual: readonly Instant[]): string[] {
  if (expected === undefined) return [];
  const same =
    expected.length === actual.length && expected.every((text, position) => isAt(text, actual[position] ?? ''));
  return same ? [] : differ(what, expected.join(', '), actual.map(shortText).join(', ') || 'none');
}

/** Of several starts of a limit the last one counts, of a plan's limits those of the task named. */
function clockDifferences(expected: Expectation, { state }: Written): string[] {
  const { clock: id, task, event } = expected;
  if (id === undefined || event !== undefined || expected['no event'] !== undefined) return [];
  const clock = state.clocks.findLast(
    (one) => one.id === id && (task === undefined || one.taskId === `${state.ticketNo}-T${task}`),
  );
  if (clock === undefined) return [`${id} never ran`];
  const momentsOf = (kind: 'warn' | 'remind') =>
    (clock.plan?.moments ?? []).filter((moment) => moment.kind === kind).map(({ at }) => at);
  return [
    ...differ(`${id} is`, expected.is, clock.status),
    ...differInTime(`${id} due`, expected.due, clock.plan?.dueAt ?? null),
    ...differInTime(`${id} target`, expected.target, clock.plan?.targetAt ?? null),
    ...differInTimes(`${id} warn`, expected.warn, momentsOf('warn')),
    ...differInTimes(`${id} remind`, expected.remind, momentsOf('remind')),
    ...differ(`${id} late`, expected.late, clock.breached),
    ...differ(`${id} provisional`, expected.provisional, clock.plan?.provisional ?? false),
  ];
}

function wasBy(event: TicketEvent, by: string | undefined): boolean {
  if (by === undefined) return true;
  return event.actor.kind === 'staff' ? staffNamed(by)?.staffNo === event.actor.staffNo : event.actor.kind === by;
}

function eventDifferences(expected: Expectation, { events }: Written): string[] {
  const type = expected.event ?? expected['no event'];
  if (type === undefined) return [];
  const { clock, by, at, times } = expected;
  const sameKind = events.filter(
    (event) => event.type === type && (clock ?? event.data['clock']) === event.data['clock'],
  );
  const found = sameKind.filter((event) => wasBy(event, by) && (at === undefined || isAt(at, event.at)));
  const name = clock === undefined ? type : `${type} ${clock}`;
  const seen = sameKind.map((event) => shortText(event.at)).join(', ') || 'never';
  if (expected['no event'] !== undefined) {
    return found.length === 0
      ? []
      : [`${name}: expected never${at === undefined ? '' : ` at ${at}`}, happened ${seen}`];
  }
  if (times !== undefined) return differ(name, `${times} times`, `${found.length} times`);
  return found.length > 0 ? [] : [`${name}: expected ${at ?? 'once at least'}, happened ${seen}`];
}

function noticeDifferences(expected: Expectation, { notices }: Written): string[] {
  const who = expected.told ?? expected['not told'];
  if (who === undefined) return [];
  const { about, times } = expected;
  const toThem = notices.filter((notice) => recipientOf(notice) === recipientNamed(who));
  const found = toThem.filter(({ template }) => about === undefined || template === about);
  const what = `${who} told${about === undefined ? '' : ` ${about}`}`;
  if (expected['not told'] !== undefined)
    return found.length === 0 ? [] : [`${what}: expected never, ${found.length} times`];
  if (times !== undefined) return differ(what, `${times} times`, `${found.length} times`);
  const heard = [...new Set(toThem.map(({ template }) => template))].join(', ') || 'nothing';
  return found.length > 0 ? [] : [`${what}: never; heard of ${heard}`];
}
