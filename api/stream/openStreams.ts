import { isDeepStrictEqual } from 'node:util';
import type { Request, Response } from 'express';
import type { Logger } from 'pino';
import type { Principal } from '../../contracts/people.ts';
import { principalName } from '../../intake/idempotency.ts';
import { Problem } from '../http/problem.ts';
import type { Authenticate } from '../middleware/authenticate.ts';

const LOOK_AGAIN_MS = 3_000;
const MOST_STREAMS = 10;

/** A call that is answered by a stream. */
export interface StreamCall {
  readonly req: Request;
  readonly res: Response;
  readonly principal: Principal;
}

export interface OpenStreams {
  /** Counts a caller's stream until its response is closed; before anything is done for it. Throws `too-many-requests`. */
  admit(call: StreamCall): void;
  /** Its stream has begun: it ends as soon as its key no longer stands for whom it stood for. */
  watch(call: StreamCall): void;
  /** Ends all, and each that begins later. */
  stop(): void;
}

function tooMany(): Problem {
  return new Problem(
    'too-many-requests',
    {
      zh: `同时最多打开 ${MOST_STREAMS} 个事件流：请先关闭不用的，或用 \`/v1/stream\` 一次接收所有工单的事件。`,
      en: `At most ${MOST_STREAMS} streams are open at a time: close one that is not needed, or hear of all tickets on \`/v1/stream\`.`,
    },
    { headers: { 'Retry-After': '5' } },
  );
}

/** What is on its way still goes out; to whoever does not take it, nothing more. */
function end(res: Response): void {
  if (res.writableNeedDrain) res.destroy();
  else res.end();
}

/** The streams that this process has open. Whom each stands for is asked again every few seconds. */
export function createOpenStreams(authenticate: Authenticate, logger: Logger): OpenStreams {
  const admitted = new Map<string, number>();
  const open = new Set<StreamCall>();
  let timer: NodeJS.Timeout | null = null;
  let stopped = false;

  async function isStill({ req, principal }: StreamCall): Promise<boolean> {
    try {
      return isDeepStrictEqual(await authenticate(req), principal);
    } catch (error) {
      if (error instanceof Problem) return false;
      logger.warn({ err: error }, 'the key of a stream could not be looked up; trying again');
      return true;
    }
  }

  async function lookAgain(): Promise<void> {
    for (const call of open) if (!(await isStill(call)) && open.has(call)) end(call.res);
    timer = null;
    schedule();
  }

  function schedule(): void {
    if (timer === null && !stopped && open.size > 0) timer = setTimeout(() => void lookAgain(), LOOK_AGAIN_MS);
  }

  return {
    admit({ res, principal }) {
      const name = principalName(principal);
      const count = admitted.get(name) ?? 0;
      if (count >= MOST_STREAMS) throw tooMany();
      if (res.closed) return;
      admitted.set(name, count + 1);
      res.once('close', () => {
        const left = (admitted.get(name) ?? 0) - 1;
        if (left > 0) admitted.set(name, left);
        else admitted.delete(name);
      });
    },
    watch(call) {
      if (stopped) end(call.res);
      if (stopped || call.res.closed) return;
      open.add(call);
      call.res.once('close', () => open.delete(call));
      schedule();
    },
    stop() {
      stopped = true;
      if (timer !== null) clearTimeout(timer);
      for (const { res } of open) end(res);
    },
  };
}
