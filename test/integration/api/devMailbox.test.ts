import { request } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Desk, openDesk } from './desk.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk.close());

/** As a browser asks that was sent here by the name in `host`. */
function asked(path: string, host: string): Promise<{ status: number | undefined; text: string }> {
  return new Promise((resolve, reject) => {
    request(desk.url + path, { headers: { host } }, (answer) => {
      const parts: Buffer[] = [];
      answer.on('data', (part: Buffer) => parts.push(part));
      answer.on('end', () => resolve({ status: answer.statusCode, text: Buffer.concat(parts).toString() }));
    })
      .on('error', reject)
      .end();
  });
}

test.each(['localhost', 'LOCALHOST:3000', '127.0.0.1:3000', '[::1]:3000'])(
  'the mailbox is shown to whoever asks this machine as %s',
  async (host) => {
    expect([(await asked('/dev/mailbox', host)).status, (await asked('/dev/mailbox.json', host)).status]).toEqual([
      200, 200,
    ]);
  },
);

test.each(['evil.example', 'localhost.evil.example:3000', '127.0.0.1.evil.example', '10.0.0.7', '[::2]'])(
  'a site that points its own name %j here reads no mail',
  async (host) => {
    for (const path of ['/dev/mailbox', '/dev/mailbox.json']) {
      const { status, text } = await asked(path, host);
      expect([status, JSON.parse(text)]).toMatchObject([421, { type: '/problems/misdirected-request' }]);
    }
  },
);
