import { defineConfig } from 'vitest/config';

const SECOND = 1000;

interface Ground {
  /** The files of a process load their modules once, one file after the other. */
  readonly shared: boolean;
  /** They stand on the servers of the run. */
  readonly servers: boolean;
}

function project(name: string, testTimeout: number, { shared, servers }: Ground) {
  return {
    test: {
      name,
      isolate: !shared,
      include: [`test/${name}/**/*.test.ts`],
      testTimeout,
      // What comes by itself comes later on a busy machine: a poll gives up with its test, not after a second of its own.
      expect: { poll: { timeout: testTimeout / 3 } },
      hookTimeout: 90 * SECOND,
      ...(servers ? { globalSetup: ['test/support/globalSetup.ts'], setupFiles: ['test/support/setup.ts'] } : {}),
    },
  };
}

export default defineConfig({
  test: {
    // At the top: projects that differ in it refuse to run together.
    maxWorkers: 2,
    projects: [
      project('unit', 60 * SECOND, { shared: true, servers: false }),
      project('architecture', 60 * SECOND, { shared: true, servers: false }),
      project('workflow', 90 * SECOND, { shared: false, servers: true }),
      project('replay', 60 * SECOND, { shared: false, servers: true }),
      project('integration', 90 * SECOND, { shared: true, servers: true }),
      project('model', 240 * SECOND, { shared: false, servers: true }),
      project('e2e', 180 * SECOND, { shared: false, servers: false }),
    ],
  },
});
