// `npm test`: the static checks, then every test suite. `npm test -- <vitest arguments>` narrows the suites.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

process.chdir(dirname(dirname(fileURLToPath(import.meta.url))));

const BIN = 'node_modules/.bin';
const CHECKS = [
  ['lock file', process.execPath, ['scripts/checkLock.mjs']],
  ['types', `${BIN}/tsc`, ['-p', '.']],
  ['lint', `${BIN}/oxlint`, ['--quiet']],
  ['format', `${BIN}/prettier`, ['--check', '--log-level', 'warn', '.']],
  ['architecture', process.execPath, ['scripts/checkImports.mjs']],
  ['dead code', `${BIN}/knip`, ['--no-progress', '--no-config-hints']],
];

const total = { passed: 0, failed: 0, skipped: 0 };

function run(program, args, options) {
  return new Promise((resolve) => {
    const child = spawn(program, args, { shell: process.platform === 'win32', ...options });
    let output = '';
    child.stdout?.on('data', (chunk) => (output += chunk));
    child.stderr?.on('data', (chunk) => (output += chunk));
    child.on('error', (error) => resolve({ code: 1, output: String(error) }));
    child.on('close', (code) => resolve({ code: code ?? 1, output }));
  });
}

async function check([name, program, args]) {
  const begin = Date.now();
  const { code, output } = await run(program, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  const seconds = ((Date.now() - begin) / 1000).toFixed(1);
  total[code === 0 ? 'passed' : 'failed'] += 1;
  console.log(`${code === 0 ? '✓' : '✗'} ${name} (${seconds} s)`);
  if (code !== 0) console.log(output.trimEnd());
}

/** Takes from those that are left until there is none; two of these share them. */
async function checkAll() {
  for (let one = CHECKS.shift(); one !== undefined; one = CHECKS.shift()) await check(one);
}

async function runSuites(args) {
  const folder = mkdtempSync(join(tmpdir(), 'kefu-counts-'));
  const path = join(folder, 'counts.json');
  const reporters = ['--reporter=default', '--reporter=./scripts/countReporter.mjs'];
  const env = { ...process.env, KEFU_TEST_COUNTS: path };
  const { code } = await run(`${BIN}/vitest`, ['run', ...reporters, ...args], { stdio: 'inherit', env });
  let counts = { passed: 0, failed: 0, skipped: 0 };
  try {
    counts = JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    // Nothing was counted: the exit code tells whether that is a failure.
  }
  rmSync(folder, { recursive: true, force: true });
  if (code !== 0 && counts.failed === 0) counts.failed = 1;
  for (const state of Object.keys(total)) total[state] += counts[state];
}

// The terminal's Ctrl-C reaches the suites as well, and they clean up: wait for them.
process.on('SIGINT', () => undefined);

await Promise.all([checkAll(), checkAll()]);
await runSuites(process.argv.slice(2));
console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exitCode = total.failed === 0 ? 0 : 1;
