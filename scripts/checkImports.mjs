// Runs dependency-cruiser and refuses a run that looked at nothing: without a TypeScript API it finds no module and is content.
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const FOLDERS = [
  'contracts',
  'domain',
  'workflows',
  'activities',
  'db',
  'channels',
  'intake',
  'api',
  'worker',
  'engine',
  'config',
  'test',
  'bench',
];
const FEWEST_MODULES = 50;

const args = [
  '--config',
  '.dependency-cruiser.cjs',
  '--output-type',
  'json',
  ...FOLDERS.filter((folder) => existsSync(folder)),
];
let output;
try {
  output = execFileSync('node_modules/.bin/depcruise', args, {
    maxBuffer: 256 * 1024 * 1024,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
} catch (error) {
  // It exits with the number of violations; the report is complete all the same.
  output = error.stdout;
}
const { summary } = JSON.parse(output.toString());
for (const { rule, from, to } of summary.violations) console.error(`${rule.name}: ${from} → ${to}`);
if (summary.totalCruised < FEWEST_MODULES) console.error(`only ${summary.totalCruised} modules were looked at`);
console.log(`${summary.totalCruised} modules, ${summary.violations.length} violations`);
process.exit(summary.violations.length === 0 && summary.totalCruised >= FEWEST_MODULES ? 0 : 1);
