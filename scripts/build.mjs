// `npm run build`: dist/ holds plain JavaScript and the workflows as one bundle, for production images.
import { execFileSync } from 'node:child_process';
import { cpSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { register } from 'tsx/esm/api';

process.chdir(dirname(dirname(fileURLToPath(import.meta.url))));

/** What production runs: no tests, no tools, no supervisor. */
const CONFIG = {
  extends: '../tsconfig.json',
  compilerOptions: {
    noEmit: false,
    rootDir: '..',
    outDir: '.',
    sourceMap: true,
    paths: { ms: ['../node_modules/ms/dist/index.d.ts'] },
  },
  include: [
    'api/main',
    'worker/main',
    'db/migrate',
    'scripts/calendar',
    'scripts/people',
    'scripts/policy',
    'workflows/index',
  ].map((file) => `../${file}.ts`),
  exclude: [],
};

rmSync('dist', { recursive: true, force: true });
cpSync('LICENSE', 'dist/LICENSE');
writeFileSync('dist/tsconfig.json', JSON.stringify(CONFIG));
execFileSync(join('node_modules', '.bin', 'tsc'), ['-p', 'dist/tsconfig.json'], {
  stdio: 'inherit',
  shell: process.platform === 'win32',
});
rmSync('dist/tsconfig.json');
cpSync('worker/leanThreads.mjs', 'dist/worker/leanThreads.mjs');
writeFileSync('dist/package.json', JSON.stringify({ type: 'module', private: true }));

register();
const { bundleWorkflows } = await import('../worker/workflowBundle.ts');
writeFileSync('dist/workflow-bundle.js', await bundleWorkflows());
console.log(`dist/ is built; workflow bundle ${Math.round(statSync('dist/workflow-bundle.js').size / 1024)} KB`);
