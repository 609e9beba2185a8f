import { execFile } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Connection } from '@temporalio/client';
import { msToTs } from '@temporalio/common';
import { stringify } from 'yaml';
import { freePort } from '../engine/ports.ts';
import { type Cluster, clusterUrl, createDatabaseIfMissing, postgresCommand } from '../engine/postgres.ts';
import { prepareCluster, waitForPostgres } from '../engine/postgres.ts';
import { type Command, ManagedProcess, type ProcessName } from '../engine/processes.ts';
import { NAMESPACE } from '../engine/temporal.ts';

const run = promisify(execFile);
const LIMIT_MS = 60_000;
const STORES = ['temporal', 'temporal_visibility'] as const;
const SERVICES = ['frontend', 'history', 'matching', 'worker'] as const;

/** Temporal's production server, with a PostgreSQL of its own. */
export interface Production {
  readonly temporalAddress: string;
  readonly pids: Readonly<Record<'temporal' | 'temporalStore', number | null>>;
  stop(): Promise<void>;
}

/** `programs` is a folder with `server` and `sql`, as `go install go.temporal.io/server/cmd/server` and `…/cmd/tools/sql` make them. */
export async function startProduction(programs: string): Promise<Production> {
  const folder = mkdtempSync(join(tmpdir(), 'kefu-production-'));
  // PostgreSQL's user has to enter it where the bench runs as root.
  chmodSync(folder, 0o755);
  const pids: Record<'temporal' | 'temporalStore', number | null> = { temporal: null, temporalStore: null };
  const running: ManagedProcess[] = [];
  const launch = (command: Command): void => {
    const managed = new ManagedProcess(command, join(folder, `${command.name}.log`), {
      onPid: (name: ProcessName, pid) => {
        pids[name === 'postgres' ? 'temporalStore' : 'temporal'] = pid;
      },
      onDeath: (name, how) => console.warn(`${name} ended: ${how}`),
    });
    process.once('exit', () => managed.kill());
    managed.start();
    running.unshift(managed);
  };

  const cluster = await prepareCluster(folder);
  const port = await freePort();
  launch(postgresCommand(cluster, port, ['max_connections=200']));
  await waitForPostgres(clusterUrl(cluster, port, 'postgres'), LIMIT_MS);
  for (const store of STORES) await makeStore(join(programs, 'sql'), { cluster, port, store });
  const ports = Object.fromEntries(
    await Promise.all(SERVICES.map(async (name) => [name, [await freePort(), await freePort()]] as const)),
  );
  const config = join(folder, 'temporal.yaml');
  writeFileSync(join(folder, 'dynamic.yaml'), stringify(ONE_PARTITION));
  writeFileSync(config, stringify(configOf({ cluster, port, ports, folder })));
  launch(temporalCommand(join(programs, 'server'), config, folder));
  const temporalAddress = `127.0.0.1:${ports['frontend']?.[0]}`;
  await registerNamespace(temporalAddress);
  return {
    temporalAddress,
    pids,
    stop: async () => {
      for (const managed of running) await managed.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

interface Store {
  readonly cluster: Cluster;
  readonly port: number;
  readonly store: (typeof STORES)[number];
}

async function makeStore(tool: string, { cluster, port, store }: Store): Promise<void> {
  await createDatabaseIfMissing(cluster, port, store);
  const { username, password } = new URL(clusterUrl(cluster, port, store));
  const at = ['--plugin', 'postgres12', '--ep', '127.0.0.1', '-p', String(port), '-u', username, '--pw', password];
  const schema = store === 'temporal' ? 'temporal' : 'visibility';
  await run(tool, [...at, '--db', store, 'setup-schema', '-v', '0.0']);
  await run(tool, [...at, '--db', store, 'update-schema', '--schema-name', `postgresql/v12/${schema}`]);
}

/** As the development server is started, so that both are compared under the same settings. */
const ONE_PARTITION = {
  'matching.numTaskqueueReadPartitions': [{ value: 1 }],
  'matching.numTaskqueueWritePartitions': [{ value: 1 }],
};

interface Place {
  readonly cluster: Cluster;
  readonly port: number;
  readonly ports: Readonly<Record<string, readonly number[]>>;
  readonly folder: string;
}

function configOf({ cluster, port, ports, folder }: Place): object {
  const { username, password } = new URL(clusterUrl(cluster, port, ''));
  const sql = (databaseName: string) => ({
    pluginName: 'postgres12',
    databaseName,
    connectAddr: `127.0.0.1:${port}`,
    connectProtocol: 'tcp',
    user: username,
    password,
    maxConns: 20,
    maxIdleConns: 20,
  });
  const [frontendPort] = ports['frontend'] ?? [];
  return {
    log: { stdout: true, level: 'warn' },
    persistence: {
      defaultStore: 'default',
      visibilityStore: 'visibility',
      numHistoryShards: 4,
      datastores: { default: { sql: sql('temporal') }, visibility: { sql: sql('temporal_visibility') } },
    },
    global: { membership: { maxJoinDuration: '30s', broadcastAddress: '127.0.0.1' } },
    services: Object.fromEntries(
      SERVICES.map((name) => {
        const [grpcPort, membershipPort] = ports[name] ?? [];
        return [name, { rpc: { grpcPort, membershipPort, bindOnLocalHost: true } }];
      }),
    ),
    clusterMetadata: {
      enableGlobalNamespace: false,
      failoverVersionIncrement: 10,
      masterClusterName: 'active',
      currentClusterName: 'active',
      clusterInformation: {
        active: {
          enabled: true,
          initialFailoverVersion: 1,
          rpcName: 'frontend',
          rpcAddress: `127.0.0.1:${frontendPort}`,
        },
      },
    },
    dynamicConfigClient: { filepath: join(folder, 'dynamic.yaml'), pollInterval: '60s' },
  };
}

function temporalCommand(program: string, config: string, folder: string): Command {
  return {
    name: 'temporal',
    program,
    args: ['--config-file', config, '--allow-no-auth', 'start'],
    env: { GOGC: '400', ...process.env },
    cwd: folder,
    owner: null,
    stopSignal: 'SIGTERM',
    graceMs: 15_000,
    parentBound: false,
  };
}

async function registerNamespace(address: string): Promise<void> {
  const end = Date.now() + LIMIT_MS;
  for (;;) {
    try {
      const connection = await Connection.connect({ address, connectTimeout: 2000 });
      try {
        await connection.workflowService.registerNamespace({
          namespace: NAMESPACE,
          workflowExecutionRetentionPeriod: msToTs('1 day'),
        });
        // A namespace is known everywhere only after the caches of it were made anew.
        await new Promise((resolve) => setTimeout(resolve, 11_000));
        return;
      } finally {
        await connection.close();
      }
    } catch (error) {
      if (Date.now() > end) throw error;
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
  }
}
