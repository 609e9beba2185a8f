import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { makeDataFolder } from './dataFolder.ts';
import { exclusively, readJson, writeAtomically } from './files.ts';
import { PROCESS_NAMES, type ProcessName } from './processes.ts';
import { endProcess, isAlive, markProcess, type ProcessMark } from './processIdentity.ts';
import { StartError } from './startError.ts';

export type Pids = Record<'supervisor' | ProcessName, number | null>;

/** What `<data dir>/run.json` tells scripts and tools: where everything listens and runs. */
export interface RunFile {
  readonly httpUrl: string;
  readonly temporalAddress: string;
  readonly temporalUiUrl: string | null;
  readonly databaseUrl: string;
  /** The development mailbox, which only the embedded service has. */
  readonly smtpUrl: string | null;
  readonly pids: Pids;
}

export function writeRunFile(dataDir: string, content: RunFile): void {
  writeAtomically(join(dataDir, 'run.json'), `${JSON.stringify(content, null, 2)}\n`);
}

export function removeRunFile(dataDir: string): void {
  rmSync(join(dataDir, 'run.json'), { force: true });
}

/** The servers of this data folder outlive a killed supervisor; their marks let the next one end them. */
type Owned = 'supervisor' | ProcessName;

function isMark(value: unknown): value is ProcessMark {
  return (
    typeof value === 'object' && value !== null && 'pid' in value && typeof value.pid === 'number' && 'began' in value
  );
}

function aliveIn(marks: unknown): ReadonlyMap<Owned, ProcessMark> {
  const alive = new Map<Owned, ProcessMark>();
  if (typeof marks !== 'object' || marks === null) return alive;
  for (const name of ['supervisor', ...PROCESS_NAMES] as const) {
    const mark: unknown = Reflect.get(marks, name);
    if (isMark(mark) && isAlive(mark)) alive.set(name, mark);
  }
  return alive;
}

/** Holds a data folder for one supervisor, from its first step to its last. */
export class DataDirLock {
  readonly #path: string;
  readonly #marks = new Map<Owned, ProcessMark>();

  private constructor(path: string) {
    this.#path = path;
  }

  /** @throws StartError while another supervisor lives on the same folder. Ends what a dead one has left running. */
  static async take(dataDir: string, say: (line: string) => void): Promise<DataDirLock> {
    makeDataFolder(dataDir);
    const lock = new DataDirLock(join(dataDir, 'supervisor.json'));
    const left = await exclusively(lock.#path, () => lock.#takeOver(dataDir));
    removeRunFile(dataDir);
    for (const [name, mark] of left) {
      say(`ending ${name} (process ${mark.pid}), left by a start that was killed`);
      await endProcess(mark, name === 'postgres' ? 'SIGINT' : 'SIGTERM', 8000);
      lock.note(name, null);
    }
    return lock;
  }

  note(name: Owned, pid: number | null): void {
    const mark = pid === null ? null : markProcess(pid);
    if (mark === null) this.#marks.delete(name);
    else this.#marks.set(name, mark);
    writeAtomically(this.#path, JSON.stringify(Object.fromEntries(this.#marks)));
  }

  /** Answers what a dead supervisor has left running; its marks stay until each is ended. */
  #takeOver(dataDir: string): readonly (readonly [ProcessName, ProcessMark])[] {
    const alive = aliveIn(readJson(this.#path));
    const other = alive.get('supervisor');
    if (other !== undefined) {
      throw new StartError(
        `Kefu runs already on ${dataDir} (process ${other.pid}). Stop it, or set KEFU_DATA_DIR to another folder.`,
      );
    }
    for (const [name, mark] of alive) this.#marks.set(name, mark);
    this.note('supervisor', process.pid);
    return PROCESS_NAMES.flatMap((name) => {
      const mark = alive.get(name);
      return mark === undefined ? [] : [[name, mark] as const];
    });
  }

  release(): void {
    rmSync(this.#path, { force: true });
  }
}
