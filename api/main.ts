import type { Server } from 'node:http';
import type { Logger } from 'pino';
import { type DevMailbox, startDevMailbox } from '../channels/email/devMailbox.ts';
import { type Config, loadConfig } from '../config/config.ts';
import { createLogger } from '../config/logger.ts';
import { lazyTemporal } from '../config/temporal.ts';
import { createDatabase } from '../db/connect.ts';
import { errorText } from '../db/errorText.ts';
import { reachDatabase } from '../db/reach.ts';
import { orderLeavings } from '../db/repositories/people/leavers.ts';
import { findPrincipal } from '../db/repositories/people/principals.ts';
import { storeDevMail } from '../db/repositories/reading/devMailbox.ts';
import { createTimetableSource } from '../db/repositories/timetables/timetables.ts';
import { createMessages } from '../intake/messages.ts';
import { openSampled } from '../intake/openSampled.ts';
import { createReassignmentClient } from '../intake/reassignments/reassignmentClient.ts';
import { type ReassignmentDeps, startWaitingReassignments } from '../intake/reassignments/startReassignments.ts';
import { createHandoverClient } from '../intake/handoverClient.ts';
import { createReviewClient } from '../intake/reviewClient.ts';
import { createIntake } from '../intake/openTicket.ts';
import { type Chore, createChores } from '../intake/chores.ts';
import { createRelay } from '../intake/relay.ts';
import { createOverdueRounds, type OverdueDeps } from '../intake/overdue.ts';
import { sweep } from '../intake/sweep.ts';
import { startLateReviews } from '../intake/lateReviews.ts';
import { type HandoverStartDeps, startWaitingHandovers } from '../intake/rosters/startHandovers.ts';
import { createTicketClient } from '../intake/ticketClient.ts';
import { createCalendarWatch } from '../intake/timetables/calendarWatch.ts';
import { createJobClient } from '../intake/timetables/jobClient.ts';
import { startStalledJobs } from '../intake/timetables/startJobs.ts';
import { createApp } from './app.ts';
import { closed, createApiServer } from './http/server.ts';
import { createMetrics } from './metrics.ts';
import { temporalHome } from './render/temporalLink.ts';
import { unpublishedYears } from './timetables/warnings.ts';

type Database = ReturnType<typeof createDatabase>;

/** A caller has his answer, be it 503, within 3 s. */
const STATEMENT_MS = 2_000;

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}

function portFault(variable: string, port: number, error: unknown): Error {
  return new Error(
    codeOf(error) === 'EADDRINUSE'
      ? `Port ${port} is taken: set ${variable} to a free one.`
      : `Port ${port} cannot be opened (${variable}): ${errorText(error)}`,
  );
}

/** What a system says of an address that none of its interfaces has. */
const NOT_OURS: readonly unknown[] = ['EADDRNOTAVAIL', 'EAFNOSUPPORT'];

function listenFault({ httpPort, httpHost }: Config, error: unknown): Error {
  return NOT_OURS.includes(codeOf(error))
    ? new Error(`${httpHost} is no address of this machine: set KEFU_HTTP_HOST to one that is.`)
    : portFault('KEFU_HTTP_PORT', httpPort, error);
}

function listen(app: ReturnType<typeof createApp>, config: Config): Promise<Server> {
  const { httpPort: port, httpHost } = config;
  return new Promise((resolve, reject) => {
    const server = createApiServer(app.express);
    server.once('error', (error) => reject(listenFault(config, error)));
    server.listen(port, httpHost, () => resolve(server));
  });
}

async function openMailbox(config: Config, db: Database): Promise<DevMailbox | null> {
  const { embedded, smtpPort: port, mailFrom } = config;
  if (!embedded || port === null) return null;
  const ownAddresses = Object.values(mailFrom);
  return startDevMailbox({ port, ownAddresses, store: (raw) => storeDevMail(db, raw) }).catch((error: unknown) => {
    throw portFault('KEFU_SMTP_PORT', port, error);
  });
}

const START_MS = 2_000;
const OVERDUE_MS = 60_000;
const WATCH_MS = 60_000;
const LEAVERS_MS = 60_000;
const SWEEP_MS = 10 * 60_000;

/** What was asked for and could not be started at once, and what is to be removed. */
function choresOf(
  deps: Parameters<typeof startStalledJobs>[0] &
    Parameters<typeof openSampled>[0] &
    Parameters<typeof sweep>[0] &
    OverdueDeps &
    ReassignmentDeps &
    HandoverStartDeps,
  watch: ReturnType<typeof createCalendarWatch>,
): readonly Chore[] {
  return [
    { name: 'start the calendar watch', everyMs: WATCH_MS, run: () => watch.ensure() },
    { name: 'start jobs that wait', everyMs: START_MS, run: () => startStalledJobs(deps) },
    { name: 'open the reviews of samples', everyMs: START_MS, run: () => openSampled(deps) },
    { name: 'start late reviews', everyMs: START_MS, run: () => startLateReviews(deps) },
    { name: 'start reassignments', everyMs: START_MS, run: () => startWaitingReassignments(deps) },
    { name: 'see what leavers still have', everyMs: LEAVERS_MS, run: () => orderLeavings(deps.db) },
    { name: 'start hand-overs', everyMs: START_MS, run: () => startWaitingHandovers(deps) },
    { name: 'look at what is overdue', everyMs: OVERDUE_MS, run: createOverdueRounds(deps) },
    { name: 'sweep what nobody needs', everyMs: SWEEP_MS, run: () => sweep(deps) },
  ];
}

async function start(config: Config, logger: Logger): Promise<void> {
  const db = createDatabase(config.databaseUrl, {
    statementMs: STATEMENT_MS,
    onError: (error) => logger.warn({ err: error }, 'a database connection was lost'),
  });
  // Temporal is not waited for at all.
  await reachDatabase(db);
  const temporal = lazyTemporal();
  const ticketClient = createTicketClient(temporal);
  const jobs = createJobClient(temporal);
  const reassignments = createReassignmentClient(temporal);
  const reviewClient = createReviewClient(temporal);
  const handoverClient = createHandoverClient(temporal);
  const timetables = createTimetableSource(db);
  const shared = { db, ticketClient, jobs, reassignments, reviewClient, handoverClient, timetables, logger };
  const intake = createIntake(shared);
  const messages = createMessages(shared);
  const watch = createCalendarWatch(temporal, logger);
  const relay = createRelay(shared);
  const chores = createChores(choresOf(shared, watch), logger);
  const { embedded, httpHost } = config;
  const temporalUiUrl = temporalHome(config.temporalUiUrl, temporal.options.namespace);
  const app = createApp({
    ...shared,
    intake,
    messages,
    settings: { embedded, httpHost, temporalUiUrl },
    metrics: createMetrics(db),
    findPrincipal: (keyHash) => findPrincipal(db, keyHash),
  });
  const mailbox = await openMailbox(config, db);
  const server = await listen(app, config);
  server.on('error', (error) => logger.error({ err: error }, 'a connection could not be taken'));
  relay.start();
  chores.start();
  logger.info(server.address(), 'api serves');
  const years = await unpublishedYears(db).catch(() => []);
  if (years.length > 0)
    logger.warn({ years }, `limits are provisional in ${years.join(', ')}: load the notice of days off`);

  let stopping = false;
  const stop = async (signal: NodeJS.Signals): Promise<void> => {
    if (stopping) process.exit(1);
    stopping = true;
    logger.info({ signal }, 'api stops');
    app.drain();
    await closed(server);
    await Promise.all([mailbox?.close(), relay.stop(), chores.stop(), intake.stop(), messages.stop()]);
    await Promise.all([temporal.connection.close(), db.destroy()]);
    logger.info('api has stopped');
    process.exit(0);
  };
  process.on('SIGTERM', (signal) => void stop(signal));
  process.on('SIGINT', (signal) => void stop(signal));
}

try {
  const config = loadConfig();
  await start(config, createLogger('api', config.logLevel));
} catch (error) {
  // One line for whoever started it.
  process.stderr.write(`${errorText(error)}\n`);
  process.exit(1);
}
