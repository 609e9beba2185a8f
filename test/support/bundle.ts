import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundleWorkflows } from '../../worker/workflowBundle.ts';

/** Bundles the workflows into a file of its own. */
export async function buildTestBundle(
  interceptors: readonly string[] = [],
): Promise<{ path: string; remove: () => Promise<void> }> {
  const code = await bundleWorkflows(interceptors);
  const folder = mkdtempSync(join(tmpdir(), 'kefu-bundle-'));
  const path = join(folder, 'workflows.js');
  writeFileSync(path, code);
  return { path, remove: async () => rmSync(folder, { recursive: true, force: true }) };
}
