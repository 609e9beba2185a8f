import { OpenAPIRegistry } from '@asteasolutions/zod-to-openapi';
import express, { type Request, type RequestHandler, type Response } from 'express';
import type { z } from '../../contracts/schemas/zod.ts';
import type { Authenticate } from '../middleware/authenticate.ts';
import { bodyReader } from '../middleware/jsonBody.ts';
import { describeGuarded, describeOpen } from './describe.ts';
import type { Handler, Idempotent, Run } from './idempotent.ts';
import { localeOf } from './locale.ts';
import { negotiator } from './negotiator.ts';
import { type nothing, parse, parseParams } from './parse.ts';
import { Problem } from './problem.ts';
import { registerRefusals } from './refusals.ts';
import type { GetRoute, Guarded, OpenRoute, PostRoute, PutRoute } from './route.ts';
import { serves } from './who.ts';
import type { Reply } from './words.ts';

type Nothing = typeof nothing;
type Method = 'get' | 'post' | 'put';

function send(res: Response, reply: Reply | void): void {
  if (reply === undefined) return;
  res.status(reply.status);
  if (reply.headers !== undefined) res.set(reply.headers);
  res.json(reply.body);
}

function notServed(): Problem {
  return new Problem('forbidden', { zh: '您的角色不能进行此调用。', en: 'Your role may not make this call.' });
}

/** For handlers that store their key with their effect themselves. */
const KEPT_ELSEWHERE: Run = {
  make: () => Promise.reject(new Error('this route keeps its own key')),
  isRepeat: true,
};

/** A route with what stands in its path: the same however that was written, with a slash at its end or in escapes. */
function spelt(path: string, params: Request['params']): string {
  return path.replaceAll(/\{(\w+)\}/g, (_, name: string) => String(params[name]));
}

function wrongMethod(allow: string): Problem {
  return new Problem('method-not-allowed', { zh: `此处允许：${allow}。`, en: `Allowed here: ${allow}.` });
}

/** Where routes are declared: what is not declared here neither answers nor stands in the OpenAPI document. */
export class Routes {
  readonly registry = new OpenAPIRegistry();
  readonly router = express.Router({ caseSensitive: true });
  readonly #handlers = new Map<string, Map<Method, RequestHandler>>();
  readonly #authenticate: Authenticate;
  readonly #idempotent: Idempotent;

  constructor(authenticate: Authenticate, idempotent: Idempotent) {
    this.#authenticate = authenticate;
    this.#idempotent = idempotent;
    registerRefusals(this.registry);
    this.registry.registerComponent('securitySchemes', 'apiKey', { type: 'http', scheme: 'bearer' });
  }

  get<P extends z.ZodObject = Nothing, Q extends z.ZodObject = Nothing>(route: GetRoute<P, Q>): void {
    describeGuarded(this.registry, 'get', route);
    const enter = this.#gateTo(route);
    this.#declare('get', route.path, async (req, res) => {
      const call = await enter(req, res);
      const params = parseParams(route.params, req.params);
      send(res, await route.handler({ ...call, params, query: parse(route.query, req.query, 'query') }));
    });
  }

  post<B extends z.ZodType, P extends z.ZodObject = Nothing>(route: PostRoute<P, B>): void {
    describeGuarded(this.registry, 'post', route);
    const enter = this.#gateTo(route);
    const readBody = bodyReader(route.takes ?? {});
    const idempotent = this.#idempotent;
    this.#declare('post', route.path, async (req, res) => {
      const call = await enter(req, res);
      const key = idempotent.keyOf(req);
      const given = await readBody(req, res);
      const params = parseParams(route.params, req.params);
      parse(undefined, req.query, 'query');
      const body = parse(route.body, given, 'body');
      const path = `POST ${spelt(route.path, req.params)}`;
      const once = idempotent.describe({ principal: call.principal, path, key, body });
      const handle: Handler = (run) => route.handler({ ...call, params, query: {}, body, once, ...run });
      send(res, await (route.idempotency === 'own' ? handle(KEPT_ELSEWHERE) : idempotent.run(once, handle)));
    });
  }

  /** Needs no key: the same twice is the same. */
  put<B extends z.ZodType, P extends z.ZodObject = Nothing>(route: PutRoute<P, B>): void {
    describeGuarded(this.registry, 'put', route);
    const enter = this.#gateTo(route);
    const readBody = bodyReader(route.takes ?? {});
    this.#declare('put', route.path, async (req, res) => {
      const call = await enter(req, res);
      const given = await readBody(req, res);
      const params = parseParams(route.params, req.params);
      parse(undefined, req.query, 'query');
      send(res, await route.handler({ ...call, params, query: {}, body: parse(route.body, given, 'body') }));
    });
  }

  /** Open to everybody, GET only. */
  open(route: OpenRoute): void {
    describeOpen(this.registry, route);
    this.#declare('get', route.path, async (req, res) => {
      await route.handler(req, res);
    });
  }

  /** Serves what was declared, each path with 405 and `Allow` for other methods. To be called after the last declaration. */
  close(): void {
    // A word goes before a parameter in its place, whatever the method.
    const paths = [...this.#handlers].toSorted(([one], [other]) => one.split(':').length - other.split(':').length);
    for (const [pattern, handlers] of paths) {
      const route = this.router.route(pattern);
      for (const [method, handler] of handlers) route[method](handler);
      const methods = [...handlers.keys()].map((method) => method.toUpperCase());
      const allow = [...methods, ...(handlers.has('get') ? ['HEAD'] : []), 'OPTIONS'].join(', ');
      route.all((req, res) => {
        res.set('Allow', allow);
        if (req.method !== 'OPTIONS') throw wrongMethod(allow);
        res.status(204).end();
      });
    }
  }

  #declare(method: Method, path: string, handler: RequestHandler): void {
    const pattern = path.replaceAll(/\{(\w+)\}/g, ':$1');
    const handlers = this.#handlers.get(pattern) ?? new Map<Method, RequestHandler>();
    this.#handlers.set(pattern, handlers.set(method, handler));
  }

  #gateTo<P extends z.ZodObject>(route: Guarded<P>) {
    const negotiate = negotiator(route);
    return async (req: Request, res: Response) => {
      // What is told is for this caller, now. Its tag is the version that a command matches: beside it more may have changed.
      res.set('Cache-Control', 'no-store');
      delete req.headers['if-none-match'];
      const principal = await this.#authenticate(req);
      if (!serves(route.who, principal)) throw notServed();
      negotiate(req);
      return { req, res, principal, locale: localeOf(req) };
    };
  }
}
