import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../support/postgres.ts';

const ROOT = join(import.meta.dirname, '../../..');
const COMMANDS = {
  api: ['--import', 'tsx', 'api/main.ts'],
  worker: ['--import', 'tsx', '--import', './worker/leanThreads.mjs', 'worker/main.ts'],
} as const;

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

/** What a process says that cannot start, and its exit code. */
function failed(name: keyof typeof COMMANDS, env: NodeJS.ProcessEnv): Promise<{ code: number | null; said: string }> {
  const child = spawn(process.execPath, COMMANDS[name], {
    cwd: ROOT,
    env: { ...process.env, DATABASE_URL: database.url, TEMPORAL_ADDRESS: inject('temporalAddress'), ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
    // One that starts all the same ends with its test.
    timeout: 60_000,
  });
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => {
    said += chunk.toString();
  });
  return new Promise((resolve) => child.once('exit', (code) => resolve({ code, said })));
}

test.each(['api', 'worker'] as const)('without its schema the %s serves nobody and takes no ticket', async (name) => {
  const { code, said } = await failed(name, { DATABASE_URL: inject('postgresUrl') });
  expect(code).toBe(1);
  expect(said).toMatch(/^The database of DATABASE_URL has no schema yet, [^\n]+`npm run migrate`[^\n]+\n$/);
});

test('an address that is not this machine’s names its own variable, not the port’s', async () => {
  const { code, said } = await failed('api', { KEFU_HTTP_PORT: '0', KEFU_HTTP_HOST: '192.0.2.1' });
  expect(code).toBe(1);
  expect(said).toBe('192.0.2.1 is no address of this machine: set KEFU_HTTP_HOST to one that is.\n');
});

test('a namespace that Temporal does not have is named in one line', async () => {
  const { code, said } = await failed('worker', { TEMPORAL_NAMESPACE: 'nosuch' });
  expect(code).toBe(1);
  expect(said).toMatch(/^No worker can be started in the namespace nosuch \(TEMPORAL_NAMESPACE\): [^\n]+\n$/);
});

test('a configuration of Temporal that cannot be read says what to mend', async () => {
  const { code, said } = await failed('worker', { TEMPORAL_PROFILE: 'nosuch' });
  expect(code).toBe(1);
  expect(said).toMatch(/^Temporal's configuration cannot be used: .+\nMend TEMPORAL_CONFIG_FILE .+\n$/);
});
