import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDatabase } from '../../db/connect.ts';
import { migrateToLatest } from '../../db/migrate.ts';
import { findBinary } from '../../engine/binaries.ts';
import { freePort } from '../../engine/ports.ts';
import { clusterUrl, createDatabaseIfMissing, postgresCommand, runSql } from '../../engine/postgres.ts';
import { prepareCluster, waitForPostgres } from '../../engine/postgres.ts';
import { type Command, ManagedProcess } from '../../engine/processes.ts';
import { prepareLocalTemporal, temporalCommand } from '../../engine/temporal.ts';
import { type DemoCredential, seedDemo } from '../../intake/seed.ts';
import { orStopped } from './stopping.ts';

/** Cloned by each test file; nobody stays connected to it. */
export const TEMPLATE = 'kefu_template';
/** The same with the demo's people, whose passwords take long to hash. */
export const DEMO_TEMPLATE = 'kefu_demo_template';
/** How long a test waits for a server: a busy machine is no fault of what it tests. */
export const UNHURRIED_MS = 30_000;
/** Safe to lose: a test database never outlives its run. */
const VOLATILE = ['fsync=off', 'full_page_writes=off', 'synchronous_commit=off'];
/** A server that somebody set up in China. */
const LOCAL = ['timezone=Asia/Shanghai'];

function scratchFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'kefu-test-'));
  // PostgreSQL's user has to enter it where the tests run as root.
  chmodSync(folder, 0o755);
  return folder;
}

function launch(command: Command, folder: string): () => Promise<void> {
  const managed = new ManagedProcess(command, join(folder, `${command.name}.log`), {
    onPid: () => undefined,
    onDeath: (name, how) => console.warn(`the tests' ${name} ended: ${how}`),
  });
  const kill = (): void => managed.kill();
  // A file whose end hangs is ended so, without an `exit`.
  const terminated = (): void => {
    kill();
    process.kill(process.pid, 'SIGTERM');
  };
  process.once('exit', kill);
  process.once('SIGTERM', terminated);
  managed.start();
  return async () => {
    await managed.stop();
    process.off('exit', kill);
    process.off('SIGTERM', terminated);
    rmSync(folder, { recursive: true, force: true });
  };
}

/** A PostgreSQL of the run's own, with a migrated template database. */
export async function startTestPostgres(): Promise<{ url: string; stop: () => Promise<void> }> {
  const folder = scratchFolder();
  const cluster = await prepareCluster(folder, { volatile: true });
  const port = await freePort();
  const stop = launch(postgresCommand(cluster, port, [...VOLATILE, ...LOCAL]), folder);
  const url = clusterUrl(cluster, port, 'postgres');
  await orStopped(stop, () => prepareTemplate(cluster, port));
  return { url, stop };
}

async function prepareTemplate(cluster: Awaited<ReturnType<typeof prepareCluster>>, port: number): Promise<void> {
  await waitForPostgres(clusterUrl(cluster, port, 'postgres'), UNHURRIED_MS);
  await createDatabaseIfMissing(cluster, port, TEMPLATE);
  const template = createDatabase(clusterUrl(cluster, port, TEMPLATE), {
    max: 1,
    connectMs: UNHURRIED_MS,
    statementMs: UNHURRIED_MS,
  });
  try {
    await migrateToLatest(template);
  } finally {
    await template.destroy();
  }
}

/** Beside the migrated template; answers the demo's keys and passwords. */
export async function prepareDemoTemplate(postgresUrl: string): Promise<readonly DemoCredential[]> {
  await runSql(postgresUrl, `create database ${DEMO_TEMPLATE} template ${TEMPLATE}`);
  const demo = createDatabase(postgresUrl.replace(/\/postgres$/, `/${DEMO_TEMPLATE}`), {
    max: 1,
    connectMs: UNHURRIED_MS,
  });
  try {
    return (await seedDemo(demo)) ?? [];
  } finally {
    await demo.destroy();
  }
}

/** A Temporal development server in memory, with our namespace and search attributes; `settings` as `name=value` of its dynamic configuration. */
export async function startTestTemporal(
  settings: readonly string[] = [],
): Promise<{ address: string; stop: () => Promise<void> }> {
  const program = await findBinary('temporal', console.warn);
  const folder = scratchFolder();
  const grpc = await freePort();
  const command = temporalCommand(program, folder, { grpc, ui: null });
  const tuned = settings.flatMap((setting) => ['--dynamic-config-value', setting]);
  const stop = launch({ ...command, args: [...command.args, ...tuned] }, folder);
  const address = `127.0.0.1:${grpc}`;
  await orStopped(stop, () => prepareLocalTemporal(address, UNHURRIED_MS));
  return { address, stop };
}
