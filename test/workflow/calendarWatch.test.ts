import { expect, test } from 'vitest';
import type { CalendarLook } from '../../activities/lookAtCalendar.ts';
import { createCalendarWatch } from '../../intake/timetables/calendarWatch.ts';
import { replayed } from '../support/replayed.ts';
import { timeSkipping } from '../support/timeSkipping.ts';

const DAY_MS = 24 * 3_600_000;

const looks: number[] = [];

async function lookAtCalendar(): Promise<CalendarLook> {
  const now = await time.now();
  looks.push(now);
  return { missing: [2027], nextAt: new Date(now + DAY_MS).toISOString() };
}

const time = timeSkipping({ lookAtCalendar });

test('the calendar is looked at once a day, however often the watch is asked for, and no history grows', async () => {
  const watches = [createCalendarWatch(time.client), createCalendarWatch(time.client)];
  for (const watch of [...watches, ...watches]) await watch.ensure();
  const handle = time.client.workflow.getHandle('kefu-calendar-watch');
  const first = (await handle.describe()).runId;
  await time.sleep(3.5 * DAY_MS);
  expect(looks).toHaveLength(4);
  expect(looks.slice(1).map((at, n) => Math.round((at - (looks[n] ?? 0)) / DAY_MS))).toEqual([1, 1, 1]);
  const { runId, status } = await handle.describe();
  expect([status.name, runId === first]).toEqual(['RUNNING', false]);
  expect((await handle.fetchHistory()).events?.length).toBeLessThan(15);
  await replayed(handle, null);
  await handle.terminate();
});

test('a watch that was ended by force is started again by the API that started it', async () => {
  const watch = createCalendarWatch(time.client);
  const handle = time.client.workflow.getHandle('kefu-calendar-watch');
  await watch.ensure();
  await handle.terminate();
  await watch.ensure();
  expect((await handle.describe()).status.name).toBe('RUNNING');
  await handle.terminate();
});
