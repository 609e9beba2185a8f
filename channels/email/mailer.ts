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

/** Hands one mail to a mail server; rejects where the server did not take it, with its `responseCode` where it answered. */
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
      await transport.sendMail({
        to: addressOf(to),
        subject: oneLine(subject),
        text,
        messageId: messageId(id),
        ...(thread === null ? {} : { inReplyTo: thread, references: [thread] }),
        headers: { 'Auto-Submitted': 'auto-generated', ...headers },
        disableFileAccess: true,
        disableUrlAccess: true,
      });
    },
  };
}
