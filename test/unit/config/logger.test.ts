import { spawnSync } from 'node:child_process';
import { existsSync, openSync } from 'node:fs';
import { expect, test } from 'vitest';
import { ROOT } from '../../../engine/paths.ts';

/** Every write to it fails, as on a disk that is full. */
const FULL = '/dev/full';

const SERVICE = `
  import { createLogger } from './config/logger.ts';
  const logger = createLogger('service', 'info');
  for (let line = 0; line < 20_000; line += 1) logger.info({ line }, 'a line that is as long as a line of a log is now and then');
  await new Promise((resolve) => setTimeout(resolve, 100));
  logger.fatal('and one that is to be written at once');
  process.stderr.write('goes on');
`;

test.runIf(existsSync(FULL))(
  'a log on a full disk loses lines, and the service goes on and ends when it is asked to',
  () => {
    const { stderr, status } = spawnSync(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', SERVICE], {
      cwd: ROOT,
      stdio: ['ignore', openSync(FULL, 'w'), 'pipe'],
      timeout: 30_000,
    });
    expect(stderr.toString()).toBe('goes on');
    expect(status).toBe(0);
  },
);
