import { afterAll, beforeAll, expect, test } from 'vitest';
import { detailsOf } from '../../workflows/ticket/details.ts';
import { people } from '../support/desk.ts';
import { Rig } from '../support/rig.ts';

let rig: Rig;
beforeAll(async () => {
  rig = await Rig.create();
});
afterAll(() => rig.stop());

test('a time told to the customer comes by itself: warned near it, missed at it, told to the manager a workday later', async () => {
  const start = await rig.startOn('Mon', '10:00');
  const story = await rig.open({ category: 'ORD.PAY.VOUCHER', channel: 'phone' });
  await story.do('take-over', people.pay, {});
  const promiseBy = new Date(Date.parse(start) + 29 * 3_600_000).toISOString();
  await story.do('progress-report', people.pay, { promiseBy });
  expect(story.dueAt('PROMISE')).toBe(promiseBy);
  expect(detailsOf(story.written.state)).toContain('| PROMISE |');
  await story.passTo(story.momentAt('PROMISE', 'overdue'));
  const lines = story.written.events.filter(
    ({ type, data }) => type.startsWith('clock-') && data['clock'] === 'PROMISE',
  );
  expect(lines.map(({ type, at }) => [type, Date.parse(at) - Date.parse(promiseBy) < 1000])).toEqual([
    ['clock-warned', true],
    ['clock-breached', true],
    ['clock-overdue', false],
  ]);
  await story.do('answer', people.pay, {});
  expect(story.clock('PROMISE')).toMatchObject({ status: 'breached', breached: true });
});

test('a promise kept before its time is never heard of again', async () => {
  const start = await rig.startOn('Mon', '10:00');
  const story = await rig.open({ category: 'ORD.PAY.VOUCHER', channel: 'phone' });
  await story.do('take-over', people.pay, {});
  const promiseBy = new Date(Date.parse(start) + 5 * 3_600_000).toISOString();
  await story.do('progress-report', people.pay, { promiseBy });
  await story.do('progress-report', people.pay, {});
  expect(story.clock('PROMISE').status).toBe('met');
  await story.passTo(promiseBy);
  expect(
    story.written.events.filter(({ type, data }) => type.startsWith('clock-') && data['clock'] === 'PROMISE'),
  ).toEqual([]);
});
