// Installs what the lock file names and node_modules lacks. Runs before `npm start` and `npm test`,
// on Node versions too old for the rest as well: keep to `node:` modules and to syntax that they can parse.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const LOCK = join(ROOT, '.install-lock');
const OLDEST_NODE = [20, 20];
const KILL_AFTER_MS = 3000;
const LOOK_EVERY_MS = 300;

function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1])) return;
  console.error(
    `kefu: Node.js ${OLDEST_NODE.join('.')} or newer is needed, this is ${process.versions.node}. See https://nodejs.org`,
  );
  process.exit(1);
}

function readPackages(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8')).packages || {};
  } catch {
    return null;
  }
}

function fitsThisMachine(entry) {
  const allows = (list, value) =>
    !list || (!list.includes(`!${value}`) && (list.every((one) => one[0] === '!') || list.includes(value)));
  return allows(entry.os, process.platform) && allows(entry.cpu, process.arch);
}

/** npm writes node_modules/.package-lock.json last and only after a complete install. Times are not compared: a checkout changes them. */
function isFresh() {
  const wanted = readPackages(join(ROOT, 'package-lock.json'));
  const installed = readPackages(join(ROOT, 'node_modules', '.package-lock.json'));
  if (wanted === null || installed === null) return false;
  const production = process.env.NODE_ENV === 'production';
  return Object.keys(wanted).every((path) => {
    if (path === '') return true;
    const entry = wanted[path];
    const found = installed[path];
    if (found === undefined)
      return Boolean(entry.optional || entry.devOptional || entry.peer || (production && entry.dev));
    return found.version === entry.version && found.integrity === entry.integrity && fitsThisMachine(entry);
  });
}

function holderIsAlive() {
  try {
    process.kill(Number(readFileSync(join(LOCK, 'pid'), 'utf8')), 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** One install at a time: mkdir is atomic, and the lock of a dead process is taken over. */
async function takeLock() {
  let told = false;
  for (;;) {
    try {
      mkdirSync(LOCK);
      writeFileSync(join(LOCK, 'pid'), String(process.pid));
      return;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    // The holder writes its pid a moment after it has made the folder.
    await sleep(LOOK_EVERY_MS);
    if (existsSync(LOCK) && !holderIsAlive()) rmSync(LOCK, { recursive: true, force: true });
    else if (!told) console.error('Another process is installing the packages: waiting for it.');
    told = true;
  }
}

function npmEnvironment() {
  const inherited = /^npm_(lifecycle|package|command|config_(local_)?prefix)|^INIT_CWD$/i;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !inherited.test(name)));
}

function startNpm() {
  const args = ['ci', '--no-audit', '--no-fund', '--loglevel=error'];
  // Standard output stays the program's that is started after us.
  const options = { cwd: ROOT, env: npmEnvironment(), stdio: ['ignore', 2, 2], detached: process.platform !== 'win32' };
  const npm = process.env.npm_execpath;
  if (npm) return spawn(process.execPath, [npm, ...args], options);
  return spawn('npm', args, { ...options, shell: process.platform === 'win32' });
}

function showProgress() {
  const begin = Date.now();
  const seconds = () => Math.round((Date.now() - begin) / 1000);
  console.error('Installing packages (npm ci); the first time this takes about half a minute.');
  const tick = process.stderr.isTTY
    ? setInterval(() => process.stderr.write(`\r  ${seconds()} s `), 1000)
    : setInterval(() => console.error(`  installing, ${seconds()} s`), 10000);
  return (ok) => {
    clearInterval(tick);
    if (process.stderr.isTTY) process.stderr.write('\r');
    console.error(ok ? `Packages installed in ${seconds()} s.` : `Installing failed after ${seconds()} s.`);
  };
}

function signalAll(child, signal) {
  try {
    process.kill(process.platform === 'win32' ? child.pid : -child.pid, signal);
  } catch {
    // It has ended already.
  }
}

function install() {
  return new Promise((resolve) => {
    const child = startNpm();
    const done = showProgress();
    let stoppedBy = null;
    let stoppedAt = 0;
    const onSignal = (signal) => {
      // npm hands a Ctrl-C on to us that the terminal has sent as well: only a later one is the second.
      if (stoppedBy === null) {
        stoppedBy = signal;
        stoppedAt = Date.now();
        signalAll(child, signal);
        setTimeout(() => signalAll(child, 'SIGKILL'), KILL_AFTER_MS).unref();
      } else if (Date.now() - stoppedAt > 700) signalAll(child, 'SIGKILL');
    };
    process.on('SIGINT', onSignal);
    process.on('SIGTERM', onSignal);
    const end = (code) => {
      done(code === 0);
      if (stoppedBy !== null) resolve(stoppedBy === 'SIGINT' ? 130 : 143);
      else resolve(code === null ? 1 : code);
    };
    child.on('error', (error) => {
      console.error(`kefu: npm could not be run: ${error.message}`);
      end(1);
    });
    child.on('exit', end);
  });
}

async function main() {
  checkNode();
  if (process.env.SKIP_ENSURE === '1' || isFresh()) return 0;
  await takeLock();
  try {
    if (isFresh()) return 0;
    const code = await install();
    if (code === 0 && !isFresh()) {
      console.error('kefu: the installed packages do not fit package-lock.json. Try `npm ci` by hand.');
      return 1;
    }
    if (code !== 0 && code < 128) console.error('kefu: the packages could not be installed. Try `npm ci` by hand.');
    return code;
  } finally {
    rmSync(LOCK, { recursive: true, force: true });
  }
}

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error) => {
    console.error(error);
    process.exitCode = 1;
  },
);
