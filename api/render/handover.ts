import type { HandoverStatus } from '../../contracts/handovers.ts';
import type { Words } from '../../contracts/words.ts';
import type { StaffActor } from '../../contracts/people.ts';
import type { HandoverAnswer, HandoverItemAnswer } from '../../contracts/schemas/handover.ts';
import type { HandoverEventRow, HandoverLineRow, HandoverRow } from '../../db/repositories/reading/handovers.ts';
import { withStanding } from '../../domain/clocks/explaining/standingWords.ts';
import { SHIFT_WORDS } from '../../domain/catalog/shifts.ts';
import { mayAccept } from '../../domain/handover/accepting.ts';
import { isMissed } from '../../domain/clocks/running/ticking.ts';
import { reasonsBeside } from './clockReasons.ts';
import { renderActor } from './event.ts';
import { shown, shownData, shownOrNull } from './instant.ts';
import { temporalLink } from './temporalLink.ts';

export function renderHandoverItem(row: HandoverRow, nowMs: number): HandoverItemAnswer {
  return {
    handoverId: row.handover_id,
    day: row.day,
    shift: row.shift,
    startsAt: shown(row.starts_at),
    endsAt: shown(row.ends_at),
    status: row.status,
    version: row.version,
    lines: row.state?.lines ?? 0,
    acceptedBy: row.accepted_by,
    acceptedAt: shownOrNull(row.accepted_at),
    dueAt: shownOrNull(row.due_at),
    breached: row.breached || isPast(row, nowMs),
    label: handoverLabel(row),
    outgoing: row.outgoing.map((one) => ({ ...one })),
    next: row.next === null ? null : { ...row.next, people: row.next.people.map((one) => ({ ...one })) },
    links: { self: `/v1/handovers/${row.handover_id}` },
  };
}

const STATUS_LABELS: Readonly<Record<HandoverStatus, Words>> = {
  PENDING: { zh: '尚未汇总', en: 'not put together yet' },
  OPEN: { zh: '待下一班接收', en: 'waits for the next shift' },
  ACCEPTED: { zh: '已接收', en: 'accepted' },
  NOTHING: { zh: '无需交接', en: 'nothing to hand over' },
  PASSED_ON: { zh: '未被接收，已并入下一班交接', en: 'not accepted, taken along by the next one' },
};

function handoverLabel({ day, shift, status }: HandoverRow): Words {
  const [of, stands] = [SHIFT_WORDS[shift], STATUS_LABELS[status]];
  return { zh: `${day} ${of.zh}交接：${stands.zh}`, en: `${of.en} of ${day}: ${stands.en}` };
}

/** From the due instant on, also before its timer was worked off. */
function isPast({ status, due_at }: HandoverRow, nowMs: number): boolean {
  return status === 'OPEN' && due_at !== null && due_at.getTime() <= nowMs;
}

/** Who looks, when, and where operators find the workflow. */
export interface HandoverReader {
  readonly actor: StaffActor;
  /** Who is rostered for the next shift. */
  readonly next: readonly string[];
  readonly nowMs: number;
  readonly temporalUiUrl: string | null;
}

export interface HandoverParts {
  readonly lines: readonly HandoverLineRow[];
  readonly events: readonly HandoverEventRow[];
}

/**
 * A hand-over as this person may read it. A team leader sees which tickets stand on it and none of the words, since these tell of
 * customers; a specialist the tickets of his department, and the words about the whole where he hands over or takes over.
 */
export function renderHandover(row: HandoverRow, parts: HandoverParts, reader: HandoverReader): HandoverAnswer {
  const { actor, next, nowMs, temporalUiUrl } = reader;
  const ofBoth = row.outgoing.some(({ staffNo }) => staffNo === actor.staffNo) || next.includes(actor.staffNo);
  const readsWhole = actor.role !== 'teamLeader' && (actor.role !== 'specialist' || ofBoth);
  return {
    ...renderHandoverItem(row, nowMs),
    note: readsWhole ? wordsOf(row) : null,
    tickets: parts.lines
      .filter(({ readable }) => readable || actor.role === 'teamLeader')
      .map((line) => renderLine(line)),
    clock: renderClock(row, parts.events, nowMs),
    events: parts.events.map(({ type, at, actor: by, data }) => ({
      type,
      at: shown(at),
      actor: renderActor(by),
      data: shownData(data),
    })),
    allowedCommands: allowedTo(row, actor, next),
    links: {
      self: `/v1/handovers/${row.handover_id}`,
      temporal: temporalLink(temporalUiUrl, row.handover_id),
    },
  };
}

interface Said {
  readonly note: string | null;
  readonly noted_by: string | null;
  readonly noted_at: Date | null;
}

function wordsOf({ note, noted_by, noted_at }: Said): HandoverAnswer['note'] {
  if (note === null || noted_by === null || noted_at === null) return null;
  return { text: note, by: noted_by, at: shown(noted_at) };
}

function renderLine(line: HandoverLineRow): HandoverAnswer['tickets'][number] {
  return {
    ticketNo: line.ticket_no,
    kind: line.kind,
    dueAt: shownOrNull(line.due_at),
    assignee: line.assignee,
    note: line.readable ? wordsOf(line) : null,
    outcome: line.outcome,
    handedTo: line.handed_to,
    self: `/v1/tickets/${line.ticket_no}`,
  };
}

function renderClock(
  { state, explanation }: HandoverRow,
  events: readonly HandoverEventRow[],
  nowMs: number,
): HandoverAnswer['clock'] {
  const clock = state?.clocks[0];
  if (state === null || clock === undefined) return null;
  const dueAt = clock.plan?.dueAt ?? null;
  const { accepted } = state;
  // Accepted in time: the limit is met, though the workflow waits for what may still come in.
  const met = accepted !== null && clock.status === 'running';
  const { id, key, pauses } = clock;
  const status = met ? 'met' : clock.status;
  const stoppedAt = met ? accepted.at : clock.stoppedAt;
  const breached = isMissed({ id, status, breached: clock.breached, dueAt }, new Date(nowMs).toISOString());
  return {
    id,
    key,
    status,
    startedAt: shown(clock.startedAt),
    dueAt: shownOrNull(dueAt),
    stoppedAt: shownOrNull(stoppedAt),
    breached,
    explanation: withStanding(explanation, { id, status, stoppedAt, breached, pauses }),
    reasons: reasonsBeside(key, events),
  };
}

function allowedTo({ status, state }: HandoverRow, actor: StaffActor, next: readonly string[]) {
  if (status !== 'OPEN') return [];
  const notes = state?.outgoing.includes(actor.staffNo) === true ? (['note'] as const) : [];
  return [...notes, ...(mayAccept(actor, next) ? (['accept'] as const) : [])];
}
