import type { TestProject } from 'vitest/node';
import { findBinary } from '../../engine/binaries.ts';
import type { DemoCredential } from '../../intake/seed.ts';
import { buildFastBundle, buildTestBundle } from './bundle.ts';
import { prepareDemoTemplate, startTestPostgres, startTestTemporal } from './servers.ts';
import { orStopped } from './stopping.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** An administrator's connection to the run's PostgreSQL; tests clone the template there. */
    postgresUrl: string;
    /** Of whoever is in the template with people. */
    demoCredentials: readonly DemoCredential[];
    temporalAddress: string;
    testServerPath: string;
    /** The workflows, bundled once for the run: `workflowBundle: { codePath }` of a worker. */
    workflowBundlePath: string;
  }
}

type Stop = () => Promise<void>;
type Part = (project: TestProject) => Promise<Stop | null>;

const postgres: Part = async (project) => {
  const server = await startTestPostgres();
  project.provide('postgresUrl', server.url);
  project.provide('demoCredentials', await orStopped(server.stop, () => prepareDemoTemplate(server.url)));
  return server.stop;
};
const temporal: Part = async (project) => {
  const server = await startTestTemporal();
  project.provide('temporalAddress', server.address);
  return server.stop;
};
const timeSkipping: Part = async (project) => {
  project.provide('testServerPath', await findBinary('testServer', console.warn));
  return null;
};
const bundle: Part = async (project) => {
  const { path, remove } = await buildTestBundle();
  project.provide('workflowBundlePath', path);
  return remove;
};

const fastBundle: Part = async (project) => {
  const { path, remove } = await buildFastBundle();
  project.provide('workflowBundlePath', path);
  return remove;
};

const PARTS: Readonly<Record<string, readonly Part[]>> = {
  workflow: [timeSkipping, bundle],
  replay: [bundle],
  integration: [postgres, temporal, bundle],
  model: [postgres, fastBundle],
};

/** Starts what the project's tests stand on, once per run; only for projects that have a test to run. */
export default async function setup(project: TestProject): Promise<Stop> {
  const outcomes = await Promise.allSettled((PARTS[project.name] ?? []).map((start) => start(project)));
  const stopAll = async (): Promise<void> => {
    const stops = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? (outcome.value ?? []) : []));
    await Promise.all(stops.map((stop) => stop()));
  };
  const failed = outcomes.find((outcome) => outcome.status === 'rejected');
  if (failed === undefined) return stopAll;
  await stopAll();
  throw failed.reason;
}
