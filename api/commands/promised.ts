import type { TicketCommandName } from '../../contracts/commands.ts';
import type { HintsAnswer } from '../../contracts/schemas/promise.ts';
import { reportKeeps } from '../../domain/ticket/conversation.ts';
import { freeTextsIn } from '../http/freeText.ts';
import { timeHints } from '../render/hints.ts';

interface PromiseBody {
  readonly by: string;
  readonly what?: string | undefined;
}

/** The commands whose words to the customer may promise a time. */
const PROMISING = ['request-material', 'answer', 'progress-report'] as const satisfies readonly TicketCommandName[];

export function mayPromise(name: TicketCommandName): boolean {
  return PROMISING.some((promising) => promising === name);
}

/** By when the customer hears more, in UTC. */
export function promised(promise: PromiseBody | undefined): { promiseBy?: string } {
  return promise === undefined ? {} : { promiseBy: new Date(promise.by).toISOString() };
}

export function promisedWords(promise: PromiseBody | undefined): { promise?: string } {
  return promise?.what === undefined ? {} : { promise: promise.what };
}

/** False where a report of progress is not the word that was promised before. */
export function keptBy(body: {
  readonly text: string;
  readonly promise?: PromiseBody | undefined;
  readonly keepsPromises?: boolean | undefined;
}): { keepsPromises?: false } {
  const { text, promise, keepsPromises = null } = body;
  return reportKeeps({ text, promiseBy: promise?.by ?? null, keepsPromises }) ? {} : { keepsPromises: false };
}

/** The same hint as on a message, for the words of a command. */
export function hintsOn(name: TicketCommandName, body: unknown): HintsAnswer {
  if (typeof body === 'object' && body !== null && 'promise' in body) return [];
  const text = freeTextsIn(body)
    .map((words) => words.text)
    .join('\n');
  return timeHints({ text, mayKeep: name === 'progress-report' });
}
