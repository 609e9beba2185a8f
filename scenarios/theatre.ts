import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleWorkflows } from '../worker/workflowBundle.ts';
import { SHIFT_MEMO } from './clock.ts';
import { route } from './people.ts';
import { Stage } from './stage.ts';

const FOLDER = fileURLToPath(new URL('.', import.meta.url));
const CLOCK = fileURLToPath(new URL('./clock.ts', import.meta.url));

/** Paths of the scenarios that come with the product. */
export function ownScenarios(): string[] {
  const files = readdirSync(FOLDER).filter((name) => name.endsWith('.yaml'));
  return files.sort().map((name) => join(FOLDER, name));
}

export function readScenario(path: string): string {
  return readFileSync(path, 'utf8');
}

/** A stage on which each story has the dates of its file. */
export async function createTheatre(testServerPath: string): Promise<Stage> {
  const code = await bundleWorkflows([CLOCK]);
  return Stage.create({ testServerPath, workflowBundle: { code }, route }, SHIFT_MEMO);
}
