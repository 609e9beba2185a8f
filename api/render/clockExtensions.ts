import type { ClockDetailAnswer } from '../../contracts/schemas/clock.ts';
import type { Words } from '../../contracts/words.ts';
import type { ClockEventRow } from '../../db/repositories/reading/clockEvents.ts';
import type { ClockRow } from '../../db/repositories/reading/parts.ts';
import { CHINA_CALENDAR } from '../../domain/calendar/china.ts';
import { instantWords } from '../../domain/clocks/explaining/words.ts';
import type { Audience } from './audience.ts';
import { reasonIn } from './clockReasons.ts';
import { shown, shownOrNull } from './instant.ts';

type Extension = ClockDetailAnswer['extensions'][number];

/** The dates that people set for one clock. A customer reads why a limit was extended, and no other words of the house. */
export function extensionsOf(row: ClockRow, events: readonly ClockEventRow[], audience: Audience): Extension[] {
  return events
    .filter((event) => isOf(row, event))
    .map(({ seq, type, at, actor, data, text }) => ({
      seq,
      at: shown(at),
      by: actor.kind === 'staff' ? actor.staffNo : null,
      from: instantOr(data['from']),
      to: instantOr(data['dueAt']),
      reason: audience === 'staff' || (audience === 'customer' && type === 'extended') ? reasonIn(text) : null,
    }));
}

/** The explanation of a limit with who set its date, when, from which to which and why. */
export function withExtensions(explanation: Words, row: ClockRow, extensions: readonly Extension[]): Words {
  const notes = extensions.flatMap((extension) => noteOf(row, extension));
  return {
    zh: [explanation.zh, ...notes.map(({ zh }) => zh)].join('；'),
    en: [explanation.en, ...notes.map(({ en }) => en)].join('; '),
  };
}

function isOf(row: ClockRow, { type, at, data }: ClockEventRow): boolean {
  if (at < row.started_at || (row.stopped_at !== null && at > row.stopped_at)) return false;
  switch (type) {
    case 'extended':
      return row.id === 'RESOLVE_COMPLEX';
    case 'date-set':
      return row.id === 'RESOLVE_SPECIAL';
    case 'task-extended':
      return row.id === 'MILESTONE' && row.task_id !== null && row.task_id === data['taskId'];
    default:
      return false;
  }
}

function noteOf(row: ClockRow, { at, by, from, to, reason }: Extension): Words[] {
  if (to === null) return [];
  const [set, until, before] = [wordsAt(at), wordsAt(to), from === null ? null : wordsAt(from)];
  // Only a special ticket's date is set by its handler; the others are a supervisor's to move.
  const special = row.id === 'RESOLVE_SPECIAL';
  const who = {
    zh: by === null ? '' : `由${special ? '工号' : '主管'} ${by} `,
    en: by === null ? '' : ` by ${special ? 'staff' : 'supervisor'} ${by}`,
  };
  const why = reason === null ? { zh: '', en: '' } : { zh: `：${reason}`, en: `: ${reason}` };
  const span = {
    zh: before === null ? `定为${until.zh}` : `自${before.zh}延至${until.zh}`,
    en: before === null ? ` to ${until.en}` : ` from ${before.en} to ${until.en}`,
  };
  return [
    {
      zh: `于${set.zh}${who.zh}${span.zh}${why.zh}`,
      en: `${special ? 'date set' : 'extended'} on ${set.en}${who.en}${span.en}${why.en}`,
    },
  ];
}

function wordsAt(at: string): Words {
  return instantWords(Date.parse(at), CHINA_CALENDAR.zone);
}

function instantOr(value: ClockEventRow['data'][string] | undefined): string | null {
  return typeof value === 'string' ? shownOrNull(value) : null;
}
