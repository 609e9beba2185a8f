import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { bundleWorkflowCode, DefaultLogger } from '@temporalio/worker';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const WORKFLOWS = join(ROOT, 'workflows/index.ts');
const PREBUILT = join(ROOT, 'workflow-bundle.js');
const CACHE = join(ROOT, '.cache');
/** Everything that the workflows are made of, and what may change how they are put together. */
const SOURCES = ['workflows', 'domain', 'contracts', 'worker/workflowBundle.ts', 'package-lock.json'];

function filesUnder(path: string): string[] {
  return readdirSync(path, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

function fingerprint(): string {
  const hash = createHash('sha256');
  const files = SOURCES.map((name) => join(ROOT, name)).flatMap((path) =>
    statSync(path).isFile() ? [path] : filesUnder(path),
  );
  for (const file of files.sort()) hash.update(file).update(readFileSync(file));
  return hash.digest('hex').slice(0, 16);
}

/**
 * All workflows as one piece of code. Their modules are loaded once for all tickets and not once for each, which they may
 * be because none of them keeps anything (test/architecture/sandbox.test.ts): a third less work for each opening.
 */
export async function bundleWorkflows(interceptors: readonly string[] = []): Promise<string> {
  const { code } = await bundleWorkflowCode({
    workflowsPath: WORKFLOWS,
    preloadModules: [WORKFLOWS],
    workflowInterceptorModules: [...interceptors],
    logger: new DefaultLogger('WARN'),
  });
  return code;
}

/** A bundle's file, and under which name its worker stands in a history: the same for the same code. */
export interface BundleFile {
  readonly codePath: string;
  readonly buildId: string;
}

/**
 * The workflows in one file: the built one in production; in a checkout it is put together once for each state of the
 * sources, so a worker that was killed is back in a second.
 */
export async function workflowBundle(): Promise<BundleFile> {
  const codePath = existsSync(PREBUILT) ? PREBUILT : await bundleOfSources();
  return { codePath, buildId: createHash('sha256').update(readFileSync(codePath)).digest('hex').slice(0, 8) };
}

/** Put together by a process of its own: the bundler's memory would otherwise be the worker's for as long as it lives. */
async function bundleOfSources(): Promise<string> {
  const path = join(CACHE, `workflows-${fingerprint()}.js`);
  if (existsSync(path)) return path;
  mkdirSync(CACHE, { recursive: true });
  for (const old of readdirSync(CACHE).filter((name) => name.startsWith('workflows-'))) rmSync(join(CACHE, old));
  // Under a name of its own first: another worker may be reading.
  const draft = `${path}.${process.pid}`;
  await promisify(execFile)(process.execPath, ['--import', 'tsx', join(ROOT, 'worker/bundle.ts'), draft], {
    cwd: ROOT,
  });
  renameSync(draft, path);
  return path;
}
