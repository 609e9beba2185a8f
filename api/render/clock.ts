import { DISPUTE_CLOCK_IDS, DUTY_CLOCK_IDS, IN_HOUSE_CLOCK_IDS } from '../../contracts/clocks.ts';
import type { OutageCause } from '../../contracts/outages.ts';
import type { Words } from '../../contracts/words.ts';
import type { ClockAnswer, ClockDetailAnswer } from '../../contracts/schemas/clock.ts';
import type { OutageRow } from '../../db/repositories/outages/outages.ts';
import type { ClockEventRow } from '../../db/repositories/reading/clockEvents.ts';
import type { ClockRow } from '../../db/repositories/reading/parts.ts';
import type { TicketRow } from '../../db/repositories/reading/tickets.ts';
import { isMissed } from '../../domain/clocks/running/ticking.ts';
import type { TicketState } from '../../domain/ticket/state.ts';
import type { Audience } from './audience.ts';
import { causeAt, causeOfStart } from './clockCauses.ts';
import { extensionsOf, withExtensions } from './clockExtensions.ts';
import { reasonsOf } from './clockReasons.ts';
import { withStanding } from '../../domain/clocks/explaining/standingWords.ts';
import { shown, shownOrNull } from './instant.ts';
import { COMPONENT_NAMES } from './outage.ts';
import { type OutagePart, withOutages } from './outageNote.ts';

/** What an answer shows of a clock; its instants come as they are read, in a row of its own or within its ticket's. */
type ShownClock = TicketRow['clocks'][number] | ClockRow;

/** What the house measures for itself is no customer's to see. */
export function mayKnow(reader: Audience, id: string): boolean {
  if (reader === 'supplier') return DISPUTE_CLOCK_IDS.some((disputed) => disputed === id);
  return reader === 'staff' || !IN_HOUSE_CLOCK_IDS.some((inHouse) => inHouse === id);
}

/** Among a ticket's limits; what is owed to a closed one is listed with the duties. */
export function isShown(reader: Audience, id: string): boolean {
  return mayKnow(reader, id) && !DUTY_CLOCK_IDS.some((duty) => duty === id);
}

export function renderClock(
  row: ShownClock,
  state: Pick<TicketState, 'clocks'>,
  { nowMs, because = null }: { readonly nowMs: number; readonly because?: Words | null },
): ClockAnswer {
  const clock = state.clocks.find(({ key }) => key === row.key);
  const timetable = clock?.timetable;
  const { id, status } = row;
  const dueAt = row.due_at === null ? null : new Date(row.due_at).toISOString();
  const breached = isMissed({ id, status, breached: row.breached, dueAt }, new Date(nowMs).toISOString());
  const [stoppedAt, pauses] = [shownOrNull(row.stopped_at), clock?.pauses ?? []];
  return {
    id,
    status,
    startedAt: shown(row.started_at),
    targetAt: shownOrNull(row.target_at),
    dueAt: shownOrNull(row.due_at),
    stoppedAt,
    breached,
    provisional: row.provisional,
    explanation: withStanding(row.explanation, { id, status, stoppedAt, breached, pauses, because }),
    timetable: timetable === undefined ? null : { calendar: timetable.calendar, policy: timetable.policy },
  };
}

function byStart(a: { readonly from: string }, b: { readonly from: string }): number {
  return Date.parse(a.from) - Date.parse(b.from);
}

type Interval = ClockDetailAnswer['intervals'][number];

/** For whom a clock stands still, and for what. */
const WAITS_FOR = {
  material: {
    whyLabel: { zh: '等待补充材料', en: 'waiting for material' },
    who: 'customer',
    whoLabel: { zh: '客户', en: 'the customer' },
  },
  dispute: {
    whyLabel: { zh: '维权窗口进行中', en: 'a window of the dispute is open' },
    who: 'party',
    whoLabel: { zh: '维权当事方', en: 'a party to the dispute' },
  },
} as const;
const OUTAGE_CAUSES = {
  measured: { zh: '系统测得的中断', en: 'an outage that was measured' },
  declared: { zh: '人工登记的中断', en: 'an outage that was declared' },
} as const satisfies Record<OutageCause, Interval['whyLabel']>;

type Cause = Interval['begun'];

/** What a clock's intervals are told from: its ticket's other clocks, and what happened at their turning points. */
interface ClockSurroundings {
  readonly state: Pick<TicketState, 'clocks'>;
  readonly clocks: readonly ClockRow[];
  readonly events: readonly ClockEventRow[];
  readonly outages: readonly OutageRow[];
  readonly audience: Audience;
}

function running(span: { from: string; to: string | null }, begun: Cause, ended: Cause): Interval {
  const [why, whyLabel, who, whoLabel] = [begun?.why, begun?.whyLabel, begun?.who, begun?.whoLabel];
  return {
    state: 'running',
    ...span,
    why: why ?? null,
    whyLabel: whyLabel ?? null,
    who: who ?? null,
    whoLabel: whoLabel ?? null,
    begun,
    ended,
  };
}

function intervals(row: ClockRow, { clocks, events }: ClockSurroundings): ClockDetailAnswer['intervals'] {
  const found: ClockDetailAnswer['intervals'] = [];
  const causedAt = (at: string | null): Cause => (at === null ? null : causeAt(events, Date.parse(at)));
  const stopped = row.stopped_at?.toISOString() ?? null;
  let from: string | null = row.started_at.toISOString();
  let begun: Cause = causeOfStart(row, clocks, events);
  for (const pause of row.pauses) {
    const paused = causedAt(pause.from);
    if (from !== null) found.push(running({ from: shown(from), to: shown(pause.from) }, begun, paused));
    const to = pause.to ?? stopped;
    const ended = causedAt(to);
    const span = { from: shown(pause.from), to: shownOrNull(to) };
    found.push({ state: 'paused', ...span, why: pause.why, ...WAITS_FOR[pause.why], begun: paused, ended });
    from = pause.to;
    begun = ended;
  }
  if (from !== null) {
    found.push(running({ from: shown(from), to: shownOrNull(stopped) }, begun, causedAt(stopped)));
  }
  return found;
}

/** The parts of outages that lie in the clock's life: marked where they are shown, and never part of the clock itself. */
function outagesIn(row: ClockRow, nowMs: number, outages: readonly OutageRow[]): OutagePart[] {
  const [from, to] = [row.started_at.getTime(), row.stopped_at?.getTime() ?? nowMs];
  return outages.flatMap(({ cause, component, from_at, to_at }) => {
    const start = Math.max(from, from_at.getTime());
    const end = Math.min(to, to_at?.getTime() ?? to);
    const lasts = to_at === null && row.stopped_at === null;
    return start >= end ? [] : [{ cause, component, from: start, to: lasts ? null : end }];
  });
}

function outageInterval({ cause, component, from, to }: OutagePart): Interval {
  const ends = to === null ? null : shown(new Date(to));
  return {
    state: 'outage',
    from: shown(new Date(from)),
    to: ends,
    why: cause,
    whyLabel: OUTAGE_CAUSES[cause],
    who: component,
    whoLabel: COMPONENT_NAMES[component],
    begun: null,
    ended: null,
  };
}

export function renderClockDetail(
  row: ClockRow,
  nowMs: number,
  around: ClockSurroundings,
): Omit<ClockDetailAnswer, 'replans'> {
  const parts = outagesIn(row, nowMs, around.outages);
  const extensions = extensionsOf(row, around.events, around.audience);
  const spans = intervals(row, around);
  const because = spans.at(-1)?.ended?.whyLabel ?? null;
  const told = renderClock(row, around.state, { nowMs, because });
  return {
    ...told,
    explanation: withOutages(withExtensions(told.explanation, row, extensions), parts),
    key: row.key,
    taskId: row.task_id,
    extensions,
    reasons: reasonsOf(row.key, around.events),
    intervals: [...spans, ...parts.map(outageInterval)].toSorted(byStart),
  };
}
