import { DISPUTE_CLOCK_IDS, DUTY_CLOCK_IDS, IN_HOUSE_CLOCK_IDS } from '../../contracts/clocks.ts';
import type { OutageCause } from '../../contracts/outages.ts';
import type { ClockAnswer, ClockDetailAnswer } from '../../contracts/schemas/clock.ts';
import type { OutageRow } from '../../db/repositories/outages.ts';
import type { ClockRow } from '../../db/repositories/reading/parts.ts';
import type { TicketRow } from '../../db/repositories/reading/tickets.ts';
import { LAPSING_CLOCKS } from '../../db/repositories/reading/scope.ts';
import type { Audience } from './audience.ts';
import { shown, shownOrNull } from './instant.ts';
import { COMPONENT_NAMES } from './outage.ts';
import { type OutagePart, withOutages } from './outageNote.ts';

/** What an answer shows of a clock; its instants come as they are read, in a row of its own or within its ticket's. */
type ShownClock = TicketRow['clocks'][number] | ClockRow;

/** True from the due instant on, also before the worker has written it down; waits and windows lapse instead. */
function isBreached(row: ShownClock, nowMs: number): boolean {
  if (row.breached) return true;
  if (row.status !== 'running' || row.due_at === null || new Date(row.due_at).getTime() > nowMs) return false;
  return !LAPSING_CLOCKS.some((id) => id === row.id);
}

/** What the house measures for itself is no customer's to see. */
export function mayKnow(reader: Audience, id: string): boolean {
  if (reader === 'supplier') return DISPUTE_CLOCK_IDS.some((disputed) => disputed === id);
  return reader === 'staff' || !IN_HOUSE_CLOCK_IDS.some((inHouse) => inHouse === id);
}

/** Among a ticket's limits; what is owed to a closed one is listed with the duties. */
export function isShown(reader: Audience, id: string): boolean {
  return mayKnow(reader, id) && !DUTY_CLOCK_IDS.some((duty) => duty === id);
}

export function renderClock(row: ShownClock, nowMs: number): ClockAnswer {
  return {
    id: row.id,
    status: row.status,
    startedAt: shown(row.started_at),
    targetAt: shownOrNull(row.target_at),
    dueAt: shownOrNull(row.due_at),
    stoppedAt: shownOrNull(row.stopped_at),
    breached: isBreached(row, nowMs),
    provisional: row.provisional,
    explanation: row.explanation,
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

function running(from: string, to: string | null): Interval {
  return { state: 'running', from, to, why: null, whyLabel: null, who: null, whoLabel: null };
}

function intervals(row: ClockRow): ClockDetailAnswer['intervals'] {
  const found: ClockDetailAnswer['intervals'] = [];
  let from: string | null = row.started_at.toISOString();
  for (const pause of row.pauses) {
    if (from !== null) found.push(running(shown(from), shown(pause.from)));
    const to = pause.to ?? row.stopped_at?.toISOString() ?? null;
    found.push({
      state: 'paused',
      from: shown(pause.from),
      to: shownOrNull(to),
      why: pause.why,
      ...WAITS_FOR[pause.why],
    });
    from = pause.to;
  }
  if (from !== null) {
    found.push(running(shown(from), shownOrNull(row.stopped_at)));
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
  };
}

export function renderClockDetail(
  row: ClockRow,
  nowMs: number,
  outages: readonly OutageRow[],
): Omit<ClockDetailAnswer, 'replans'> {
  const parts = outagesIn(row, nowMs, outages);
  return {
    ...renderClock(row, nowMs),
    explanation: withOutages(row.explanation, parts),
    key: row.key,
    taskId: row.task_id,
    intervals: [...intervals(row), ...parts.map(outageInterval)].toSorted(byStart),
  };
}
