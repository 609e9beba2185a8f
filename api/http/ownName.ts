import type { Request } from 'express';
import { Problem } from './problem.ts';

const THIS_MACHINE: readonly string[] = ['localhost', '127.0.0.1', '[::1]'];

/**
 * What needs no key answers under this machine's own names alone: another site may point its name here (DNS rebinding), and its
 * pages would read along in the browser of whoever visits them.
 */
export function ownNamesOnly(httpHost: string): (req: Pick<Request, 'hostname'>) => void {
  const listened = httpHost.includes(':') ? `[${httpHost}]` : httpHost;
  const served = [...new Set([...THIS_MACHINE, listened])];
  const named = served.join(', ');
  return (req) => {
    if (served.includes(req.hostname?.toLowerCase() ?? '')) return;
    throw new Problem('misdirected-request', {
      zh: `此处仅以这些主机名提供：${named}。`,
      en: `This is served under these host names alone: ${named}.`,
    });
  };
}
