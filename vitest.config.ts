import { defineConfig } from 'vitest/config';

const SECOND = 1000;

/** What a project's files stand on: nothing but our modules, processes of their own, or the servers of the run. */
type Ground = 'modules' | 'processes' | 'servers';

function project(name: string, testTimeout: number, ground: Ground) {
  return {
    test: {
      name,
      // Modules that keep nothing are loaded once for all files.
      isolate: ground !== 'modules',
      include: [`test/${name}/**/*.test.ts`],
      testTimeout,
      // What comes by itself comes later on a busy machine: a poll gives up with its test, not after a second of its own.
      expect: { poll: { timeout: testTimeout / 3 } },
      hookTimeout: 90 * SECOND,
      ...(ground === 'servers'
        ? { globalSetup: ['test/support/globalSetup.ts'], setupFiles: ['test/support/setup.ts'] }
        : {}),
    },
  };
}

export default defineConfig({
  test: {
    // At the top: projects that differ in it refuse to run together.
    maxWorkers: 2,
    projects: [
      project('unit', 60 * SECOND, 'modules'),
      project('architecture', 60 * SECOND, 'modules'),
      project('workflow', 90 * SECOND, 'servers'),
      project('replay', 60 * SECOND, 'servers'),
      project('integration', 90 * SECOND, 'servers'),
      project('model', 240 * SECOND, 'servers'),
      project('e2e', 180 * SECOND, 'processes'),
    ],
  },
});
