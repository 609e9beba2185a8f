import { closeSync, existsSync, openSync, readSync, statSync } from 'node:fs';

const EVERY_MS = 1000;
/** pino's levels from `warn` upwards. */
const NOTEWORTHY = /"level":(?:40|50|60)\b/;
const LONGEST_READ = 64 * 1024;

function words(line: string): string {
  try {
    const entry: unknown = JSON.parse(line);
    return typeof entry === 'object' && entry !== null && 'msg' in entry ? String(entry.msg) : line;
  } catch {
    return line;
  }
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
    for (const line of lines) if (NOTEWORTHY.test(line)) say(words(line));
  };
  return setInterval(look, EVERY_MS).unref();
}
