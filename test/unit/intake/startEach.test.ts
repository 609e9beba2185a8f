import { afterEach, describe, expect, test, vi } from 'vitest';
import type { HandoverOpening } from '../../../domain/handover/state.ts';
import { startHandovers } from '../../../intake/rosters/startHandovers.ts';
import { startEach } from '../../../intake/startEach.ts';
import { startJobs } from '../../../intake/timetables/startJobs.ts';
import { ServiceUnavailable } from '../../../intake/workflowCall.ts';

const WAITING = ['first', 'second', 'third'];

/** What was asked to start, each with the error it meets; nothing where it starts. */
function starting(faultOf: (one: string) => Error | null) {
  const asked: string[] = [];
  const start = (one: string): Promise<void> => {
    asked.push(one);
    const fault = faultOf(one);
    return fault === null ? Promise.resolve() : Promise.reject(fault);
  };
  return { asked, start };
}

const refused = (one: string): Error | null => (one === 'first' ? new Error('refused') : null);
const silent = (): Error => new ServiceUnavailable('no answer');

afterEach(() => vi.restoreAllMocks());

describe('of what waits to be started', () => {
  test('one that always fails keeps none behind it waiting', async () => {
    const { asked, start } = starting(refused);
    const faults: string[] = [];
    await startEach(WAITING, start, (one) => faults.push(one));
    expect([asked.toSorted(), faults]).toEqual([WAITING.toSorted(), ['first']]);
  });

  test('one that is never answered keeps none behind it waiting for good', async () => {
    const { asked, start } = starting((one) => (one === 'first' ? silent() : null));
    const chance = vi.spyOn(Math, 'random');
    for (const place of [0, 0.4]) {
      chance.mockReturnValue(place);
      await startEach(WAITING, start, () => undefined);
    }
    expect(asked).toEqual(['first', 'second', 'third', 'first']);
  });

  test('nothing more is asked once Temporal does not answer', async () => {
    const { asked, start } = starting(silent);
    await startEach(WAITING, start, () => undefined);
    expect(asked).toHaveLength(1);
  });
});

describe.each([
  ['jobs', (start: (id: string) => Promise<void>) => startJobs({ jobs: { start } }, WAITING)],
  [
    'hand-overs',
    (start: (id: string) => Promise<void>) => {
      // Border: only the id matters.
      const openings = WAITING.map((handoverId) => ({ handoverId }) as unknown as HandoverOpening);
      return startHandovers({ handoverClient: { start: ({ handoverId }) => start(handoverId) } }, openings);
    },
  ],
])('%s', (_what, startAll) => {
  test('are started beside one that fails', async () => {
    const { asked, start } = starting(refused);
    await startAll(start);
    expect(asked).toHaveLength(WAITING.length);
  });

  test('end their round at once where Temporal is away', async () => {
    const { asked, start } = starting(silent);
    await startAll(start);
    expect(asked).toHaveLength(1);
  });
});
