import type { Plugin } from 'esbuild';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { CACHE, ROOT } from './paths.ts';

const PREFIX = 'code-';
const UNUSED_DAYS = 7;

/** What packages of the older kind of module expect to find. */
const REQUIRE =
  "import { createRequire as __requireFrom } from 'node:module'; const require = __requireFrom(import.meta.url);";

/** The beginning of a file, and no place in it. */
const MAP_OF_NOTHING = Buffer.from(JSON.stringify({ version: 3, sources: [''], mappings: 'AAAA' })).toString('base64');

/**
 * Stack traces lead to our sources, and to packages as they are put together: a process keeps a map in memory once an error was
 * looked at, and packages would be nine tenths of it.
 */
const PACKAGES_UNMAPPED: Plugin = {
  name: 'packages-unmapped',
  setup(build) {
    build.onLoad({ filter: /[\\/]node_modules[\\/].+\.[cm]?js$/ }, async ({ path }) => {
      const code = await readFile(path, 'utf8');
      return { contents: `${code}\n//# sourceMappingURL=data:application/json;base64,${MAP_OF_NOTHING}` };
    });
  },
};

const COMMON = {
  absWorkingDir: ROOT,
  outdir: CACHE,
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  // For stack traces; with the sources in it, reading it would take longer than reading the code.
  sourcemap: 'linked',
  sourcesContent: false,
  // A process holds the text of the code in two bytes a letter.
  minifyWhitespace: true,
  lineLimit: 160,
  // Whoever looks for files beside itself finds them where they stand.
  define: { 'import.meta.url': JSON.stringify(pathToFileURL(join(ROOT, 'worker/main.ts')).href) },
  banner: { js: REQUIRE },
  write: false,
  logLevel: 'silent',
} as const;

/**
 * Api and worker as they stand in the checkout, each put together into plain JavaScript: loading hundreds of files one by one takes
 * most of the time in which a killed process is not back yet. Packages are taken in as well, all but those that look for files
 * beside themselves, as Temporal's SDK does. Answers the folder with `api.js` and `worker.js`; it is named by what it holds, so several
 * starts at once disturb nobody.
 */
export async function buildOurCode(): Promise<string> {
  // Only here: `npm run dev` runs the sources themselves.
  const { build } = await import('esbuild');
  const plugins = [PACKAGES_UNMAPPED];
  const [api, worker] = await Promise.all([
    build({ ...COMMON, entryPoints: { api: 'api/main.ts' }, external: ['swagger-ui-dist', 'pg-native'], plugins }),
    build({ ...COMMON, entryPoints: { worker: 'worker/main.ts' }, external: ['@temporalio/*', 'pg-native'], plugins }),
  ]);
  const outputFiles = [...api.outputFiles, ...worker.outputFiles];
  const hash = createHash('sha256');
  for (const { contents } of outputFiles) hash.update(contents);
  const folder = join(CACHE, `${PREFIX}${hash.digest('hex').slice(0, 16)}`);
  if (existsSync(folder)) utimesSync(folder, new Date(), new Date());
  else {
    const draft = `${folder}.${process.pid}.tmp`;
    mkdirSync(draft, { recursive: true });
    for (const { path, contents } of outputFiles) writeFileSync(join(draft, basename(path)), contents);
    try {
      renameSync(draft, folder);
    } catch (error) {
      // Another start was quicker with the same.
      rmSync(draft, { recursive: true });
      if (!existsSync(folder)) throw error;
    }
  }
  removeUnused();
  return folder;
}

/** Another checkout's start may still restart its processes from a folder that is not ours. */
function removeUnused(): void {
  const oldest = Date.now() - UNUSED_DAYS * 86_400_000;
  for (const name of readdirSync(CACHE).filter((one) => one.startsWith(PREFIX))) {
    const folder = join(CACHE, name);
    if (statSync(folder).mtimeMs < oldest) rmSync(folder, { recursive: true, force: true });
  }
}
