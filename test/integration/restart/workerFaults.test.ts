import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { expect, inject, test } from 'vitest';

const ROOT = join(import.meta.dirname, '../../..');

/** What a worker says that cannot start, and its exit code. */
function failedWorker(env: NodeJS.ProcessEnv): Promise<{ code: number | null; said: string }> {
  const child = spawn(process.execPath, ['--import', 'tsx', '--import', './worker/leanThreads.mjs', 'worker/main.ts'], {
    cwd: ROOT,
    env: { ...process.env, DATABASE_URL: inject('postgresUrl'), TEMPORAL_ADDRESS: inject('temporalAddress'), ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => {
    said += chunk.toString();
  });
  return new Promise((resolve) => child.once('exit', (code) => resolve({ code, said })));
}

test('a namespace that Temporal does not have is named in one line', async () => {
  const { code, said } = await failedWorker({ TEMPORAL_NAMESPACE: 'nosuch' });
  expect(code).toBe(1);
  expect(said).toMatch(/^No worker can be started in the namespace nosuch \(TEMPORAL_NAMESPACE\): [^\n]+\n$/);
});

test('a configuration of Temporal that cannot be read says what to mend', async () => {
  const { code, said } = await failedWorker({ TEMPORAL_PROFILE: 'nosuch' });
  expect(code).toBe(1);
  expect(said).toMatch(/^Temporal's configuration cannot be used: .+\nMend TEMPORAL_CONFIG_FILE .+\n$/);
});
