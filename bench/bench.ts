import type { Kysely } from 'kysely';
import { createDatabase } from '../db/connect.ts';
import type { DB } from '../db/schema/rows.ts';
import { NAMESPACE } from '../engine/temporal.ts';
import { type Service, startService } from '../test/support/service.ts';
import { BenchDesk } from './desk.ts';
import { EngineView } from './engine.ts';
import { type Production, startProduction } from './production.ts';
import type { MeasuredPids } from './measure/usage.ts';
import type { Plan } from './plan.ts';

/** A hundred thousand tickets are copied in one statement. */
const COPYING_MS = 300_000;

/** Everything a measurement may need: the running service, and the ways to look at it. */
export interface Bench {
  readonly plan: Plan;
  readonly desk: BenchDesk;
  readonly engine: EngineView;
  readonly db: Kysely<DB>;
  readonly databaseUrl: string;
  readonly temporalAddress: string;
  /** As they are now: a process that died has another one. */
  readonly pids: () => MeasuredPids;
  close(): Promise<void>;
}

/** The real service with a data folder and ports of its own; both are gone after `close`. */
export async function startBench(plan: Plan): Promise<Bench> {
  const production = plan.production === null ? null : await startProduction(plan.production);
  const env = production === null ? {} : environmentOf(production);
  const service: Service = await startService({ env: { ...env, KEFU_LOG_LEVEL: 'warn' } });
  const desk = new BenchDesk(service);
  const engine = await EngineView.connect(service.run);
  const { databaseUrl, temporalAddress } = service.run;
  const db = createDatabase(databaseUrl, { max: 1, statementMs: COPYING_MS });
  return {
    plan,
    desk,
    engine,
    db,
    databaseUrl,
    temporalAddress,
    pids: () => ({ ...service.readRun().pids, ...production?.pids }),
    close: async () => {
      desk.close();
      await Promise.all([engine.close(), db.destroy()]);
      await service.stop();
      await production?.stop();
    },
  };
}

function environmentOf({ temporalAddress }: Production): NodeJS.ProcessEnv {
  return { TEMPORAL_ADDRESS: temporalAddress, TEMPORAL_NAMESPACE: NAMESPACE };
}
