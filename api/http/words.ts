import type { z } from '../../contracts/schemas/zod.ts';
import type { Tag } from './tags.ts';

/** A JSON answer. A handler that returns none has written its answer itself. */
export interface Reply {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Answer {
  readonly description: string;
  readonly schema?: z.ZodType;
  /** Which of these it bears. */
  readonly headers?: readonly ('Content-Disposition' | 'ETag' | 'Location' | 'Retry-After')[];
  /** Where it is not JSON. */
  readonly mediaType?: string;
  /** What it is given as besides, to whoever asks with `Accept`. */
  readonly alsoAs?: readonly string[];
}

export interface RouteWords {
  /** As OpenAPI writes it: `/v1/tickets/{ticketNo}`. */
  readonly path: string;
  readonly tag: Tag;
  readonly summary: string;
  /** The rule behind it, where the summary does not say it. */
  readonly description?: string;
  readonly answers: Readonly<Record<number, Answer>>;
}

/** All forms in which an answer can be had, the usual one first. */
export function mediaTypesOf({ mediaType = 'application/json', alsoAs = [] }: Answer): string[] {
  return [mediaType, ...alsoAs];
}
