import type { ErrorRequestHandler, Request, RequestHandler, Response } from 'express';
import { ERRORS, type FieldError } from '../../contracts/errors.ts';
import type { Words } from '../../contracts/words.ts';
import { wordsIn } from '../../channels/notices/render.ts';
import { type Locale, localeOf } from '../http/locale.ts';
import { notFound, Problem, unavailable } from '../http/problem.ts';

// PostgreSQL's classes "connection exception" and "operator intervention", too many connections, and what the socket says.
const DATABASE_DOWN = /^(08...|57P0.|53300|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENOTFOUND)$/;
const POOL_DOWN = /timeout exceeded when trying to connect|Connection terminated|not queryable|Cannot use a pool after/;
// A statement that had to wait too long for a lock or for its result.
const DATABASE_SLOW = /^(57014|55P03|40P01|40001)$/;

function field(error: unknown, name: string): unknown {
  return typeof error === 'object' && error !== null ? Reflect.get(error, name) : undefined;
}

function textField(error: unknown, name: string): string {
  const value = field(error, name);
  return typeof value === 'string' ? value : '';
}

/** Of all requests only a POST has a key. */
function fromDatabase(error: unknown, method: string): Problem | null {
  const code = textField(error, 'code');
  const message = textField(error, 'message');
  if (!DATABASE_DOWN.test(code) && !DATABASE_SLOW.test(code) && !POOL_DOWN.test(message)) return null;
  return method === 'POST'
    ? unavailable({
        zh: '数据库未能及时应答，请用同一 Idempotency-Key 重试。',
        en: 'The database did not answer in time. Repeat with the same Idempotency-Key.',
      })
    : unavailable({ zh: '数据库未能及时应答，请重试。', en: 'The database did not answer in time. Try again.' });
}

/** What body-parser and express throw about the request itself. */
function fromHttp(error: unknown): Problem | null {
  // A path that cannot be decoded leads nowhere.
  if (error instanceof URIError) return notFound();
  switch (field(error, 'status')) {
    case 400:
      return new Problem(
        'validation',
        { zh: '请求体不是有效的 UTF-8 JSON。', en: 'The body is not valid JSON in UTF-8.' },
        { errors: [{ pointer: '', expected: { zh: 'UTF-8 编码的 JSON 对象', en: 'a JSON object in UTF-8' } }] },
      );
    case 413: {
      const kilobytes = Number(field(error, 'limit')) / 1024;
      const most = kilobytes < 1024 ? `${kilobytes} KB` : `${Math.floor(kilobytes / 1024)} MB`;
      return new Problem('payload-too-large', {
        zh: `此处请求体不得超过 ${most}。`,
        en: `A body has at most ${most} here.`,
      });
    }
    case 415:
      return new Problem('unsupported-media-type', {
        zh: '请以 UTF-8 发送，可用 gzip 或 br 压缩，或不压缩。',
        en: 'Send it in UTF-8, compressed with gzip, br or not at all.',
      });
    default:
      return null;
  }
}

function asProblem(error: unknown, method: string): Problem {
  if (error instanceof Problem) return error;
  return (
    fromDatabase(error, method) ??
    fromHttp(error) ??
    new Problem('internal', {
      zh: '服务内部出错，请向我们提供 requestId 以便查找。',
      en: 'Something went wrong on our side. The request id helps us to find it.',
    })
  );
}

function inLanguage(text: string | Words, locale: Locale): string {
  return typeof text === 'string' ? text : wordsIn(locale, text);
}

function rendered({ pointer, expected, got, line }: FieldError, locale: Locale) {
  return {
    pointer,
    expected: inLanguage(expected, locale),
    ...(got === undefined ? {} : { got: inLanguage(got, locale) }),
    ...(line === undefined ? {} : { line }),
  };
}

function send(req: Request, res: Response, problem: Problem): void {
  const locale = localeOf(req);
  const words = ERRORS[problem.code];
  const { errors, headers, members } = problem.extras;
  res
    .status(words.status)
    .set({ 'Content-Language': locale, 'Cache-Control': 'no-store', ...headers })
    .type('application/problem+json')
    .send(
      JSON.stringify({
        type: `/problems/${problem.code}`,
        title: inLanguage(words, locale),
        status: words.status,
        detail: inLanguage(problem.detail, locale),
        instance: req.originalUrl.split('?')[0],
        requestId: req.id,
        ...(errors === undefined ? {} : { errors: errors.map((fault) => rendered(fault, locale)) }),
        ...members,
      }),
    );
}

export const unknownRoute: RequestHandler = (_req, _res, next) => {
  next(notFound());
};

/** Every error becomes a problem document here; what nobody foresaw is logged whole and told without its inside. */
export const problems: ErrorRequestHandler = (error: unknown, req, res, next) => {
  const problem = asProblem(error, req.method);
  if (problem.status >= 500) req.log.error({ err: error }, problem.code);
  if (res.headersSent) {
    next(error);
    return;
  }
  send(req, res, problem);
};
