import { join } from 'node:path';
import { findBinary } from './binaries.ts';
import { type Addresses, childEnv } from './childEnv.ts';
import { ourCommand } from './commands.ts';
import { followLog } from './followLog.ts';
import * as postgres from './postgres.ts';
import { type Command, ManagedProcess, PROCESS_NAMES, type ProcessName } from './processes.ts';
import { buildOurCode } from './ourCode.ts';
import type { Progress } from './progress.ts';
import { DataDirLock, removeRunFile, type RunFile, writeRunFile } from './runFile.ts';
import { migrate, seedEmbedded } from './seed.ts';
import { checkConfiguration, readSettings, resolveDataDir, type Settings } from './settings.ts';
import { causeFirst, StartError } from './startError.ts';
import { printSummary } from './summary.ts';
import { keepPrivate, NAMESPACE, prepareExternalTemporal, prepareLocalTemporal, temporalCommand } from './temporal.ts';

const SERVER_LIMIT_MS = 30_000;
const READY_LIMIT_MS = 90_000;
const HOPELESS_DEATHS = 5;
const LOOK_EVERY_MS = 100;

/** The Temporal service of the environment, or the program of one to be started here. */
type FoundTemporal =
  { readonly external: { readonly address: string; readonly namespace: string } } | { readonly program: string };

function hopeless({ name, logFile, tail }: { name: ProcessName; logFile: string; tail: string }): StartError {
  return new StartError(`${name} does not start: ${causeFirst(tail)}\nThe end of ${logFile}:\n${tail}`);
}

/** Starts PostgreSQL, Temporal, worker and API in order, keeps them alive, and stops them in the opposite order. */
export class Supervisor {
  readonly #progress: Progress;
  readonly #fromSources: boolean;
  readonly #processes = new Map<ProcessName, ManagedProcess>();
  readonly #pids = new Map<ProcessName, number>();
  #settings: Settings | null = null;
  #lock: DataDirLock | null = null;
  #addresses: Addresses | null = null;
  #stopping: Promise<void> | null = null;
  #cluster: Promise<postgres.Cluster> | null = null;
  readonly #abort = new AbortController();
  #giveUp: (reason: StartError) => void = () => undefined;

  /** With `fromSources` api and worker run as the sources stand at each of their starts. */
  constructor(progress: Progress, { fromSources }: { fromSources: boolean }) {
    this.#progress = progress;
    this.#fromSources = fromSources;
  }

  /** Resolves when the service is ready. @throws StartError with what to mend; `stop` cleans up then as well. */
  async start(): Promise<void> {
    const inVain = new Promise<never>((_, reject) => {
      this.#giveUp = reject;
    });
    await Promise.race([this.#startAll(), inVain]);
  }

  async #startAll(): Promise<void> {
    const { say } = this.#progress;
    const settings = await this.#claim();
    const found = await this.#findTemporal(settings);
    const [databaseUrl, temporal, built] = await Promise.all([
      this.#startDatabase(settings),
      this.#startTemporal(settings, found),
      this.#fromSources ? null : buildOurCode(),
    ]);
    const addresses: Addresses = {
      httpUrl: `http://127.0.0.1:${settings.ports.http}`,
      temporalAddress: temporal.address,
      temporalUiUrl: temporal.uiUrl,
      databaseUrl,
      smtpUrl: settings.externalDatabase === null ? `smtp://127.0.0.1:${settings.ports.smtp}` : null,
    };
    const env = childEnv(settings, addresses, temporal.namespace);
    for (const name of ['worker', 'api'] as const) {
      const { logFile } = this.#run(ourCommand(name, env, built));
      followLog(logFile, (line) => say(`${name}: ${line}`));
    }
    await this.#waitUntilReady(addresses.httpUrl);
    if (this.#stopping !== null) return;
    this.#addresses = addresses;
    this.#publish();
    say('ready');
    printSummary({ ...addresses, pids: this.#allPids() }, settings.dataDir);
  }

  /** Stops everything in order and removes what marks a running service. Safe at any time, and twice. */
  stop(): Promise<void> {
    this.#stopping ??= this.#stopAll();
    return this.#stopping;
  }

  killAll(): void {
    this.#abort.abort();
    for (const one of this.#processes.values()) one.kill();
    this.#forget();
  }

  restartOurs(): void {
    for (const name of ['worker', 'api'] as const) this.#processes.get(name)?.restart();
  }

  /** Holds the data folder first: what a killed start has left there still holds its ports. */
  async #claim(): Promise<Settings> {
    checkConfiguration(process.env);
    const dataDir = resolveDataDir(process.env);
    this.#lock = await DataDirLock.take(dataDir, this.#progress.say);
    const settings = await readSettings(process.env, dataDir);
    this.#settings = settings;
    return settings;
  }

  /** What others bring is asked for before anything is written: a start refused for it leaves no trace. */
  async #findTemporal({ externalDatabase, externalTemporal }: Settings): Promise<FoundTemporal> {
    const { say } = this.#progress;
    if (externalDatabase !== null) {
      await this.#progress.step('PostgreSQL of DATABASE_URL answers', () =>
        postgres.checkExternalDatabase(externalDatabase),
      );
    }
    if (!externalTemporal) return { program: await findBinary('temporal', say) };
    const external = await prepareExternalTemporal(say);
    say(`Temporal at ${external.address}, namespace ${external.namespace}`);
    return { external };
  }

  async #startDatabase({ externalDatabase, dataDir, ports }: Settings): Promise<string> {
    const { say } = this.#progress;
    if (externalDatabase !== null) {
      await this.#progress.step('database schema up to date', () => migrate(externalDatabase));
      return externalDatabase;
    }
    this.#cluster = postgres.prepareCluster(dataDir, { say, signal: this.#abort.signal });
    const cluster = await this.#cluster;
    this.#run(postgres.postgresCommand(cluster, ports.pg));
    const url = postgres.clusterUrl(cluster, ports.pg, 'kefu');
    await postgres.waitForPostgres(url, SERVER_LIMIT_MS);
    await postgres.createDatabaseIfMissing(cluster, ports.pg, 'kefu');
    say(`PostgreSQL on port ${ports.pg}`);
    await this.#progress.step('database schema up to date', () => migrate(url));
    if (await seedEmbedded(url, dataDir)) say('demo data written');
    return url;
  }

  async #startTemporal(
    settings: Settings,
    found: FoundTemporal,
  ): Promise<{ address: string; namespace: string; uiUrl: string | null }> {
    if ('external' in found) return { ...found.external, uiUrl: process.env['KEFU_TEMPORAL_UI_URL'] || null };
    const { temporal: grpc, ui } = settings.ports;
    this.#run(temporalCommand(found.program, settings.dataDir, { grpc, ui }));
    const address = `127.0.0.1:${grpc}`;
    await prepareLocalTemporal(address, SERVER_LIMIT_MS);
    keepPrivate(settings.dataDir);
    this.#progress.say(`Temporal on port ${grpc}, its web UI on port ${ui}`);
    return { address, namespace: NAMESPACE, uiUrl: `http://127.0.0.1:${ui}` };
  }

  #run(command: Command): ManagedProcess {
    const dataDir = this.#settings?.dataDir ?? '.';
    const managed = new ManagedProcess(command, join(dataDir, 'logs', `${command.name}.log`), {
      onPid: (name, pid) => this.#onPid(name, pid),
      onDeath: (_, how) => this.#onDeath(managed, how),
    });
    this.#processes.set(command.name, managed);
    if (this.#stopping === null) managed.start();
    return managed;
  }

  #onDeath(process: ManagedProcess, how: string): void {
    const { name, logFile } = process;
    this.#progress.say(`${name} ended (${how}): starting it again, see logs/${name}.log`);
    if (process.quickDeaths >= HOPELESS_DEATHS) this.#giveUp(hopeless({ name, logFile, tail: process.tail(12) }));
  }

  #onPid(name: ProcessName, pid: number | null): void {
    if (pid === null) this.#pids.delete(name);
    else this.#pids.set(name, pid);
    if (this.#stopping !== null) return;
    this.#lock?.note(name, pid);
    if (pid !== null) this.#publish();
  }

  #allPids(): RunFile['pids'] {
    const pid = (name: ProcessName): number | null => this.#pids.get(name) ?? null;
    return {
      supervisor: process.pid,
      api: pid('api'),
      worker: pid('worker'),
      temporal: pid('temporal'),
      postgres: pid('postgres'),
    };
  }

  #publish(): void {
    if (this.#settings === null || this.#addresses === null) return;
    writeRunFile(this.#settings.dataDir, { ...this.#addresses, pids: this.#allPids() });
  }

  async #waitUntilReady(httpUrl: string): Promise<void> {
    const end = Date.now() + READY_LIMIT_MS;
    let last = 'no answer yet';
    while (this.#stopping === null) {
      try {
        const answer = await fetch(`${httpUrl}/health/ready`, { signal: AbortSignal.timeout(5000) });
        last = await answer.text();
        if (answer.ok) return;
      } catch {
        // Not listening yet.
      }
      if (Date.now() > end) throw new StartError(`Not ready after ${READY_LIMIT_MS / 1000} s: ${last}`);
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
    }
  }

  async #stopAll(): Promise<void> {
    this.#abort.abort();
    await this.#cluster?.catch(() => undefined);
    for (const name of PROCESS_NAMES) await this.#processes.get(name)?.stop();
    this.#forget();
  }

  #forget(): void {
    if (this.#lock === null) return;
    removeRunFile(resolveDataDir(process.env));
    this.#lock.release();
  }
}
