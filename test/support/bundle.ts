import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleWorkflows } from '../../worker/workflowBundle.ts';

export interface TestBundle {
  readonly path: string;
  readonly remove: () => Promise<void>;
}

/** Bundles the workflows into a file of its own. */
export async function buildTestBundle(interceptors: readonly string[] = []): Promise<TestBundle> {
  const code = await bundleWorkflows(interceptors);
  const folder = mkdtempSync(join(tmpdir(), 'kefu-bundle-'));
  const path = join(folder, 'workflows.js');
  writeFileSync(path, code);
  return { path, remove: async () => rmSync(folder, { recursive: true, force: true }) };
}

/** Its workflows live in days that are seconds. */
export async function buildFastBundle(): Promise<TestBundle> {
  return buildTestBundle([fileURLToPath(new URL('../model/fastClock.ts', import.meta.url))]);
}
