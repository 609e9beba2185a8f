import { describe, expect, test } from 'vitest';
import { type Standing, withStanding } from '../../../domain/clocks/explaining/standingWords.ts';
import { at } from './clock.ts';

const EXPLANATION = { zh: '自11月3日起；时限11月4日', en: 'from 3 Nov; limit 4 Nov' };
const stoppedAt = at('2025-11-06T15:20:00');
const stands = (standing: Partial<Standing>): Standing => ({
  id: 'RESOLVE_COMPLEX',
  status: 'running',
  stoppedAt: null,
  breached: false,
  pauses: [],
  ...standing,
});
const told = (standing: Partial<Standing>) => withStanding(EXPLANATION, stands(standing));

describe('how a limit stands is told first', () => {
  test('and not at all while it simply runs', () => {
    expect(told({})).toEqual(EXPLANATION);
  });

  test.each<[Partial<Standing>, string, string]>([
    [{ breached: true }, '已超时，尚未完成', 'Missed, and not done yet'],
    [{ id: 'PROMISE', breached: true }, '已超时，尚未兑现', 'Missed, and not kept yet'],
    [{ status: 'met', stoppedAt }, '已于2025年11月6日（周四）15:20按时完成', 'Done in time on Thu 6 Nov 2025 15:20'],
    [{ id: 'PROMISE', status: 'met', stoppedAt }, '已于2025年11月6日（周四）15:20按时兑现', 'Kept in time on'],
    [
      { status: 'breached', breached: true, stoppedAt },
      '已超时，2025年11月6日（周四）15:20才完成',
      'Missed: done only on',
    ],
    [{ status: 'lapsed', stoppedAt }, '已于2025年11月6日（周四）15:20期满', 'Ran out on Thu 6 Nov 2025 15:20'],
    [{ status: 'cancelled', stoppedAt }, '已于2025年11月6日（周四）15:20取消', 'Called off on Thu 6 Nov 2025 15:20'],
    [
      { status: 'cancelled', breached: true, stoppedAt, because: { zh: '撤回', en: 'the ticket was withdrawn' } },
      '已于2025年11月6日（周四）15:20取消（撤回），此前已超时',
      'Called off on Thu 6 Nov 2025 15:20 (the ticket was withdrawn), after it was missed',
    ],
  ])('%j', (standing, zh, en) => {
    const words = told(standing);
    expect(words.zh).toMatch(new RegExp(`^${zh}.*。${EXPLANATION.zh}$`));
    expect(words.en.startsWith(en)).toBe(true);
    expect(words.en.endsWith(`. ${EXPLANATION.en}`)).toBe(true);
  });

  const paused = (more: Partial<Standing>): Partial<Standing> => ({
    status: 'paused',
    pauses: [
      { to: stoppedAt, why: 'dispute' },
      { to: null, why: 'material' },
    ],
    ...more,
  });
  test.each<[Partial<Standing>, string, string]>([
    [paused({}), '，恢复后时限按暂停的工作日顺延', '; the limit moves by the workdays'],
    [paused({ id: 'PROGRESS_SYNC' }), '，恢复后重新计时', '; it starts anew'],
    [paused({ breached: true }), '，此前已超时', '; it was missed before'],
  ])('while it stands still with what it waits for and what becomes of it: %j', (standing, zh, en) => {
    const words = told(standing);
    expect(words.zh.startsWith(`现因等待客户补充材料暂停计时${zh}。`)).toBe(true);
    expect(words.en.startsWith(`Standing still now, waiting for the customer${en}`)).toBe(true);
  });

  test('also where nothing explains the limit', () => {
    expect(withStanding({ zh: '', en: '' }, stands({ status: 'lapsed', stoppedAt })).zh).toMatch(/期满$/);
  });
});
