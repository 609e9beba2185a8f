import { describe, expect, test } from 'vitest';
import { renderCatalog } from '../../../api/render/catalog.ts';
import { catalogSchema } from '../../../contracts/schemas/catalog.ts';
import { CHINA_CALENDAR } from '../../../domain/calendar/china.ts';
import { isClockRuleId, CLOCK_RULES } from '../../../domain/clocks/rules.ts';
import { STANDARD_POLICY } from '../../../domain/clocks/standardPolicy.ts';

const timetable = { versions: { calendar: 1, policy: 1 }, calendar: CHINA_CALENDAR, policy: STANDARD_POLICY };
const { clocks } = renderCatalog(timetable, 'staff');
const row = (id: string) => clocks.find((clock) => clock.id === id);

describe('the table of clocks', () => {
  test.each(Object.keys(CLOCK_RULES).filter(isClockRuleId))(
    '%s says what starts it, what ends it, and what time counts',
    (id) => {
      const clock = row(id);
      for (const words of [clock?.starts, clock?.stops, clock?.calendar, ...(clock?.pausable ? [clock.pauses] : [])]) {
        expect(words?.zh).toMatch(/\p{Script=Han}/u);
        expect(words?.en).toMatch(/^[^\p{Script=Han}]+$/u);
      }
    },
  );

  test('a row is whole: start, end, pauses, calendar and ladder', () => {
    expect(row('RESOLVE_COMPLEX')).toMatchObject({
      starts: { zh: '工单受理' },
      stops: { zh: '给出答复' },
      pauses: { zh: expect.stringContaining('顺延') },
      calendar: { code: 'workdays' },
      told: { near: ['owner'], target: ['owner'], due: ['owner', 'supervisor'], overdue: ['manager'] },
    });
    expect(row('EMAIL_FIRST_REPLY')?.pauses).toBeNull();
    expect(row('DISPUTE_EVIDENCE')?.calendar.code).toBe('round-the-clock');
    expect(row('URGE_REPLY')?.calendar.code).toBe('open-hours');
    expect(row('REOPEN_WINDOW')?.calendar.code).toBe('calendar-days');
    expect(row('SHIFT_HANDOVER')?.calendar.code).toBe('shifts');
  });

  test('names the profiles that set a clock, in force or not', () => {
    expect(row('ONLINE_STRICT')).toMatchObject({ profiles: ['strict'], profile: null });
    expect(row('ONLINE_REPLY')?.profiles).toEqual([]);
  });

  test('who hears of what is no customer’s to see', () => {
    const seen = renderCatalog(timetable, 'customer');
    expect(seen.clocks.every(({ told }) => told === null)).toBe(true);
    expect(catalogSchema.safeParse(seen).success).toBe(true);
  });

  test('by the policy in force, also its profile', () => {
    const told = { due: ['teamLeader'] } as const;
    const profiles = { quick: { RESOLVE_SIMPLE: { told, length: { kind: 'elapsed', hours: 8 } } } } as const;
    const quick = renderCatalog({ ...timetable, policy: { ...STANDARD_POLICY, profile: 'quick', profiles } }, 'staff');
    expect(quick.clocks.find(({ id }) => id === 'RESOLVE_SIMPLE')).toMatchObject({
      calendar: { code: 'round-the-clock' },
      told: { near: [], target: [], due: ['teamLeader'], overdue: [] },
    });
  });
});
