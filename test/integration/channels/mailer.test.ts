import { createServer } from 'node:net';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { afterEach, expect, test } from 'vitest';
import { createMailer, MailRefused } from '../../../channels/email/mailer.ts';

const MAIL = { to: 'li@example.com', subject: '工单已接收', text: '您好', id: 'a.1', inReplyTo: null, headers: {} };

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

const no = (responseCode: number): Error => Object.assign(new Error(`${responseCode} no`), { responseCode });

/** The port of a mail server that answers so. */
async function serving(options: SMTPServerOptions): Promise<number> {
  const server = new SMTPServer({ authOptional: true, disabledCommands: ['STARTTLS'], ...options });
  server.on('error', () => undefined);
  closers.push(() => new Promise((closed) => server.close(() => closed())));
  return new Promise((resolve) => {
    const listener = server.listen(0, '127.0.0.1', () => {
      const address = listener.address();
      resolve(typeof address === 'object' && address !== null ? address.port : 0);
    });
  });
}

async function faultOf(port: number, login = ''): Promise<unknown> {
  return createMailer(`smtp://${login}127.0.0.1:${port}`)
    .send(MAIL)
    .then(() => null)
    .catch((error: unknown) => error);
}

test('what the server takes is sent', async () => {
  expect(await faultOf(await serving({}))).toBeNull();
});

test.each<[string, SMTPServerOptions, boolean]>([
  ['an address that it does not know, for good', { onRcptTo: (_to, _session, done) => done(no(550)) }, true],
  ['an address that is full, for now', { onRcptTo: (_to, _session, done) => done(no(452)) }, false],
  [
    'what it takes for spam, for good',
    { onData: (stream, _session, done) => void stream.resume().on('end', () => done(no(554))) },
    true,
  ],
])('the server refuses %s', async (_what, options, isFinal) => {
  const fault = await faultOf(await serving(options));
  expect(fault).toBeInstanceOf(MailRefused);
  expect(fault).toMatchObject({ isFinal });
});

test.each<[string, SMTPServerOptions, string]>([
  ['does not know our password any more', { onAuth: (_auth, _session, done) => done(no(535)) }, 'kefu:old@'],
  ['wants a password that we do not have', { onMailFrom: (_from, _session, done) => done(no(530)) }, ''],
  ['does not let us in', { onConnect: (_session, done) => done(no(554)) }, ''],
])('a server that %s refuses no mail: each is tried again', async (_how, options, login) => {
  const fault = await faultOf(await serving({ ...options, allowInsecureAuth: true }), login);
  expect(fault).toBeInstanceOf(Error);
  expect(fault).not.toBeInstanceOf(MailRefused);
});

test('nor does one that is away', async () => {
  const free = createServer().listen(0, '127.0.0.1');
  await new Promise((listening) => free.once('listening', listening));
  const address = free.address();
  await new Promise((closed) => free.close(closed));
  const fault = await faultOf(typeof address === 'object' && address !== null ? address.port : 0);
  expect(fault).toMatchObject({ code: 'ESOCKET' });
  expect(fault).not.toBeInstanceOf(MailRefused);
});
