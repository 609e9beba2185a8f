import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { printSummary } from '../../../engine/summary.ts';

const RUN = {
  httpUrl: 'http://127.0.0.1:3000',
  temporalAddress: '127.0.0.1:7233',
  temporalUiUrl: null,
  databaseUrl: 'postgres://127.0.0.1',
  smtpUrl: null,
  pids: { supervisor: 1, api: 2, worker: 3, temporal: null, postgres: null },
};
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kefu-summary-'));
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true });
});

function printed(): string {
  const log = vi.spyOn(console, 'log').mockReturnValue();
  printSummary(RUN, folder);
  return log.mock.calls.flat().join('\n');
}

test('a newcomer sees with which key he is who, and nothing that is asked for nowhere', () => {
  const nobody = { login: 'x', password: 'never-shown', staffNo: null, accountId: null };
  const people = [
    { ...nobody, role: 'mainAccount', accountId: 'A100101', apiKey: 'kf_main' },
    { ...nobody, role: 'agent', staffNo: '1001', apiKey: 'kf_agent' },
    { ...nobody, role: 'integration', apiKey: 'kf_shop' },
  ];
  writeFileSync(join(folder, 'demo-credentials.json'), JSON.stringify(people));
  const text = printed();
  expect(text).toMatch(/mainAccount +A100101 +kf_main\n +agent +1001 +kf_agent\n +integration +- +kf_shop\n/);
  expect(text).not.toMatch(/password|never-shown/);
});

test('without people of the demo there is no table', () => {
  expect(printed()).not.toMatch(/API key|demo-credentials/);
});
