import express, { type Request, type RequestHandler } from 'express';
import { Problem } from '../http/problem.ts';

const LIMIT_BYTES = 64 * 1024;
const UTF8 = new TextDecoder('utf-8', { fatal: true });

/** Half a character would become U+FFFD without a word and be stored as what somebody wrote. */
function refuseBrokenText(_req: unknown, _res: unknown, body: Buffer): void {
  try {
    UTF8.decode(body);
  } catch {
    throw Object.assign(new Error('The body is not UTF-8.'), { status: 400 });
  }
}

const parse = express.json({ limit: LIMIT_BYTES, strict: false, type: () => true, verify: refuseBrokenText });

function hasBody(req: Request): boolean {
  return req.get('transfer-encoding') !== undefined || Number(req.get('content-length') ?? 0) > 0;
}

/** Reads a JSON body of at most 64 KB; no body counts as `{}`. Anything but JSON is refused before it is read. */
export const jsonBody: RequestHandler = (req, res, next) => {
  if (!hasBody(req)) {
    req.body = {};
    next();
    return;
  }
  if (req.is(['application/json', 'application/*+json']) === false) {
    next(new Problem('unsupported-media-type', 'Send application/json.', { headers: { Accept: 'application/json' } }));
    return;
  }
  parse(req, res, next);
};
