import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '../../engine/paths.ts';
import type { ProcessName } from '../../engine/processes.ts';
import type { RunFile } from '../../engine/runFile.ts';

const LOOK_EVERY_MS = 100;
const START_LIMIT_MS = 90_000;
const STOP_LIMIT_MS = 25_000;

/** One line of demo-credentials.json. */
export interface Credential {
  readonly role: string;
  readonly name: string;
  readonly login: string | null;
  readonly password: string | null;
  readonly apiKey: string;
  readonly companyId: string | null;
  readonly companyKind: 'buyer' | 'supplier' | null;
  readonly accountId: string | null;
  readonly scopes: readonly string[] | null;
  readonly staffNo: string | null;
  readonly department: string | null;
}

export interface ServiceOptions {
  /** Keeps its data when the service stops; by default a folder of its own, removed at the end. */
  readonly dataDir?: string;
  readonly env?: NodeJS.ProcessEnv;
}

export interface Service {
  readonly httpUrl: string;
  readonly credentials: readonly Credential[];
  /** As it stood when the service was ready. */
  readonly run: RunFile;
  readonly dataDir: string;
  /** run.json as it stands now. */
  readRun(): RunFile;
  /** Everything it has printed so far. */
  output(): string;
  /** `kill -9`; resolves when another process has taken its place and the service is ready again. */
  kill(name: ProcessName): Promise<void>;
  /** Ctrl-C; resolves with the exit code. */
  stop(): Promise<number | null>;
}

export function scratchDataDir(): string {
  const folder = mkdtempSync(join(tmpdir(), 'kefu-service-'));
  chmodSync(folder, 0o755);
  return folder;
}

const FREE_PORTS = {
  KEFU_HTTP_PORT: '0',
  KEFU_TEMPORAL_PORT: '0',
  KEFU_TEMPORAL_UI_PORT: '0',
  KEFU_PG_PORT: '0',
  KEFU_SMTP_PORT: '0',
};

/** The real start command as a child of the test, with whatever it prints. */
export function spawnStart(
  dataDir: string,
  env: NodeJS.ProcessEnv = {},
): { child: ChildProcess; output: () => string } {
  const child = spawn(process.execPath, [join(ROOT, 'engine/start.mjs')], {
    cwd: ROOT,
    env: { ...process.env, ...FREE_PORTS, KEFU_DATA_DIR: dataDir, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  const collect = (chunk: Buffer): void => {
    text += chunk.toString();
  };
  child.stdout.on('data', collect);
  child.stderr.on('data', collect);
  return { child, output: () => text };
}

export function exitOf(child: ChildProcess): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve(child.exitCode);
  return new Promise((resolve) => child.once('exit', (code) => resolve(code)));
}

async function until(what: () => string, limitMs: number, holds: () => boolean | Promise<boolean>): Promise<void> {
  const end = Date.now() + limitMs;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(`not within ${limitMs / 1000} s: ${what()}`);
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
}

async function isReady(httpUrl: string): Promise<boolean> {
  try {
    return (await fetch(`${httpUrl}/health/ready`, { signal: AbortSignal.timeout(3000) })).ok;
  } catch {
    return false;
  }
}

/** Starts the whole service as `npm start` does, on free ports, and waits until it is ready. */
export async function startService(options: ServiceOptions = {}): Promise<Service> {
  const dataDir = options.dataDir ?? scratchDataDir();
  const { child, output } = spawnStart(dataDir, options.env);
  const file = join(dataDir, 'run.json');
  const readRun = (): RunFile => JSON.parse(readFileSync(file, 'utf8'));
  await until(output, START_LIMIT_MS, () => {
    if (child.exitCode !== null || child.signalCode !== null) throw new Error(`the start ended: ${output()}`);
    // A killed predecessor's file may still stand there.
    return existsSync(file) && readRun().pids.supervisor === child.pid;
  });
  const run = readRun();
  const stop = async (): Promise<number | null> => {
    child.kill('SIGINT');
    const killer = setTimeout(() => child.kill('SIGKILL'), STOP_LIMIT_MS);
    const code = await exitOf(child);
    clearTimeout(killer);
    if (options.dataDir === undefined) rmSync(dataDir, { recursive: true, force: true });
    return code;
  };
  const kill = async (name: ProcessName): Promise<void> => {
    const pid = readRun().pids[name];
    if (pid === null) throw new Error(`${name} is not ours`);
    process.kill(pid, 'SIGKILL');
    await until(
      () => `${name} back: ${output()}`,
      10_000,
      () => ![pid, null].includes(readRun().pids[name]),
    );
    await until(
      () => `ready after ${name} was killed: ${output()}`,
      40_000,
      () => isReady(run.httpUrl),
    );
  };
  const credentials: Credential[] = JSON.parse(readFileSync(join(dataDir, 'demo-credentials.json'), 'utf8'));
  return { httpUrl: run.httpUrl, credentials, run, dataDir, readRun, output, kill, stop };
}
