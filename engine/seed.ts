import { join } from 'node:path';
import { writeAtomically } from './files.ts';
import { StartError } from './startError.ts';

/** Brings the schema up to date, in the process that starts everything: a failed migration stops the start. */
export async function migrate(databaseUrl: string): Promise<void> {
  const { databaseToMigrate, ForeignMigrations, migrateToLatest } = await import('../db/migrate.ts');
  const db = databaseToMigrate(databaseUrl);
  try {
    await migrateToLatest(db);
  } catch (error) {
    throw error instanceof ForeignMigrations ? new StartError(error.message) : error;
  } finally {
    await db.destroy();
  }
}

/** Fills an empty embedded database with the demo and keeps its sign-ins; says whether it did. */
export async function seedEmbedded(databaseUrl: string, dataDir: string): Promise<boolean> {
  const [{ createDatabase }, { seedDemo }] = await Promise.all([
    import('../db/connect.ts'),
    import('../intake/seed.ts'),
  ]);
  const db = createDatabase(databaseUrl, { max: 2 });
  try {
    const path = join(dataDir, 'demo-credentials.json');
    const seeded = await seedDemo(db, (credentials) => {
      writeAtomically(path, `${JSON.stringify(credentials, null, 2)}\n`);
    });
    return seeded !== null;
  } finally {
    await db.destroy();
  }
}
