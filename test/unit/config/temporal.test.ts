import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ConfigError } from '../../../config/config.ts';
import { loadTemporalConfig, namesTemporal } from '../../../config/temporal.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kefu-temporal-'));
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

function fileWith(content: string): void {
  const path = join(folder, 'temporal.toml');
  writeFileSync(path, content);
  vi.stubEnv('TEMPORAL_CONFIG_FILE', path);
}

test('a service is named by the variables, or by the profile of the file', () => {
  fileWith('[profile.default]\naddress = "temporal.example:7233"\nnamespace = "kefu"\n');
  expect(namesTemporal()).toBe(true);
  expect(loadTemporalConfig()).toMatchObject({
    namespace: 'kefu',
    connectionOptions: { address: 'temporal.example:7233' },
  });
});

test.each([
  ['a file that is no TOML', () => fileWith('address = ')],
  [
    'a profile that is not there',
    () => {
      fileWith('[profile.default]\n');
      vi.stubEnv('TEMPORAL_PROFILE', 'nosuch');
    },
  ],
])('%s: said in two lines, with what to mend', (_, set) => {
  set();
  for (const load of [loadTemporalConfig, namesTemporal]) {
    expect(load).toThrow(ConfigError);
    expect(load).toThrow(/^Temporal's configuration cannot be used: .+\nMend TEMPORAL_CONFIG_FILE .+$/);
  }
});
