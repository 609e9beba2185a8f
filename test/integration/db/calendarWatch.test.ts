import { afterAll, beforeAll, expect, test } from 'vitest';
import { createCalendarLooks } from '../../../activities/lookAtCalendar.ts';
import { renderNotice } from '../../../channels/notices/render.ts';
import { applyHolidayNotice } from '../../../domain/calendar/applyHolidayNotice.ts';
import { CHINA_CALENDAR } from '../../../domain/calendar/china.ts';
import { publishDraft } from '../../../intake/timetables/inForce.ts';
import { createDraft } from '../../../intake/timetables/life.ts';
import { at } from '../../support/desk.ts';
import { NOTICE_2027 } from '../../support/holidayNotices.ts';
import { createTestDatabase, type TestDatabase } from '../../support/postgres.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

const lookAt = (now: string) => createCalendarLooks({ db: database.db, now: () => at(now) }).lookAtCalendar();

async function told(): Promise<string[]> {
  const rows = await database.db.selectFrom('notices').selectAll().orderBy('created_at').orderBy('recipient').execute();
  return rows.map(({ recipient, template, params }) => `${recipient}: ${renderNotice(template, params, 'en').subject}`);
}

const MISSING_2027 = [
  'manager: The notice of days off for 2027 is not loaded',
  'teamLeader: The notice of days off for 2027 is not loaded',
];

test('until November nobody is told of the next year', async () => {
  expect(await lookAt('2026-10-31 23:00')).toEqual({ missing: [], nextAt: at('2026-11-01 09:00') });
  expect(await told()).toEqual([]);
});

test('from 1 November on manager and team leader are told, once in a year', async () => {
  expect(await lookAt('2026-11-01 09:00')).toEqual({ missing: [2027], nextAt: at('2026-11-02 09:00') });
  await lookAt('2026-11-02 09:00');
  await Promise.all([lookAt('2026-11-03 08:00'), lookAt('2026-11-03 08:00')]);
  expect(await told()).toEqual(MISSING_2027);
  await lookAt('2027-01-04 09:00');
  expect(await told()).toEqual([...MISSING_2027, ...MISSING_2027]);
});

test('and no more once it is loaded', async () => {
  const { db } = database;
  const outcome = applyHolidayNotice(CHINA_CALENDAR, NOTICE_2027);
  if ('faults' in outcome) throw new Error('the notice is not whole');
  const actor = { kind: 'system' } as const;
  const draft = { kind: 'calendar', actor, content: outcome.calendar, basedOn: null, note: '' } as const;
  const version = await createDraft(db, draft);
  await publishDraft(db, { kind: 'calendar', version, actor, reason: 'the notice of 2027', force: false });
  const before = await told();
  expect(await lookAt('2027-03-01 09:00')).toMatchObject({ missing: [] });
  expect(await told()).toEqual(before);
});
