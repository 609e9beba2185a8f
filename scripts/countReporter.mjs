import { writeFileSync } from 'node:fs';

/** Leaves the counts of a vitest run for scripts/test.mjs, which prints them after everybody else has spoken. */
export default class CountReporter {
  onTestRunEnd(modules, unhandledErrors) {
    const counts = { passed: 0, failed: unhandledErrors.length, skipped: 0 };
    for (const module of modules) {
      const tests = [...module.children.allTests()];
      for (const test of tests) {
        const { state } = test.result();
        if (state === 'passed' || state === 'failed') counts[state] += 1;
        else counts.skipped += 1;
      }
      // A file that broke while it loaded has no test to fail.
      if (module.state() === 'failed' && !tests.some((test) => test.result().state === 'failed')) counts.failed += 1;
    }
    const path = process.env.KEFU_TEST_COUNTS;
    if (path) writeFileSync(path, JSON.stringify(counts));
  }
}
