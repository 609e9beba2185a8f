import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import type { Command } from './processes.ts';
import { placePostgres, type Owner } from './postgresPlace.ts';
import { causeFirst, reasonOf, StartError } from './startError.ts';

const run = promisify(execFile);
const ROLE = 'kefu';
/** A UTF-8 character type is needed for trigrams of Chinese text; not every system has every locale. */
const LOCALES = [['--locale=C.UTF-8'], ['--locale=en_US.UTF-8'], []];
/** 57P03: the server recovers or shuts down; 3D000: it runs, and the database is still to be made. */
const NO_SUCH_DATABASE = '3D000';

export interface Cluster {
  readonly program: string;
  readonly folder: string;
  readonly owner: Owner | null;
  readonly password: string;
}

export interface ClusterOptions {
  /** For tests: fast, and lost when the machine dies. */
  readonly volatile?: boolean;
  readonly say?: (line: string) => void;
  /** Ends what is under way: nothing of it outlives its start. */
  readonly signal?: AbortSignal;
}

/** Makes the cluster in `<dataDir>/postgres` unless it is there. Half-made ones are made anew. */
export async function prepareCluster(dataDir: string, options: ClusterOptions = {}): Promise<Cluster> {
  const place = await placePostgres(dataDir, options.say ?? (() => undefined));
  const folder = join(place.folder, 'postgres');
  const passwordFile = join(place.folder, 'postgres.password');
  if (existsSync(join(folder, 'PG_VERSION'))) {
    return { program: place.postgres, folder, owner: place.owner, password: readFileSync(passwordFile, 'utf8').trim() };
  }
  const password = randomBytes(18).toString('hex');
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (place.owner !== null) chownSync(passwordFile, place.owner.uid, place.owner.gid);
  const draft = `${folder}.new`;
  await initialise({
    initdb: place.initdb,
    draft,
    passwordFile,
    owner: place.owner,
    options,
  });
  renameSync(draft, folder);
  return { program: place.postgres, folder, owner: place.owner, password };
}

interface Initialisation {
  readonly initdb: string;
  readonly draft: string;
  readonly passwordFile: string;
  readonly owner: Owner | null;
  readonly options: ClusterOptions;
}

async function initialise({ initdb, draft, passwordFile, owner, options }: Initialisation): Promise<void> {
  const fixed = [`--pgdata=${draft}`, `--username=${ROLE}`, `--pwfile=${passwordFile}`, '--auth=scram-sha-256'];
  const { signal, volatile = false } = options;
  let failure = '';
  for (const locale of LOCALES) {
    rmSync(draft, { recursive: true, force: true });
    mkdirSync(draft, { mode: 0o700 });
    if (owner !== null) chownSync(draft, owner.uid, owner.gid);
    try {
      const flags = [...fixed, '--encoding=UTF8', ...locale, ...(volatile ? ['--no-sync'] : [])];
      signal?.throwIfAborted();
      const running = run(initdb, flags, { ...owner, cwd: '/', env: { ...process.env, LC_MESSAGES: 'C' } });
      signal?.addEventListener('abort', () => running.child.kill(), { once: true });
      await running;
      return;
    } catch (error) {
      signal?.throwIfAborted();
      failure = causeFirst(reasonOf(error));
    }
  }
  throw new StartError(`${failure} (PostgreSQL's data folder ${draft} could not be made.)`);
}

export function postgresCommand(cluster: Cluster, port: number, settings: readonly string[] = []): Command {
  const own = [
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    'timezone=UTC',
    'shared_buffers=128MB',
    'max_connections=100',
    'synchronous_commit=on',
  ];
  return {
    name: 'postgres',
    program: cluster.program,
    args: ['-D', cluster.folder, '-p', String(port), ...[...own, ...settings].flatMap((setting) => ['-c', setting])],
    env: { ...process.env, LC_MESSAGES: 'C' },
    cwd: '/',
    owner: cluster.owner,
    // SIGINT is PostgreSQL's fast shutdown; SIGTERM would wait for every client.
    stopSignal: 'SIGINT',
    graceMs: 8000,
    parentBound: false,
  };
}

export function clusterUrl(cluster: Cluster, port: number, database: string): string {
  return `postgres://${ROLE}:${cluster.password}@127.0.0.1:${port}/${database}`;
}

/** One that runs answers at once, but for a machine that has much else to do. */
const PATIENT_MS = 30_000;

/** Runs one statement on a connection of its own, which it waits for so long. */
export async function runSql(
  url: string,
  statement: string,
  connectMs = PATIENT_MS,
): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: connectMs });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return (await client.query<Record<string, unknown>>(statement)).rows;
  } finally {
    await client.end().catch(() => undefined);
  }
}

const TRY_MS = 2000;

/** Waits until the server answers; a missing database counts as an answer. */
export async function waitForPostgres(url: string, limitMs: number): Promise<void> {
  const end = Date.now() + limitMs;
  for (;;) {
    try {
      await runSql(url, 'select 1', TRY_MS);
      return;
    } catch (error) {
      if (error instanceof pg.DatabaseError && error.code === NO_SUCH_DATABASE) return;
      if (Date.now() > end)
        throw new StartError(`PostgreSQL did not answer within ${limitMs / 1000} s: ${reasonOf(error)}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}

export async function createDatabaseIfMissing(cluster: Cluster, port: number, database: string): Promise<void> {
  const admin = clusterUrl(cluster, port, 'postgres');
  const found = await runSql(admin, `select 1 from pg_database where datname = '${database}'`);
  if (found.length === 0) await runSql(admin, `create database "${database}"`);
}

/** A database elsewhere; whoever named a wrong one is told soon. */
const FAR_MS = 10_000;

/** @throws StartError that names what is wrong with a database given by DATABASE_URL. */
export async function checkExternalDatabase(url: string): Promise<void> {
  const shown = url.replace(/\/\/[^@/]*@/, '//…@');
  try {
    const rows = await runSql(url, 'show server_version_num', FAR_MS);
    const version = Math.floor(Number(rows[0]?.['server_version_num']) / 10_000);
    if (version >= 15) return;
    throw new Error(`it is PostgreSQL ${version}, and 15 or newer is needed`);
  } catch (error) {
    throw new StartError(
      `The database of DATABASE_URL (${shown}) cannot be used: ${reasonOf(error)}\nMend the address, or unset DATABASE_URL for the embedded PostgreSQL.`,
    );
  }
}
