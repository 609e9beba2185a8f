import type { Request, Response } from 'express';
import type { Principal } from '../../contracts/people.ts';
import type { z } from '../../contracts/schemas/zod.ts';
import type { BodyRules } from '../middleware/jsonBody.ts';
import type { Once, Run } from './idempotent.ts';
import type { Locale } from './locale.ts';
import type { Who } from './who.ts';
import type { Reply, RouteWords } from './words.ts';

/** What a route's handler is given: everything in it is checked. */
export interface Call<P, Q> {
  readonly req: Request;
  readonly res: Response;
  readonly principal: Principal;
  readonly locale: Locale;
  readonly params: P;
  readonly query: Q;
}

/** A route for those it serves. */
export interface Guarded<P extends z.ZodObject> extends RouteWords {
  readonly who: Who;
  readonly params?: P;
}

export interface GetRoute<P extends z.ZodObject, Q extends z.ZodObject> extends Guarded<P> {
  readonly query?: Q;
  readonly handler: (call: Call<z.infer<P>, z.infer<Q>>) => Promise<Reply | void>;
}

export interface PutRoute<P extends z.ZodObject, B extends z.ZodType> extends Guarded<P> {
  readonly body: B;
  readonly takes?: BodyRules;
  /** It looks at `If-Match`. */
  readonly precondition?: true;
  readonly handler: (call: Call<z.infer<P>, unknown> & { readonly body: z.infer<B> }) => Promise<Reply | void>;
}

export interface PostRoute<P extends z.ZodObject, B extends z.ZodType> extends Guarded<P> {
  readonly body: B;
  readonly takes?: BodyRules;
  /** It looks at `If-Match`. */
  readonly precondition?: true;
  /** `own`: the handler stores its key in the transaction of its effect. */
  readonly idempotency?: 'own';
  readonly handler: (
    call: Call<z.infer<P>, unknown> & Run & { readonly body: z.infer<B>; readonly once: Once },
  ) => Promise<Reply | void>;
}

export interface OpenRoute extends RouteWords {
  /** Looked at by the handler itself. */
  readonly query?: z.ZodObject;
  readonly handler: (req: Request, res: Response) => Promise<void> | void;
}
