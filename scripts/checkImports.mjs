// Runs dependency-cruiser and refuses a run that looked at nothing: without a TypeScript API it finds no module and is content.
import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';

/** Every top folder of the checkout but those that hold no sources of ours. */
const FOLDERS = readdirSync('.', { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
  .map(({ name }) => name)
  .filter((name) => !['node_modules', 'dist', 'docs'].includes(name));
const FEWEST_MODULES = 50;

const args = ['--config', '.dependency-cruiser.cjs', '--output-type', 'json', ...FOLDERS];
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
