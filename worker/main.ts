import { DefaultLogger, type LogEntry, NativeConnection, Runtime } from '@temporalio/worker';
import { createIncidents } from '../activities/answerFollowers.ts';
import { createHandovers } from '../activities/handovers.ts';
import { createActivities } from '../activities/index.ts';
import { createLateMail } from '../activities/lateMail.ts';
import { createCalendarLooks } from '../activities/lookAtCalendar.ts';
import { createReassignments } from '../activities/reassign.ts';
import { createTimetableJobs } from '../activities/timetableJobs.ts';
import { createMailer } from '../channels/email/mailer.ts';
import { renderNotice } from '../channels/notices/render.ts';
import { loadConfig } from '../config/config.ts';
import { createLogger } from '../config/logger.ts';
import { lazyTemporal, loadTemporalConfig } from '../config/temporal.ts';
import { createDatabase } from '../db/connect.ts';
import { errorText } from '../db/errorText.ts';
import { reachDatabase } from '../db/reach.ts';
import { createTimetableSource } from '../db/repositories/timetables/timetables.ts';
import { createChores } from '../intake/chores.ts';
import { createReviewClient } from '../intake/reviewClient.ts';
import { createTicketClient } from '../intake/ticketClient.ts';
import { askForWork } from './askForWork.ts';
import { reviewPort, ticketPort } from './ports.ts';
import { runTogether, shutDown } from './runTogether.ts';
import { startSigns } from './signs.ts';
import { createWorkers } from './workers.ts';

/** What stands against starting, in one line for the one who started it. */
function endWith(fault: string): never {
  process.stderr.write(`${fault}\n`);
  process.exit(1);
}

function orEnd<T>(load: () => T): T {
  try {
    return load();
  } catch (error) {
    return endWith(errorText(error));
  }
}

const config = orEnd(loadConfig);
const { connectionOptions, namespace = 'default' } = orEnd(loadTemporalConfig);
const logger = createLogger('worker', config.logLevel);

/** The worker that only delivers has no workflows, and means it. */
const EXPECTED = /^No workflows registered/;

Runtime.install({
  logger: new DefaultLogger('WARN', ({ level, message, meta }: LogEntry) => {
    if (level === 'ERROR') logger.error(meta ?? {}, message);
    else if (!EXPECTED.test(message)) logger.warn(meta ?? {}, message);
  }),
  shutdownSignals: [],
});

const db = createDatabase(config.databaseUrl, {
  onError: (error) => logger.warn({ err: error }, 'database connection lost'),
});
// What it took from Temporal without its database it would hold, and no other worker could do it.
await reachDatabase(db).catch((error: unknown) => endWith(errorText(error)));
const timetables = createTimetableSource(db);
const LATE_MAIL_MS = 10_000;
const telling = {
  db,
  mailer: config.mailUrl === null ? null : createMailer(config.mailUrl, config.mailFrom.service),
  render: renderNotice,
  publicUrl: config.publicUrl,
};
const activities = createActivities({ timetables, ...telling });

const connection = await NativeConnection.connect(connectionOptions).catch((error: unknown) => {
  const address = connectionOptions.address ?? 'localhost:7233';
  return endWith(`Temporal cannot be reached at ${address} (TEMPORAL_ADDRESS): ${errorText(error)}`);
});
const client = lazyTemporal();
const tickets = ticketPort(createTicketClient(client));
const reviews = reviewPort(createReviewClient(client));
const jobs = createTimetableJobs({ db, timetables, tickets, reviews });
const incidents = createIncidents({ db, tickets });
const handovers = createHandovers({ db, timetables, tickets });
const reassignments = createReassignments({ db, tickets, reviews });
const looks = createCalendarLooks({ db });
const doings = { activities, jobs, incidents, handovers, reassignments, looks };
const chores = createChores(
  [{ name: 'send mail that was left behind', everyMs: LATE_MAIL_MS, run: createLateMail(telling) }],
  logger,
);
const workers = await createWorkers({ connection, namespace, ...doings }).catch((error: unknown) =>
  endWith(`No worker can be started in the namespace ${namespace} (TEMPORAL_NAMESPACE): ${errorText(error)}`),
);

let stopping = false;
function stop(signal: NodeJS.Signals): void {
  if (stopping) process.exit(1);
  stopping = true;
  logger.info({ signal }, 'worker stops');
  shutDown(workers);
}
process.on('SIGTERM', stop);
process.on('SIGINT', stop);

logger.info({ namespace }, 'worker runs');
const signs = startSigns({
  db,
  askTemporal: () => askForWork(client),
  onError: (error) => logger.warn({ err: error }, 'no sign of life could be written'),
});
chores.start();
try {
  // A worker whose polling has failed for good never recovers inside its process: end it, and a new one is started.
  await runTogether(workers);
} catch (error) {
  logger.fatal({ err: error }, 'worker failed');
  process.exitCode = 1;
} finally {
  await Promise.all([signs.stop(stopping), chores.stop()]);
  const closed = await Promise.allSettled([connection.close(), client.connection.close(), db.destroy()]);
  for (const left of closed) if (left.status === 'rejected') logger.warn({ err: left.reason }, 'not closed');
}
process.exit();
