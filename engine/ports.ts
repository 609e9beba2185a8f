import { createServer } from 'node:net';
import { StartError } from './startError.ts';

/** Below the range from which operating systems take ports for outgoing connections, so a restart finds its port free. */
const FIRST_FREE = 20_000;
const LAST_FREE = 32_000;
const TRIES = 50;

export interface PortWish {
  readonly variable: string;
  readonly fallback: number;
}

function canListen(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => server.close(() => resolve(true)));
  });
}

async function findFreePort(taken: ReadonlySet<number>): Promise<number> {
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    const port = FIRST_FREE + Math.floor(Math.random() * (LAST_FREE - FIRST_FREE));
    if (!taken.has(port) && (await canListen(port))) return port;
  }
  throw new StartError(`No free port was found between ${FIRST_FREE} and ${LAST_FREE}.`);
}

/** Whether the value is a port was checked with the whole configuration. */
function readPort(wish: PortWish, env: NodeJS.ProcessEnv): number {
  return Number(env[wish.variable] || wish.fallback);
}

/** The ports for `wishes`, in their order: the variable's, or a free one where it says 0. Fails when one is taken. */
export async function choosePorts(wishes: readonly PortWish[], env: NodeJS.ProcessEnv): Promise<number[]> {
  const chosen = new Set<number>();
  const asked = wishes.map((wish) => readPort(wish, env));
  for (const [index, port] of asked.entries()) {
    const variable = wishes[index]?.variable ?? '';
    if (port === 0) continue;
    if (chosen.has(port)) throw new StartError(`${variable}=${port} is asked for twice. Give each part its own port.`);
    if (!(await canListen(port))) {
      throw new StartError(`Port ${port} is taken. Set ${variable} to another port, or to 0 for any free one.`);
    }
    chosen.add(port);
  }
  const ports: number[] = [];
  for (const port of asked) {
    const final = port === 0 ? await findFreePort(chosen) : port;
    chosen.add(final);
    ports.push(final);
  }
  return ports;
}

export async function freePort(): Promise<number> {
  return findFreePort(new Set());
}
