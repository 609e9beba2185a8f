import type { Kysely } from 'kysely';
import { inject } from 'vitest';
import { createDatabase } from '../../db/connect.ts';
import type { DB } from '../../db/schema/rows.ts';
import { runSql } from '../../engine/postgres.ts';
import type { DemoCredential } from '../../intake/seed.ts';
import { DEMO_TEMPLATE, TEMPLATE, UNHURRIED_MS } from './servers.ts';

export interface TestDatabase {
  readonly db: Kysely<DB>;
  readonly url: string;
  drop(): Promise<void>;
}

let made = 0;

/** A migrated, empty database of the caller's own; `drop` it when the file's tests are done. */
export function createTestDatabase(): Promise<TestDatabase> {
  return cloned(TEMPLATE);
}

/** The same with the demo's people in it, and their keys and passwords. */
export async function createDemoDatabase(): Promise<
  TestDatabase & { readonly credentials: readonly DemoCredential[] }
> {
  return { ...(await cloned(DEMO_TEMPLATE)), credentials: inject('demoCredentials') };
}

async function cloned(template: string): Promise<TestDatabase> {
  const admin = inject('postgresUrl');
  made += 1;
  const name = `test_${process.pid}_${made}`;
  await runSql(admin, `create database ${name} template ${template}`);
  const url = admin.replace(/\/postgres$/, `/${name}`);
  const db = createDatabase(url, { connectMs: UNHURRIED_MS });
  return {
    db,
    url,
    drop: async () => {
      await db.destroy();
      await runSql(admin, `drop database ${name} with (force)`);
    },
  };
}
