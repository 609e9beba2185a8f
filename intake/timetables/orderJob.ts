import type { Kysely } from 'kysely';
import type { ErrorCode, FieldError } from '../../contracts/errors.ts';
import type { JobKind, JobSelection } from '../../contracts/jobs.ts';
import type { Words } from '../../contracts/words.ts';
import type { Actor } from '../../contracts/people.ts';
import { insertJob } from '../../db/repositories/timetables/jobs.ts';
import { unknownTickets } from '../../db/repositories/timetables/jobTickets.ts';
import type { Contents, TimetableKind } from '../../db/repositories/timetables/timetables.ts';
import { readVersion } from '../../db/repositories/timetables/timetableVersions.ts';
import type { DB } from '../../db/schema/rows.ts';
import { isKnownZone } from '../../domain/calendar/zoneOffsets.ts';
import { findCategory } from '../../domain/catalog/categories.ts';
import { KINDS } from './kinds.ts';
import type { Deed } from './life.ts';
import type { LostYears } from './lostYears.ts';
import { conflict, TimetableRefused } from './refused.ts';
import { STATUS_WORDS } from './statusWords.ts';

export interface JobOrder {
  readonly kind: JobKind;
  /** Null: each limit keeps its own. */
  readonly calendar: number | null;
  readonly policy: number | null;
  /** Null: all tickets. */
  readonly selection: JobSelection | null;
  readonly actor: Actor;
  /** Shown with the job and with what it did to each ticket. */
  readonly reason?: string | null;
}

/**
 * Writes a job down and answers its id; it is started afterwards. Throws TimetableRefused for an unknown version, a re-plan to one that was
 * never published, and a selection that names nothing or what does not exist.
 */
export async function orderJob(db: Kysely<DB>, order: JobOrder): Promise<string> {
  const { kind, calendar, policy, selection, actor, reason = null } = order;
  if (calendar === null && policy === null)
    throw wrong('timetable-invalid', '', {
      zh: '日历版本、时限规则版本，或两者',
      en: 'the version of a calendar, of a policy, or of both',
    });
  if (selection !== null) await checkSelection(db, kind, selection);
  const contents: Partial<Contents> = {
    ...(calendar === null ? {} : { calendar: await contentOf(db, kind, { of: 'calendar', version: calendar }) }),
    ...(policy === null ? {} : { policy: await contentOf(db, kind, { of: 'policy', version: policy }) }),
  };
  return insertJob(db, { kind, calendar, policy, contents, selection: selection ?? {}, actor, reason });
}

/** The re-plan by a version of those open tickets whose limits were told as provisional. */
export function replanOfProvisional({ kind, version, actor, reason }: ReasonedDeed): JobOrder {
  const versions = { calendar: null, policy: null, [kind]: version };
  return { kind: 'replan', ...versions, selection: { provisional: true }, actor, reason };
}

/** The re-plan that makes provisional again what lost the notice of its year. */
export function provisionalAgain(
  { years, zone }: LostYears,
  deed: { readonly version: number; readonly actor: Actor; readonly reason: string },
): JobOrder {
  const { version, actor, reason } = deed;
  return { kind: 'replan', calendar: version, policy: null, selection: { finalIn: { years, zone } }, actor, reason };
}

type ReasonedDeed = Deed<TimetableKind> & { readonly reason: string };

const NAMES: Readonly<Record<TimetableKind, Words>> = {
  calendar: { zh: '日历', en: 'calendar' },
  policy: { zh: '时限规则', en: 'policy' },
};

async function contentOf<K extends TimetableKind>(
  db: Kysely<DB>,
  kind: JobKind,
  { of, version }: { readonly of: K; readonly version: number },
): Promise<Contents[K]> {
  const found = await readVersion(db, of, version);
  if (found === null)
    throw wrong(
      'unknown-reference',
      `/${of}`,
      { zh: `${NAMES[of].zh}的版本号`, en: `the number of a ${NAMES[of].en} version` },
      String(version),
    );
  if (kind === 'replan' && found.status !== 'published')
    throw conflict({
      zh: `${NAMES[of].zh}版本 ${version} ${STATUS_WORDS[found.status].zh}；只有已发布的版本可以套用。请改作推演，或先发布。`,
      en: `${NAMES[of].en} ${version} is ${STATUS_WORDS[found.status].en}; only a published version can be applied. Ask for a what-if, or publish it.`,
    });
  return KINDS[of].whole(found.content);
}

async function checkSelection(db: Kysely<DB>, kind: JobKind, selection: JobSelection): Promise<void> {
  if (Object.values(selection).every((part) => part === undefined))
    throw wrong('timetable-invalid', '/selection', {
      zh: '至少一个条件；全部工单则不写 selection',
      en: 'at least one condition, or no selection for all tickets',
    });
  for (const [name, part] of Object.entries(selection))
    if (Array.isArray(part) && part.length === 0)
      throw wrong('timetable-invalid', `/selection/${name}`, {
        zh: '至少一项，或省略',
        en: 'at least one, or left out',
      });
  const { categories = [], ticketNos = [], from, to, finalIn } = selection;
  if (finalIn !== undefined && !isKnownZone(finalIn.zone))
    throw wrong(
      'timetable-invalid',
      '/selection/finalIn/zone',
      { zh: 'IANA 时区名，例如 Asia/Shanghai', en: 'an IANA time zone, as Asia/Shanghai' },
      finalIn.zone,
    );
  if (kind === 'replan' && (from !== undefined || to !== undefined))
    throw wrong('timetable-invalid', `/selection/${from === undefined ? 'to' : 'from'}`, {
      zh: '省略：重新计算适用于任何时间的未结工单',
      en: 'nothing: a re-plan is for open tickets of any age',
    });
  if (from !== undefined && to !== undefined && Date.parse(to) <= Date.parse(from))
    throw wrong('timetable-invalid', '/selection/to', {
      zh: '晚于 /selection/from 的时刻',
      en: 'an instant after /selection/from',
    });
  const noCategory = categories.findIndex((code) => findCategory(code) === null);
  if (noCategory >= 0)
    throw wrong(
      'unknown-reference',
      `/selection/categories/${noCategory}`,
      { zh: '分类代码', en: 'the code of a category' },
      categories[noCategory],
    );
  const [unknown] = ticketNos.length === 0 ? [] : await unknownTickets(db, ticketNos);
  if (unknown !== undefined)
    throw wrong(
      'unknown-reference',
      `/selection/ticketNos/${ticketNos.indexOf(unknown)}`,
      { zh: '工单编号', en: 'the number of a ticket' },
      unknown,
    );
}

function wrong(code: ErrorCode, pointer: string, expected: Words, got?: string): TimetableRefused {
  const fault: FieldError = { pointer, expected, ...(got === undefined ? {} : { got }) };
  return new TimetableRefused({ code, detail: { zh: '任务不成立。', en: 'The job does not hold.' }, errors: [fault] });
}
