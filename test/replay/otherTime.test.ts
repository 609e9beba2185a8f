import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode, DefaultLogger, Worker } from '@temporalio/worker';
import { beforeAll, describe, expect, test } from 'vitest';
import { recordedHistories } from '../support/histories.ts';

const path = (file: string): string => fileURLToPath(new URL(file, import.meta.url));

/** Everything that says how long a limit is, or which day is off. */
const OF_TIME = [
  '../../domain/clocks/standardPolicy.ts',
  '../../domain/calendar/china.ts',
  '../../domain/clocks/timetable.ts',
];

describe('after a change of the calendar and the policy every recorded history replays', () => {
  let workflowBundle: { code: string };

  beforeAll(async () => {
    workflowBundle = await bundleWorkflowCode({
      workflowsPath: path('../../workflows/index.ts'),
      logger: new DefaultLogger('ERROR'),
      webpackConfigHook: (config) => {
        const before = config.resolve?.alias ?? {};
        if (Array.isArray(before)) throw new Error('the bundler keeps its aliases otherwise now');
        const noTimetable = fileURLToPath(new URL('./tampered/noTimetable.ts', import.meta.url));
        const unreadable = Object.fromEntries(OF_TIME.map((file) => [path(file), noTimetable]));
        return { ...config, resolve: { ...config.resolve, alias: { ...before, ...unreadable } } };
      },
    });
  });

  test.each([...recordedHistories('ticket'), ...recordedHistories('timetableJob')])(
    '$name',
    async ({ name, history }) => {
      await expect(Worker.runReplayHistory({ workflowBundle }, history, name)).resolves.toBeUndefined();
    },
  );

  test('among them is a ticket that was re-planned while it ran', () => {
    const taken = recordedHistories('ticket').flatMap(({ history }) =>
      (history.events ?? []).map(
        ({ workflowExecutionUpdateAcceptedEventAttributes: accepted }) => accepted?.acceptedRequest?.input?.name,
      ),
    );
    expect(taken).toContain('replan');
  });
});
