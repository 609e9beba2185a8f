import { closeSync, existsSync, openSync, readSync, statSync } from 'node:fs';

const EVERY_MS = 1000;
/** pino's levels from `warn` upwards. */
const NOTEWORTHY = /"level":(?:40|50|60)\b/;
const LONGEST_READ = 64 * 1024;

function at(value: unknown, ...path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (inner, name) => (typeof inner === 'object' && inner !== null ? Reflect.get(inner, name) : undefined),
    value,
  );
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return line;
  }
}

/** What the terminal shows of a line of the log. Null: nothing, for what a caller did wrong is no trouble of the desk's. */
export function terminalLine(line: string): string | null {
  if (!NOTEWORTHY.test(line)) return null;
  const entry = parsed(line);
  const status = at(entry, 'res', 'status');
  if (typeof status !== 'number') {
    // What happened within a request is told with its answer.
    if (at(entry, 'req') !== undefined) return null;
    const words = at(entry, 'msg');
    return typeof words === 'string' ? words : line;
  }
  if (status < 500) return null;
  const ticketNo = at(entry, 'ticketNo');
  const where = `${String(at(entry, 'req', 'method'))} ${String(at(entry, 'req', 'url'))}`;
  const which = `${typeof ticketNo === 'string' ? `${ticketNo}, ` : ''}request ${String(at(entry, 'req', 'id'))}`;
  return `${where} answered ${status} (${which})`;
}

/** Tells `say` of each warning and error that `path` grows by. The file is the log; this is only a look at it. */
export function followLog(path: string, say: (line: string) => void): NodeJS.Timeout {
  const size = (): number => (existsSync(path) ? statSync(path).size : 0);
  let seen = size();
  let rest = '';
  const look = (): void => {
    const now = size();
    if (now < seen) seen = 0;
    if (now === seen) return;
    const file = openSync(path, 'r');
    const chunk = Buffer.alloc(Math.min(now - seen, LONGEST_READ));
    seen += readSync(file, chunk, 0, chunk.length, seen);
    closeSync(file);
    const lines = (rest + chunk.toString('utf8')).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      const shown = terminalLine(line);
      if (shown !== null) say(shown);
    }
  };
  return setInterval(look, EVERY_MS).unref();
}
