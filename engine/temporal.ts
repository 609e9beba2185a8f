import { chmodSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Connection } from '@temporalio/client';
import { msToTs } from '@temporalio/common';
import { loadTemporalConfig } from '../config/temporal.ts';
import { indexedValueTypes, SEARCH_ATTRIBUTES } from '../contracts/searchAttributes.ts';
import type { Command } from './processes.ts';
import { reasonOf, StartError } from './startError.ts';

export const NAMESPACE = 'kefu';
/** The development server's own is one day; a closed ticket's history is looked at for longer. */
const RETENTION = '30 days';

/** One small server needs no partitions; each one costs a poller. */
const TUNING = ['matching.numTaskqueueReadPartitions=1', 'matching.numTaskqueueWritePartitions=1'];

/** Writes go to a log first: nothing is lost when the process is killed, and each of them waits for the disk once less. */
const STORAGE = ['journal_mode=wal', 'synchronous=normal'];

const DATABASE = 'temporal.db';

export interface TemporalPorts {
  readonly grpc: number;
  readonly ui: number | null;
}

/** The arguments of the development server; without a file its data is lost when it ends. */
function devServerArgs(ports: TemporalPorts, dbFile: string | null): string[] {
  const attributes = Object.entries(SEARCH_ATTRIBUTES).map(([name, kind]) => `${name}=${kind}`);
  return [
    'server',
    'start-dev',
    ['--ip', '127.0.0.1'],
    ['--port', String(ports.grpc)],
    ['--namespace', NAMESPACE],
    ['--log-level', 'warn'],
    ports.ui === null ? ['--headless'] : ['--ui-port', String(ports.ui), '--ui-disable-news-fetch'],
    dbFile === null ? [] : ['--db-filename', dbFile, ...STORAGE.flatMap((pragma) => ['--sqlite-pragma', pragma])],
    attributes.flatMap((attribute) => ['--search-attribute', attribute]),
    TUNING.flatMap((setting) => ['--dynamic-config-value', setting]),
  ].flat();
}

export function temporalCommand(program: string, dataDir: string, ports: TemporalPorts): Command {
  return {
    name: 'temporal',
    program,
    args: devServerArgs(ports, join(dataDir, DATABASE)),
    // Fewer collections for more memory: a tenth more throughput on a small machine.
    env: { GOGC: '400', ...process.env },
    cwd: dataDir,
    owner: null,
    stopSignal: 'SIGTERM',
    graceMs: 8000,
    parentBound: false,
  };
}

/** The server makes its database readable to everybody on the machine; what it puts beside it later has the mode of the database. */
export function keepPrivate(dataDir: string): void {
  const files = readdirSync(dataDir).filter((file) => file.startsWith(DATABASE));
  for (const file of files) chmodSync(join(dataDir, file), 0o600);
}

async function withConnection<T>(address: string | null, work: (connection: Connection) => Promise<T>): Promise<T> {
  const options = address === null ? loadTemporalConfig().connectionOptions : { address };
  const connection = await Connection.connect({ ...options, connectTimeout: 2000 });
  try {
    return await work(connection);
  } finally {
    await connection.close();
  }
}

/** Waits until the local server knows our namespace, and sets how long closed workflows stay visible. */
export async function prepareLocalTemporal(address: string, limitMs: number): Promise<void> {
  const end = Date.now() + limitMs;
  for (;;) {
    try {
      await withConnection(address, async ({ workflowService }) => {
        const config = { workflowExecutionRetentionTtl: msToTs(RETENTION) };
        await workflowService.updateNamespace({ namespace: NAMESPACE, config });
      });
      return;
    } catch (error) {
      if (Date.now() > end) {
        throw new StartError(`Temporal did not answer at ${address} within ${limitMs / 1000} s: ${reasonOf(error)}`);
      }
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}

/**
 * Checks the service that the environment names and registers our search attributes there where that is allowed.
 * @throws StartError when it cannot be reached or lacks the namespace.
 */
export async function prepareExternalTemporal(
  say: (line: string) => void,
): Promise<{ address: string; namespace: string }> {
  const { connectionOptions, namespace = 'default' } = loadTemporalConfig();
  const address = connectionOptions.address ?? 'localhost:7233';
  try {
    await withConnection(null, async ({ workflowService, operatorService }) => {
      await workflowService.describeNamespace({ namespace });
      try {
        const { customAttributes } = await operatorService.listSearchAttributes({ namespace });
        const missing = Object.entries(indexedValueTypes()).filter(([name]) => customAttributes[name] === undefined);
        if (missing.length === 0) return;
        await operatorService.addSearchAttributes({ namespace, searchAttributes: Object.fromEntries(missing) });
      } catch (error) {
        say(`Search attributes could not be registered, a deployment step has to: ${reasonOf(error)}`);
      }
    });
  } catch (error) {
    throw new StartError(
      `Temporal at ${address} (namespace ${namespace}) cannot be used: ${reasonOf(error)}\nMend TEMPORAL_ADDRESS and TEMPORAL_NAMESPACE, or unset them for the local development server.`,
    );
  }
  return { address, namespace };
}
