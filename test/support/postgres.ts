import type { Kysely } from 'kysely';
import { inject } from 'vitest';
import { createDatabase } from '../../db/connect.ts';
import type { DB } from '../../db/schema/rows.ts';
import { runSql } from '../../engine/postgres.ts';
import { TEMPLATE, UNHURRIED_MS } from './servers.ts';

export interface TestDatabase {
  readonly db: Kysely<DB>;
  readonly url: string;
  drop(): Promise<void>;
}

let made = 0;

/** A migrated, empty database of the caller's own; `drop` it when the file's tests are done. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const admin = inject('postgresUrl');
  made += 1;
  const name = `test_${process.pid}_${made}`;
  await runSql(admin, `create database ${name} template ${TEMPLATE}`);
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
