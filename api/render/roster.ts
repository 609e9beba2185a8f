import type { OnDutyAnswer, StaffedShiftAnswer } from '../../contracts/schemas/duty.ts';
import type { RosterAnswer, RosterItemAnswer, RosterVersionAnswer } from '../../contracts/schemas/roster.ts';
import type { NamedStaff } from '../../db/repositories/people/people.ts';
import type { StartRow } from '../../db/repositories/reading/shiftStart.ts';
import type { RosterRow } from '../../db/repositories/shifts/rosters.ts';
import type { Duty } from '../../domain/roster/duty.ts';
import { renderActor } from './event.ts';
import { shown, shownOrNull } from './instant.ts';

function renderVersion(row: RosterRow): RosterAnswer['history'][number] {
  return {
    version: row.version,
    status: row.status,
    note: row.note,
    writtenBy: renderActor(row.written_by),
    writtenAt: shown(row.written_at),
    publishedBy: row.published_by === null ? null : renderActor(row.published_by),
    publishedAt: shownOrNull(row.published_at),
  };
}

function renderWhole(row: RosterRow | undefined): RosterVersionAnswer | null {
  return row === undefined ? null : { ...renderVersion(row), days: row.days.map((day) => ({ ...namesOf(day) })) };
}

function namesOf({ day, ONCALL, DAY, LATE, REST }: RosterRow['days'][number]): RosterVersionAnswer['days'][number] {
  return { day, ONCALL: [...ONCALL], DAY: [...DAY], LATE: [...LATE], REST: [...REST] };
}

/** A week's roster; drafts are for those who write them. */
export function renderRoster(week: string, rows: readonly RosterRow[], writes: boolean): RosterAnswer {
  const of = (status: RosterRow['status']): RosterRow | undefined => rows.find((row) => row.status === status);
  const known = writes ? rows : rows.filter(({ published_at }) => published_at !== null);
  return {
    week,
    inForce: renderWhole(of('published')),
    draft: writes ? renderWhole(of('draft')) : null,
    history: known.map(renderVersion),
    links: { self: `/v1/rosters/${week}` },
  };
}

export function renderRosterItem(row: RosterRow): RosterItemAnswer {
  return { week: row.week, ...renderVersion(row), links: { self: `/v1/rosters/${row.week}` } };
}

/** The people of one shift; null where nobody is rostered. */
export function renderShift(duties: readonly Duty[], people: readonly NamedStaff[]): StaffedShiftAnswer | null {
  const [first] = duties;
  if (first === undefined) return null;
  const { day, shift, startsAt, endsAt } = first;
  return { day, shift, startsAt: shown(startsAt), endsAt: shown(endsAt), people: peopleOf(duties, people) };
}

/** In the order of the roster; whoever has left since is not on duty. */
export function peopleOf(duties: readonly Duty[], people: readonly NamedStaff[]): OnDutyAnswer['onDuty'] {
  return duties.flatMap(({ staffNo }) => people.find((person) => person.staffNo === staffNo) ?? []);
}

const START_LABELS = {
  exception: { zh: '昨日以来的超时或订单异常', en: 'Limit missed or order exception since yesterday' },
  'left-message': { zh: '留言待回复', en: 'Left message to be answered' },
} as const;

export function renderStart({ ticketNo, kind, subject, dueAt }: StartRow): OnDutyAnswer['startWith'][number] {
  return {
    ticketNo,
    kind,
    label: START_LABELS[kind],
    subject,
    dueAt: shownOrNull(dueAt),
    self: `/v1/tickets/${ticketNo}`,
  };
}
