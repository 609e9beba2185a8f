import { createTransport } from 'nodemailer';

/** One mail as plain text to one address. `id` and `inReplyTo` without the domain, which is the sender's. */
export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly id: string;
  readonly inReplyTo: string | null;
  readonly headers: Readonly<Record<string, string>>;
}

/** The mail server refused this mail or whom it is for, with a reply of RFC 5321 §4.2. */
export class MailRefused extends Error {
  override readonly name = 'MailRefused';
  readonly reply: number;

  constructor(message: string, reply: number) {
    super(message);
    this.reply = reply;
  }

  /** It will never take it. */
  get isFinal(): boolean {
    return this.reply >= 500;
  }
}

/**
 * Hands one mail to a mail server. Rejects with `MailRefused`, or with another error where the server is away or lets nobody in,
 * whatever the mail: a password that was changed on one side alone costs no mail.
 */
export interface Mailer {
  send(mail: Mail): Promise<void>;
}

const WAIT_MS = 10_000;

/** One line: a line break in a header would begin another header. */
function oneLine(text: string): string {
  return text.replaceAll(/[\r\n]+/g, ' ').trim();
}

/** As an object, so that nothing in it is read as more than an address. */
function addressOf(address: string): { name: string; address: string } {
  return { name: '', address: oneLine(address) };
}

/** Mails through the server of an `smtp://` or `smtps://` URL, from the service's own address. */
export function createMailer(url: string, from = 'service@kefu.localhost'): Mailer {
  const transport = createTransport(
    { url, connectionTimeout: WAIT_MS, greetingTimeout: WAIT_MS, socketTimeout: WAIT_MS },
    { from: { name: 'Kefu 客服', address: from } },
  );
  const messageId = (id: string): string => `<${id}@${from.slice(from.lastIndexOf('@') + 1)}>`;
  return {
    async send({ to, subject, text, id, inReplyTo, headers }) {
      const thread = inReplyTo === null ? null : messageId(inReplyTo);
      const sent = transport.sendMail({
        to: addressOf(to),
        subject: oneLine(subject),
        text,
        messageId: messageId(id),
        ...(thread === null ? {} : { inReplyTo: thread, references: [thread] }),
        headers: { 'Auto-Submitted': 'auto-generated', ...headers },
        disableFileAccess: true,
        disableUrlAccess: true,
      });
      await sent.catch((error: unknown) => {
        throw refusalIn(error) ?? error;
      });
    },
  };
}

/** What the server answered to the recipient or to the mail itself; null: it did not come to that. */
function refusalIn(error: unknown): MailRefused | null {
  if (!(error instanceof Error) || !('command' in error) || !('responseCode' in error)) return null;
  const { command, responseCode, message } = error;
  if ((command !== 'RCPT TO' && command !== 'DATA') || typeof responseCode !== 'number') return null;
  return new MailRefused(message, responseCode);
}
