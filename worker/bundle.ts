import { writeFileSync } from 'node:fs';
import { bundleWorkflows } from './workflowBundle.ts';

const [, , path] = process.argv;
if (path === undefined) throw new Error('usage: bundle.ts FILE');
writeFileSync(path, await bundleWorkflows());
