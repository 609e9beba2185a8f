import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, existsSync, readFileSync } from 'node:fs';
import { keepShort, openLog } from './logFile.ts';
import type { Owner } from './postgresPlace.ts';

/** Who speaks to others stands before those it speaks to. */
export const PROCESS_NAMES = ['api', 'worker', 'temporal', 'postgres'] as const;
export type ProcessName = (typeof PROCESS_NAMES)[number];

export interface Command {
  readonly name: ProcessName;
  readonly program: string;
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  readonly cwd: string;
  readonly owner: Owner | null;
  readonly stopSignal: NodeJS.Signals;
  /** How long it may take to stop before it is killed. */
  readonly graceMs: number;
  /** A Node process that ends itself when its connection to the supervisor breaks. */
  readonly parentBound: boolean;
}

export interface Watcher {
  /** Called with each new pid, and with null when the process has died. */
  onPid(name: ProcessName, pid: number | null): void;
  onDeath(name: ProcessName, how: string): void;
}

const HEALTHY_AFTER_MS = 5000;
const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 5000;

/** One process that is started again whenever it dies, at once at first and ever more slowly when it dies quickly. */
export class ManagedProcess {
  readonly #command: Command;
  readonly #logFile: string;
  readonly #watcher: Watcher;
  #child: ChildProcess | null = null;
  #timer: NodeJS.Timeout | undefined;
  #logWatch: NodeJS.Timeout | undefined;
  #wanted = false;
  #pauseMs = 0;
  quickDeaths = 0;

  constructor(command: Command, logFile: string, watcher: Watcher) {
    this.#command = command;
    this.#logFile = logFile;
    this.#watcher = watcher;
  }

  get name(): ProcessName {
    return this.#command.name;
  }

  get logFile(): string {
    return this.#logFile;
  }

  start(): void {
    this.#wanted = true;
    this.#logWatch = keepShort(this.#logFile);
    this.#spawn();
  }

  /** Ends the running process so that the supervision starts a new one. */
  restart(): void {
    this.#child?.kill(this.#command.stopSignal);
  }

  /** Resolves when the process is gone: by its own stop signal, else killed after its grace. */
  async stop(): Promise<void> {
    this.#wanted = false;
    clearTimeout(this.#timer);
    clearInterval(this.#logWatch);
    const child = this.#child;
    if (child === null) return;
    const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    child.kill(this.#command.stopSignal);
    const killer = setTimeout(() => this.kill(), this.#command.graceMs);
    await gone;
    clearTimeout(killer);
  }

  kill(): void {
    this.#wanted = false;
    this.#child?.kill('SIGKILL');
  }

  tail(lines: number): string {
    return existsSync(this.#logFile)
      ? readFileSync(this.#logFile, 'utf8').trimEnd().split('\n').slice(-lines).join('\n')
      : '';
  }

  #spawn(): void {
    const { program, args, env, cwd, owner, parentBound } = this.#command;
    const log = openLog(this.#logFile);
    const stdio = parentBound ? (['ignore', log, log, 'ipc'] as const) : (['ignore', log, log] as const);
    const startedAt = Date.now();
    // A process group of its own: Ctrl-C in the terminal reaches the supervisor alone, which stops all in order.
    const child = spawn(program, args, { env, cwd, detached: true, stdio: [...stdio], ...owner });
    closeSync(log);
    this.#child = child;
    let ended = false;
    const onEnd = (how: string): void => {
      if (ended) return;
      ended = true;
      this.#child = null;
      this.#watcher.onPid(this.name, null);
      if (this.#wanted) this.#again(how, Date.now() - startedAt);
    };
    child.once('error', (error) => onEnd(error.message));
    child.once('exit', (code, signal) => onEnd(signal ?? `exit code ${code}`));
    if (child.pid !== undefined) this.#watcher.onPid(this.name, child.pid);
  }

  #again(how: string, livedMs: number): void {
    const quick = livedMs < HEALTHY_AFTER_MS;
    this.quickDeaths = quick ? this.quickDeaths + 1 : 0;
    this.#pauseMs = quick ? Math.min(Math.max(this.#pauseMs * 2, FIRST_PAUSE_MS), LONGEST_PAUSE_MS) : 0;
    this.#watcher.onDeath(this.name, how);
    this.#timer = setTimeout(() => this.#spawn(), this.#pauseMs);
  }
}
