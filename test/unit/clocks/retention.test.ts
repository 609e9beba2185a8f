import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { retentionOf } from '../../../domain/clocks/planning/retention.ts';
import { STANDARD_TIMETABLE } from '../../../domain/clocks/timetable.ts';
import { at } from '../../support/desk.ts';

const kept = (archivedAt: string, disputed = false) => retentionOf({ archivedAt, disputed }, STANDARD_TIMETABLE);

describe('how long a record is kept', () => {
  test.each([
    ['2025-11-07 15:00', '2027-11-08 00:00', '2028-11-08 00:00'],
    ['2024-02-29 23:59', '2026-03-01 00:00', '2027-03-01 00:00'],
  ])('archived at %s: through the same date two years later, with a dispute three', (archived, usual, disputed) => {
    expect(kept(at(archived))).toEqual({ keptUntil: at(usual), hold: null });
    expect(kept(at(archived), true)).toEqual({ keptUntil: at(disputed), hold: 'dispute' });
  });

  test('a policy that keeps everything longer holds a dispute no shorter', () => {
    const { policy } = STANDARD_TIMETABLE;
    const rule = { ...policy.clocks.RETENTION, length: { kind: 'months', n: 60 } as const };
    const longer = { ...STANDARD_TIMETABLE, policy: { ...policy, clocks: { ...policy.clocks, RETENTION: rule } } };
    const archivedAt = at('2025-11-07 15:00');
    expect(retentionOf({ archivedAt, disputed: true }, longer)).toEqual({
      keptUntil: at('2030-11-08 00:00'),
      hold: null,
    });
  });

  test('a dispute never shortens it, and whatever was archived later is kept no shorter', () => {
    const instant = fc.date({ min: new Date('2024-01-01'), max: new Date('2030-12-31'), noInvalidDate: true });
    fc.assert(
      fc.property(instant, instant, fc.boolean(), (one, other, disputed) => {
        const [earlier, later] = [one, other].toSorted((a, b) => a.getTime() - b.getTime()).map((d) => d.toISOString());
        if (earlier === undefined || later === undefined) throw new Error('two instants');
        const until = (archived: string, inDispute: boolean) => String(kept(archived, inDispute).keptUntil);
        expect(until(earlier, true) > until(earlier, false)).toBe(true);
        expect(until(later, disputed) >= until(earlier, disputed)).toBe(true);
      }),
    );
  });
});
