import { createHash } from 'node:crypto';
import express, { type Request, type Response } from 'express';
import { MOST_FILE_BYTES } from '../../contracts/attachments.ts';
import type { FieldError } from '../../contracts/errors.ts';
import { SentFile } from '../../contracts/schemas/attachment.ts';
import { NO_SUCH_FIELD } from '../http/faults.ts';
import { invalid, Problem } from '../http/problem.ts';
import { finished } from './finished.ts';

export const FORM_TYPE = 'multipart/form-data';

/** What stands around the file in the form. */
const FORM_BYTES = 16 * 1024;
/** A form has one file and may have what does not belong there, which is named; more cost the longer the more there are. */
const MOST_PARTS = 10;
const FILE: FieldError = { pointer: '/file', expected: { zh: '一个非空文件', en: 'one file that is not empty' } };

const asBytes = express.raw({ type: () => true, limit: MOST_FILE_BYTES + FORM_BYTES, inflate: false });

/** Reads a form with one file: `{file}`. Throws `validation`, `unsupported-media-type` or `payload-too-large`. */
export async function readFile(req: Request, res: Response): Promise<{ file: SentFile }> {
  if (typeof req.is(FORM_TYPE) !== 'string')
    throw new Problem(
      'unsupported-media-type',
      { zh: `请发送 ${FORM_TYPE}。`, en: `Send ${FORM_TYPE}.` },
      { headers: { Accept: FORM_TYPE } },
    );
  await finished(asBytes, req, res);
  const fields = [...(await formOf(req))];
  const unknown = new Set(fields.map(([name]) => name).filter((name) => name !== 'file'));
  const [file, another] = fields.filter(([name]) => name === 'file').map(([, value]) => value);
  const isFile = another === undefined && file instanceof File && file.size > 0;
  const faults = [...unknown].map((name) => ({ pointer: `/${name}`, expected: NO_SUCH_FIELD }));
  if (!isFile) throw invalid('form', ...faults, FILE);
  if (faults.length > 0) throw invalid('form', ...faults);
  if (file.size > MOST_FILE_BYTES)
    throw new Problem('payload-too-large', { zh: '文件不得超过 10 MB。', en: 'A file has at most 10 MB.' });
  const content = new Uint8Array(await file.arrayBuffer());
  return { file: new SentFile(file.name, content, createHash('sha256').update(content).digest('hex')) };
}

/** Node reads forms itself; what it throws says nothing that a caller could use. */
async function formOf(req: Request): Promise<FormData> {
  const body: unknown = req.body;
  const bytes = Buffer.isBuffer(body) ? body : Buffer.alloc(0);
  const type = req.get('content-type') ?? '';
  if (hasManyParts(bytes, type))
    throw wrong('', `不超过 ${MOST_PARTS} 个部分的表单`, `a form of at most ${MOST_PARTS} parts`);
  try {
    return await new globalThis.Response(bytes, { headers: { 'Content-Type': type } }).formData();
  } catch {
    throw wrong('', '带边界的 multipart/form-data 表单', 'a multipart/form-data form with its boundary');
  }
}

/** Each part begins with the boundary, and so does what ends them. */
function hasManyParts(bytes: Buffer, type: string): boolean {
  const [, quoted, bare] = /boundary=(?:"([^"]+)"|([^;\s"]+))/i.exec(type) ?? [];
  const boundary = quoted ?? bare ?? '';
  if (boundary === '') return false;
  let at = -1;
  for (let parts = 0; parts <= MOST_PARTS + 1; parts += 1) {
    at = bytes.indexOf(`--${boundary}`, at + 1);
    if (at < 0) return false;
  }
  return true;
}

function wrong(pointer: string, zh: string, en: string): Problem {
  return invalid('form', { pointer, expected: { zh, en } });
}
