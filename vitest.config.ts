import { defineConfig } from 'vitest/config';

const SECOND = 1000;

function project(name: string, testTimeout: number, needsServers: boolean) {
  return {
    test: {
      name,
      include: [`test/${name}/**/*.test.ts`],
      testTimeout,
      // What comes by itself comes later on a busy machine: a poll gives up with its test, not after a second of its own.
      expect: { poll: { timeout: testTimeout / 3 } },
      hookTimeout: 90 * SECOND,
      ...(needsServers ? { globalSetup: ['test/support/globalSetup.ts'], setupFiles: ['test/support/setup.ts'] } : {}),
    },
  };
}

export default defineConfig({
  test: {
    // At the top: projects that differ in it refuse to run together.
    maxWorkers: 2,
    projects: [
      project('unit', 20 * SECOND, false),
      project('architecture', 60 * SECOND, false),
      project('workflow', 90 * SECOND, true),
      project('replay', 60 * SECOND, true),
      project('integration', 90 * SECOND, true),
      project('model', 240 * SECOND, true),
      project('e2e', 180 * SECOND, false),
    ],
  },
});
