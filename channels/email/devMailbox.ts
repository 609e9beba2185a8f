import PostalMime from 'postal-mime';
import { SMTPServer, type SMTPServerDataStream } from 'smtp-server';

/** A mail as the development mailbox shows it. */
export interface DevMail {
  readonly from: string | null;
  readonly to: readonly string[];
  readonly subject: string | null;
  readonly text: string | null;
  readonly html: string | null;
  readonly messageId: string | null;
  readonly headers: Readonly<Record<string, string>>;
}

export interface DevMailboxOptions {
  readonly port: number;
  /** The service's own addresses: mail to them is refused (550), since nobody would read it. */
  readonly ownAddresses: readonly string[];
  readonly store: (raw: Buffer) => Promise<void>;
}

export interface DevMailbox {
  close(): Promise<void>;
}

const LARGEST_BYTES = 25 * 1024 * 1024;

function smtpError(code: number, text: string): Error {
  return Object.assign(new Error(text), { responseCode: code });
}

async function readAll(stream: AsyncIterable<unknown>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) if (Buffer.isBuffer(chunk)) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** What stands against the message, or null once it is stored. */
async function receive(stream: SMTPServerDataStream, store: DevMailboxOptions['store']): Promise<Error | null> {
  try {
    const raw = await readAll(stream);
    if (stream.sizeExceeded) return smtpError(552, 'The message is too large');
    await store(raw);
    return null;
  } catch {
    return smtpError(451, 'The message could not be stored');
  }
}

/** Takes every mail over SMTP on 127.0.0.1 and stores it as it came. Rejects where the port is taken. */
export function startDevMailbox({ port, ownAddresses, store }: DevMailboxOptions): Promise<DevMailbox> {
  const own = new Set(ownAddresses.map((address) => address.toLowerCase()));
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    size: LARGEST_BYTES,
    onRcptTo({ address }, _session, done) {
      done(own.has(address.toLowerCase()) ? smtpError(550, 'This mailbox takes no e-mail yet') : null);
    },
    onData(stream, _session, done) {
      void (async () => done(await receive(stream, store)))();
    },
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      // A client that breaks off is its own matter.
      server.on('error', () => undefined);
      resolve({ close: () => new Promise((closed) => server.close(() => closed())) });
    });
  });
}

/** A stored mail in its parts. */
export async function parseDevMail(raw: Buffer): Promise<DevMail> {
  const mail = await PostalMime.parse(raw);
  return {
    from: mail.from?.address ?? null,
    to: (mail.to ?? []).flatMap(({ address }) => (address === undefined ? [] : [address])),
    subject: mail.subject ?? null,
    text: mail.text?.trimEnd() ?? null,
    html: mail.html ?? null,
    messageId: mail.messageId ?? null,
    headers: Object.fromEntries(mail.headers.map(({ key, value }) => [key, value])),
  };
}
