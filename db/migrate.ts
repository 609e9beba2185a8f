import { pathToFileURL } from 'node:url';
import { type Kysely, type Migration, type MigrationResult, Migrator } from 'kysely';
import type { DB } from './schema/rows.ts';
import { createDatabase } from './connect.ts';
import { errorText } from './errorText.ts';
import * as foundation from './migrations/0001_foundation.ts';
import * as timetables from './migrations/0002_timetables.ts';
import * as outages from './migrations/0003_outages.ts';
import * as jobs from './migrations/0004_jobs.ts';
import * as attempts from './migrations/0005_attempts.ts';
import * as reviews from './migrations/0006_reviews.ts';
import * as disputes from './migrations/0007_disputes.ts';
import * as causes from './migrations/0009_causes.ts';
import * as accountLimits from './migrations/0010_accountLimits.ts';
import * as agents from './migrations/0011_agents.ts';
import * as rosters from './migrations/0012_rosters.ts';
import * as corrections from './migrations/0013_corrections.ts';
import * as filesAndContacts from './migrations/0014_filesAndContacts.ts';
import * as orders from './migrations/0015_orders.ts';
import * as workerSigns from './migrations/0017_workerSigns.ts';
import * as evidenceFiles from './migrations/0018_evidenceFiles.ts';
import * as seniorsAndLateComplaints from './migrations/0019_seniorsAndLateComplaints.ts';
import * as jobLimits from './migrations/0020_jobLimits.ts';
import * as keysAndIndexes from './migrations/0021_keysAndIndexes.ts';
import * as decisions from './migrations/0022_decisions.ts';
import * as holders from './migrations/0023_holders.ts';
import * as jobLimitChanges from './migrations/0024_jobLimitChanges.ts';
import * as openPromises from './migrations/0025_openPromises.ts';
import * as lookups from './migrations/0026_lookups.ts';
import * as saidIn from './migrations/0027_saidIn.ts';
import * as replanLimits from './migrations/0028_replanLimits.ts';
import * as complaintsUnderWay from './migrations/0029_complaintsUnderWay.ts';
import * as incidentAnswers from './migrations/0030_incidentAnswers.ts';
import * as writtenAt from './migrations/0031_writtenAt.ts';
import * as filesAndMails from './migrations/0032_filesAndMails.ts';
import * as catchingUp from './migrations/0033_catchingUp.ts';
import * as messagesKeepWhatTheyTell from './migrations/0034_messagesKeepWhatTheyTell.ts';
import * as duties from './migrations/0035_duties.ts';
import * as failedMails from './migrations/0036_failedMails.ts';
import * as listsInOrder from './migrations/0037_listsInOrder.ts';
import * as reassignmentsUnderWay from './migrations/0038_reassignmentsUnderWay.ts';
import * as wishedSamples from './migrations/0039_wishedSamples.ts';
import { ensureStandardTimetable } from './repositories/timetables/standardTimetable.ts';

/** Named here one by one, so that a build without the source folder has them too. */
const MIGRATIONS: Readonly<Record<string, Migration>> = {
  '0001_foundation': foundation,
  '0002_timetables': timetables,
  '0003_outages': outages,
  '0004_jobs': jobs,
  '0005_attempts': attempts,
  '0006_reviews': reviews,
  '0007_disputes': disputes,
  '0009_causes': causes,
  '0010_accountLimits': accountLimits,
  '0011_agents': agents,
  '0012_rosters': rosters,
  '0013_corrections': corrections,
  '0014_filesAndContacts': filesAndContacts,
  '0015_orders': orders,
  '0017_workerSigns': workerSigns,
  '0018_evidenceFiles': evidenceFiles,
  '0019_seniorsAndLateComplaints': seniorsAndLateComplaints,
  '0020_jobLimits': jobLimits,
  '0021_keysAndIndexes': keysAndIndexes,
  '0022_decisions': decisions,
  '0023_holders': holders,
  '0024_jobLimitChanges': jobLimitChanges,
  '0025_openPromises': openPromises,
  '0026_lookups': lookups,
  '0027_saidIn': saidIn,
  '0028_replanLimits': replanLimits,
  '0029_complaintsUnderWay': complaintsUnderWay,
  '0030_incidentAnswers': incidentAnswers,
  '0031_writtenAt': writtenAt,
  '0032_filesAndMails': filesAndMails,
  '0033_catchingUp': catchingUp,
  '0034_messagesKeepWhatTheyTell': messagesKeepWhatTheyTell,
  '0035_duties': duties,
  '0036_failedMails': failedMails,
  '0037_listsInOrder': listsInOrder,
  '0038_reassignmentsUnderWay': reassignmentsUnderWay,
  '0039_wishedSamples': wishedSamples,
};

/** A large table may be written anew. */
const MIGRATION_MS = 3_600_000;

/** Connections on which a migration may take its time; a table in use is waited for as briefly as elsewhere. */
export function databaseToMigrate(databaseUrl: string): Kysely<DB> {
  return createDatabase(databaseUrl, { max: 2, statementMs: MIGRATION_MS });
}

/**
 * Brings the schema up to date and puts the built-in calendar and policy in it; several processes may call it at once (the migrator locks).
 * Answers the names of what was applied; throws the database's own error, with nothing half applied.
 */
export async function migrateToLatest(db: Kysely<DB>): Promise<readonly string[]> {
  const migrator = new Migrator({ db, provider: { getMigrations: () => Promise.resolve({ ...MIGRATIONS }) } });
  const { error, results } = await migrator.migrateToLatest();
  if (error !== undefined) throw migrationError(error, results ?? []);
  await ensureStandardTimetable(db);
  return (results ?? []).filter((result) => result.status === 'Success').map((result) => result.migrationName);
}

/** The database was made by a newer version, or by one in between: it has migrations that this one does not. */
export class ForeignMigrations extends Error {}

function migrationError(error: unknown, results: readonly MigrationResult[]): Error {
  const failed = results.find((result) => result.status === 'Error');
  const reason = errorText(error);
  if (reason.startsWith('corrupted migrations')) {
    const remedy = 'start the version that made it, or take another database';
    return new ForeignMigrations(`This database was made by another version (${reason}): ${remedy}.`);
  }
  if (failed === undefined) return error instanceof Error ? error : new Error(reason);
  return new Error(`migration ${failed.migrationName} failed: ${reason}`, { cause: error });
}

async function main(): Promise<void> {
  const databaseUrl = process.env['DATABASE_URL'];
  if (databaseUrl === undefined || databaseUrl === '') {
    console.error('migrate: DATABASE_URL is not set; expected postgres://user:password@host:5432/database');
    process.exitCode = 1;
    return;
  }
  const db = databaseToMigrate(databaseUrl);
  try {
    const applied = await migrateToLatest(db);
    console.log(applied.length === 0 ? 'migrate: the schema is up to date' : `migrate: applied ${applied.join(', ')}`);
  } catch (error) {
    console.error(`migrate: ${errorText(error)} (${withoutPassword(databaseUrl)})`);
    process.exitCode = 1;
  } finally {
    await db.destroy();
  }
}

function withoutPassword(databaseUrl: string): string {
  const url = URL.canParse(databaseUrl) ? new URL(databaseUrl) : null;
  return url === null ? 'DATABASE_URL is not a URL' : `${url.host}${url.pathname}`;
}

const entry = process.argv[1];
if (entry !== undefined && import.meta.url === pathToFileURL(entry).href) await main();
