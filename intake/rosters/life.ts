import type { Kysely } from 'kysely';
import { makeHandoverId } from '../../contracts/handovers.ts';
import type { Day, Instant } from '../../contracts/instants.ts';
import type { Actor } from '../../contracts/people.ts';
import { inTransaction } from '../../db/inTransaction.ts';
import { insertHandovers, withdrawWaiting } from '../../db/repositories/shifts/handovers.ts';
import { replaceDuties } from '../../db/repositories/shifts/rosterDuties.ts';
import { tellOfRoster } from '../../db/repositories/shifts/rosterNotices.ts';
import {
  databaseNow,
  lockRosters,
  publishVersion,
  type RosterDraft,
  rosterVersions,
  writeDraft,
} from '../../db/repositories/shifts/rosters.ts';
import type { DB } from '../../db/schema/rows.ts';
import type { Timetable } from '../../domain/clocks/timetable.ts';
import type { HandoverOpening } from '../../domain/handover/state.ts';
import { dutiesOf, type Duty } from '../../domain/roster/duty.ts';
import { endOfWeek } from '../../domain/roster/week.ts';
import { judgeRoster } from './judge.ts';
import { RosterRefused } from './refused.ts';

/** Writes a week's draft and answers its version. Throws RosterRefused for one that does not hold, or a week that is over. */
export async function draftRoster(db: Kysely<DB>, draft: RosterDraft, { calendar }: Timetable): Promise<number> {
  const { week, days } = draft;
  return inTransaction(db, async (tx) => {
    await lockRosters(tx);
    refusePast(week, await databaseNow(tx));
    await judgeRoster(tx, { week, days, calendar });
    return writeDraft(tx, draft);
  });
}

export interface RosterPublication {
  readonly week: Day;
  /** Null: the draft, whichever version it is. */
  readonly version: number | null;
  readonly actor: Actor;
}

/**
 * Puts a week's draft in force: duties, hand-overs of the shifts still to end, and notices, all in one transaction. Answers what is to be
 * started. Throws RosterRefused where there is no such draft or it does not hold any more. Hours are those of the calendar of today.
 */
export async function publishRoster(
  db: Kysely<DB>,
  { week, version, actor }: RosterPublication,
  timetable: Timetable,
): Promise<readonly HandoverOpening[]> {
  const { calendar } = timetable;
  return inTransaction(db, async (tx) => {
    await lockRosters(tx);
    const now = await databaseNow(tx);
    refusePast(week, now);
    const draft = (await rosterVersions(tx, week)).find(({ status }) => status === 'draft');
    if (draft === undefined || (version !== null && version !== draft.version)) throw noDraft(week, version);
    await judgeRoster(tx, { week, days: draft.days, calendar });
    await publishVersion(tx, { week, version: draft.version, actor });
    const duties = dutiesOf(draft.days, calendar);
    await replaceDuties(tx, week, duties);
    const openings = openingsOf(duties, timetable, now);
    const kept = duties.map(({ day, shift }) => makeHandoverId(day, shift));
    await withdrawWaiting(tx, { kept, days: draft.days.map(({ day }) => day) });
    await insertHandovers(tx, openings);
    await tellOfRoster(tx, { week, version: draft.version, duties, at: now });
    return openings;
  });
}

/** A hand-over for each shift with somebody in it that has not ended. */
function openingsOf(duties: readonly Duty[], { versions: timetable }: Timetable, now: Instant): HandoverOpening[] {
  const ahead = duties.filter(({ endsAt }) => endsAt > now);
  const shifts = new Map(
    ahead.map(({ day, shift, startsAt, endsAt }) => {
      const handoverId = makeHandoverId(day, shift);
      return [handoverId, { handoverId, day, shift, startsAt, endsAt, timetable }] as const;
    }),
  );
  return [...shifts.values()];
}

function refusePast(week: Day, now: Instant): void {
  if (now < endOfWeek(week)) return;
  const detail = {
    zh: `${week} 当周已结束，排班表不再更改。`,
    en: `The week of ${week} is over; its roster stays as it is.`,
  };
  throw new RosterRefused({ code: 'state-conflict', detail });
}

function noDraft(week: Day, version: number | null): RosterRefused {
  const of = version === null ? { zh: '', en: '' } : { zh: `第 ${version} 版`, en: ` of version ${version}` };
  const detail = {
    zh: `${week} 当周没有${of.zh}草稿：请先用 PUT /v1/rosters/${week} 写入。`,
    en: `The week of ${week} has no draft${of.en}: write one with PUT /v1/rosters/${week} first.`,
  };
  return new RosterRefused({ code: 'state-conflict', detail });
}
