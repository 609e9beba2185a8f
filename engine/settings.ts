import { resolve } from 'node:path';
import { ConfigError, loadConfig } from '../config/config.ts';
import { loadTemporalConfig, namesTemporal } from '../config/temporal.ts';
import { ROOT } from './paths.ts';
import { choosePorts } from './ports.ts';
import { StartError } from './startError.ts';

/** What this start was asked to do: which parts are ours, and where everything listens. */
export interface Settings {
  readonly dataDir: string;
  /** Null: the embedded PostgreSQL. */
  readonly externalDatabase: string | null;
  readonly externalTemporal: boolean;
  readonly ports: {
    readonly http: number;
    readonly smtp: number;
    readonly pg: number;
    readonly temporal: number;
    readonly ui: number;
  };
}

export function resolveDataDir(env: NodeJS.ProcessEnv): string {
  return resolve(ROOT, env['KEFU_DATA_DIR'] || '.kefu');
}

/**
 * What api and worker would refuse is refused before anything is started.
 * @throws StartError that names every wrong value and what is expected there.
 */
export function checkConfiguration(env: NodeJS.ProcessEnv): void {
  const ownDatabase = { DATABASE_URL: env['DATABASE_URL'] || 'postgres://127.0.0.1/kefu' };
  try {
    loadConfig({ ...env, ...ownDatabase });
    loadTemporalConfig();
  } catch (error) {
    throw error instanceof ConfigError ? new StartError(error.message) : error;
  }
}

/** @throws StartError for a taken port, naming the variable. */
export async function readSettings(env: NodeJS.ProcessEnv, dataDir: string): Promise<Settings> {
  const externalDatabase = env['DATABASE_URL'] || null;
  const externalTemporal = namesTemporal();
  const wishes = [
    { variable: 'KEFU_HTTP_PORT', fallback: 3000 },
    ...(externalDatabase === null
      ? [
          { variable: 'KEFU_SMTP_PORT', fallback: 2525 },
          { variable: 'KEFU_PG_PORT', fallback: 54329 },
        ]
      : []),
    ...(externalTemporal
      ? []
      : [
          { variable: 'KEFU_TEMPORAL_PORT', fallback: 7233 },
          { variable: 'KEFU_TEMPORAL_UI_PORT', fallback: 8233 },
        ]),
  ];
  const chosen = await choosePorts(wishes, env);
  const port = (variable: string): number => chosen[wishes.findIndex((wish) => wish.variable === variable)] ?? 0;
  const ports = {
    http: port('KEFU_HTTP_PORT'),
    smtp: port('KEFU_SMTP_PORT'),
    pg: port('KEFU_PG_PORT'),
    temporal: port('KEFU_TEMPORAL_PORT'),
    ui: port('KEFU_TEMPORAL_UI_PORT'),
  };
  return { dataDir, externalDatabase, externalTemporal, ports };
}
