import { randomUUID } from 'node:crypto';
import type { DemoCredential } from '../../../intake/seed.ts';
import type { Answer, Desk } from './desk.ts';

export const PNG = Buffer.concat([
  Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
  Buffer.from('pixels'),
]);

interface Sent {
  readonly name?: string;
  readonly field?: string;
  readonly key?: string;
  readonly type?: string;
  /** How often it stands in the form. */
  readonly times?: number;
}

/** Sends a file as a browser's form does. */
export async function upload(desk: Desk, who: DemoCredential, content: Buffer, sent: Sent = {}): Promise<Answer> {
  const { name = '支付截图.png', field = 'file', key = randomUUID(), type = 'image/png', times = 1 } = sent;
  const form = new FormData();
  for (let n = 0; n < times; n += 1) form.append(field, new Blob([new Uint8Array(content)], { type }), name);
  const headers = { Authorization: `Bearer ${who.apiKey}`, 'Idempotency-Key': key };
  const response = await fetch(`${desk.url}/v1/attachments`, { method: 'POST', headers, body: form });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: JSON.parse(text), text };
}
