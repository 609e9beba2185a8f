import express, { type Express } from 'express';
import helmet from 'helmet';
import type { ApiDeps } from './deps.ts';
import { createIdempotent } from './http/idempotent.ts';
import { Routes } from './http/routes.ts';
import { createAuthenticate } from './middleware/authenticate.ts';
import { logging } from './middleware/logging.ts';
import { measured } from './middleware/measured.ts';
import { problems, unknownRoute } from './middleware/problems.ts';
import { requestId } from './middleware/requestId.ts';
import { accountLimitRoutes } from './routes/accountLimits.ts';
import { attachmentRoutes } from './routes/attachments.ts';
import { attemptRoutes } from './routes/attempts.ts';
import { catalogRoutes } from './routes/catalog.ts';
import { contactViewRoutes } from './routes/contactViews.ts';
import { devMailboxRoutes } from './routes/devMailbox.ts';
import { docsAssets, docsRoutes } from './routes/docs.ts';
import { besideReasonRoutes } from './routes/besideReasons.ts';
import { breachReasonRoutes } from './routes/breachReasons.ts';
import { flagRoutes } from './routes/flags.ts';
import { healthRoutes, type Readiness } from './routes/health.ts';
import { dutyRoutes } from './routes/duty.ts';
import { handoverRoutes } from './routes/handovers.ts';
import { incidentRoutes } from './routes/incidents.ts';
import { inboxRoutes } from './routes/inbox.ts';
import { disputeRoutes } from './routes/disputes.ts';
import { jobRoutes } from './routes/jobs.ts';
import { messageRoutes } from './routes/messages.ts';
import { operationRoutes } from './routes/operations.ts';
import { outageRoutes } from './routes/outages.ts';
import { pageRoutes } from './routes/pages.ts';
import { roundRoutes } from './routes/rounds.ts';
import { rosterRoutes } from './routes/rosters.ts';
import { qualityReportRoutes } from './routes/qualityReport.ts';
import { reportRoutes } from './routes/reports.ts';
import { reviewSampleRoutes } from './routes/reviewSamples.ts';
import { reviewRoutes } from './routes/reviews.ts';
import { staffRoutes } from './routes/staff.ts';
import { staffOrderRoutes } from './routes/staffOrders.ts';
import { streamRoutes } from './routes/stream.ts';
import { taskRoutes } from './routes/tasks.ts';
import { ticketCommandRoutes } from './routes/ticketCommands.ts';
import { ticketRoutes } from './routes/tickets.ts';
import { timelineRoutes } from './routes/timeline.ts';
import { timetableRoutes } from './routes/timetables.ts';
import { watchedRoutes } from './routes/watched.ts';
import { createHub } from './stream/hub.ts';
import { createOpenStreams } from './stream/openStreams.ts';

export interface App {
  readonly express: Express;
  readonly routes: Routes;
  /** From now on not ready; every stream ends, and its reader comes back to another process. */
  drain(): void;
}

// No other host is ever asked for anything; swagger-ui sets styles on its elements.
const CONTENT_SECURITY = {
  useDefaults: false,
  directives: {
    'default-src': ["'self'"],
    'style-src': ["'self'", "'unsafe-inline'"],
    'img-src': ["'self'", 'data:'],
    'object-src': ["'none'"],
    'base-uri': ["'none'"],
    'frame-ancestors': ["'none'"],
  },
};

/** The whole HTTP surface on what it is given. Nothing here connects to anything before the first request. */
export function createApp(deps: ApiDeps): App {
  const readiness: Readiness = { serving: true };
  const hub = createHub(deps.db, deps.logger);
  const authenticate = createAuthenticate(deps.findPrincipal);
  const open = createOpenStreams(authenticate, deps.logger);
  const routes = new Routes(authenticate, createIdempotent(deps.db));
  ticketRoutes(routes, deps);
  timelineRoutes(routes, deps);
  attemptRoutes(routes, deps);
  attachmentRoutes(routes, deps);
  contactViewRoutes(routes, deps);
  disputeRoutes(routes, deps);
  roundRoutes(routes, deps);
  incidentRoutes(routes, deps);
  breachReasonRoutes(routes, deps);
  besideReasonRoutes(routes, deps);
  flagRoutes(routes, deps);
  accountLimitRoutes(routes, deps);
  messageRoutes(routes, deps);
  streamRoutes(routes, deps, { hub, open });
  ticketCommandRoutes(routes, deps);
  taskRoutes(routes, deps);
  staffRoutes(routes, deps);
  staffOrderRoutes(routes, deps);
  catalogRoutes(routes, deps);
  timetableRoutes(routes, deps);
  jobRoutes(routes, deps);
  inboxRoutes(routes, deps);
  outageRoutes(routes, deps);
  reportRoutes(routes, deps);
  watchedRoutes(routes, deps);
  qualityReportRoutes(routes, deps);
  reviewSampleRoutes(routes, deps);
  reviewRoutes(routes, deps);
  rosterRoutes(routes, deps);
  dutyRoutes(routes, deps);
  handoverRoutes(routes, deps);
  healthRoutes(routes, deps, readiness);
  operationRoutes(routes, deps);
  pageRoutes(routes, deps);
  devMailboxRoutes(routes, deps);
  docsRoutes(routes);
  routes.close();

  const app = express();
  app.disable('x-powered-by');
  // Versions are the tags of tickets; a tag over an answer's bytes would stand in their way.
  app.set('etag', false);
  app.use(requestId, logging(deps.logger), measured(deps.metrics));
  app.use(helmet({ contentSecurityPolicy: CONTENT_SECURITY, strictTransportSecurity: false }));
  app.use(docsAssets(), routes.router, unknownRoute, problems);
  return {
    express: app,
    routes,
    drain: () => {
      readiness.serving = false;
      hub.stop();
      open.stop();
    },
  };
}
