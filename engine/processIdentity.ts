import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** A process id together with when the process began: pids are given again, this pair is not. */
export interface ProcessMark {
  readonly pid: number;
  readonly began: string;
}

function readBegan(pid: number): string | null {
  try {
    if (process.platform !== 'linux') {
      return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim() || null;
    }
    // The command's name stands in brackets and may hold blanks; the start time is the 20th field after it.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
    return fields[0] === 'Z' ? null : (fields[19] ?? null);
  } catch {
    return null;
  }
}

export function markProcess(pid: number): ProcessMark | null {
  const began = readBegan(pid);
  return began === null ? null : { pid, began };
}

export function isAlive(mark: ProcessMark): boolean {
  return readBegan(mark.pid) === mark.began;
}

/** Asks the marked process to end, and ends it after `graceMs`. Does nothing when the pid is somebody else's by now. */
export async function endProcess(mark: ProcessMark, signal: NodeJS.Signals, graceMs: number): Promise<void> {
  const send = (name: NodeJS.Signals): void => {
    try {
      if (isAlive(mark)) process.kill(mark.pid, name);
    } catch {
      // It ended between the look and the signal.
    }
  };
  send(signal);
  for (let waited = 0; waited < graceMs && isAlive(mark); waited += 50) {
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  send('SIGKILL');
}
