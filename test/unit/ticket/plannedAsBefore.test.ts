import { patched } from '@temporalio/workflow';
import { beforeEach, expect, test, vi } from 'vitest';
import type { TicketState } from '../../../domain/ticket/state.ts';
import { plannedAsBefore } from '../../../workflows/ticket/patches/limits.ts';
import { Desk } from '../../support/desk.ts';

vi.mock('@temporalio/workflow', async (original) => ({ ...(await original<object>()), patched: vi.fn(() => true) }));
beforeEach(() => vi.mocked(patched).mockClear());

const DUE = '2025-11-10T10:00:00.000Z';

/** A ticket whose limit goes on after a pause, with a moment to come or just gone. */
function resumed(): { readonly before: TicketState; readonly after: TicketState } {
  const { state } = new Desk({ category: 'ORD.PAY.FAILED' });
  const at = (status: 'paused' | 'running') => ({
    ...state,
    clocks: state.clocks.slice(0, 1).map((clock) => ({
      ...clock,
      status,
      doneUntil: null,
      plan: { targetAt: null, dueAt: DUE, provisional: false, moments: [{ at: DUE, kind: 'due' as const, step: 1 }] },
    })),
  });
  return { before: at('paused'), after: at('running') };
}

test('which rules a limit kept after its pause is asked by the instant of the decision, whatever the time is after its record', () => {
  const { before, after } = resumed();
  vi.useFakeTimers({ now: Date.parse('2025-11-10T10:00:05.000Z') });
  expect(plannedAsBefore(before, after, '2025-11-10T09:59:59.000Z')).toBe(after);
  expect(patched).not.toHaveBeenCalled();
  plannedAsBefore(before, after, '2025-11-10T10:00:00.000Z');
  expect(patched).toHaveBeenCalledOnce();
  vi.useRealTimers();
});
