import { resolve } from 'node:path';
import { ROOT } from './paths.ts';
import { choosePorts } from './ports.ts';
import { hasExternalTemporal } from './temporal.ts';

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

/** @throws StartError for a taken port or a wrong value, naming the variable. */
export async function readSettings(env: NodeJS.ProcessEnv, dataDir: string): Promise<Settings> {
  const externalDatabase = env['DATABASE_URL'] || null;
  const externalTemporal = hasExternalTemporal();
  const wishes = [
    { variable: 'KEFU_HTTP_PORT', fallback: 3000 },
    { variable: 'KEFU_SMTP_PORT', fallback: 2525 },
    ...(externalDatabase === null ? [{ variable: 'KEFU_PG_PORT', fallback: 54329 }] : []),
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
