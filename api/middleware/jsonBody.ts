import express, { type Request, type Response } from 'express';
import { invalid, Problem } from '../http/problem.ts';
import { duplicateKey } from './duplicateKeys.ts';
import { readFile } from './fileBody.ts';
import { finished } from './finished.ts';

/** What a route takes besides JSON of 64 KB. */
export interface BodyRules {
  readonly maxKilobytes?: number;
  /** A YAML file may be the body itself: it counts as `{"text": file}`. */
  readonly yaml?: boolean;
  /** A form with one file, and nothing else. */
  readonly file?: boolean;
}

const KILOBYTE = 1024;
export const JSON_TYPE = 'application/json';
export const YAML_TYPE = 'application/yaml';
const JSON_TYPES = [JSON_TYPE, 'application/*+json'];
const YAML_TYPES = [YAML_TYPE, 'application/x-yaml', 'text/yaml', 'text/x-yaml'];
const UTF8 = new TextDecoder('utf-8', { fatal: true });

/** What was sent, for as long as its request is looked at: the parsed body no longer shows a field that came twice. */
const texts = new WeakMap<object, string>();

/** Half a character would become U+FFFD without a word and be stored as what somebody wrote. */
function refuseBrokenText(req: object, _res: unknown, body: Buffer): void {
  try {
    texts.set(req, UTF8.decode(body));
  } catch {
    throw Object.assign(new Error('The body is not UTF-8.'), { status: 400 });
  }
}

/** Of a body that was parsed. */
function refuseDuplicates(req: Request): void {
  const pointer = duplicateKey(texts.get(req) ?? '');
  if (pointer === null) return;
  const expected = { zh: '每个字段只出现一次', en: 'each field once' };
  throw invalid('body', { pointer, expected });
}

function hasBody(req: Request): boolean {
  return req.get('transfer-encoding') !== undefined || Number(req.get('content-length') ?? 0) > 0;
}

/** Reads a JSON body; no body counts as `{}`. Another type, and anything larger, is refused before it is read. */
export function bodyReader({ maxKilobytes = 64, yaml = false, file = false }: BodyRules) {
  if (file) return readFile;
  const common = { limit: maxKilobytes * KILOBYTE, type: () => true, verify: refuseBrokenText };
  const asJson = express.json({ ...common, strict: false });
  const asText = express.text({ ...common, defaultCharset: 'utf-8' });
  const types = [JSON_TYPE, ...(yaml ? [YAML_TYPE] : [])].join(', ');

  return async (req: Request, res: Response): Promise<unknown> => {
    if (!hasBody(req)) return {};
    if (yaml && typeof req.is(YAML_TYPES) === 'string') {
      await finished(asText, req, res);
      return { text: req.body };
    }
    // Chunks may come to nothing, which needs no type.
    if (!req.get('content-type')) {
      await finished(asText, req, res);
      if (texts.get(req) === '') return {};
    }
    if (req.is(JSON_TYPES) === false)
      throw new Problem(
        'unsupported-media-type',
        { zh: `请发送 ${types}。`, en: `Send ${types}.` },
        { headers: { Accept: types } },
      );
    await finished(asJson, req, res);
    refuseDuplicates(req);
    return req.body;
  };
}
