import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundleWorkflowCode, DefaultLogger } from '@temporalio/worker';
import { ROOT } from '../../engine/paths.ts';

const WORKFLOWS = join(ROOT, 'workflows/index.ts');

/** Bundles the workflows into a file of its own. */
export async function buildTestBundle(): Promise<{ path: string; remove: () => Promise<void> }> {
  const { code } = await bundleWorkflowCode({ workflowsPath: WORKFLOWS, logger: new DefaultLogger('WARN') });
  const folder = mkdtempSync(join(tmpdir(), 'kefu-bundle-'));
  const path = join(folder, 'workflows.js');
  writeFileSync(path, code);
  return { path, remove: async () => rmSync(folder, { recursive: true, force: true }) };
}
