import { createTransport } from 'nodemailer';

/** One mail as plain text. `messageId` and `inReplyTo` with their angle brackets. */
export interface Mail {
  /** One address, or several separated by commas. */
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly messageId: string;
  readonly inReplyTo: string | null;
  readonly headers: Record<string, string>;
}

/** Hands one mail to a mail server; rejects where the server did not take it. */
export interface Mailer {
  send(mail: Mail): Promise<void>;
}

const WAIT_MS = 10_000;

/** One line: a line break in a header would begin another header. */
function oneLine(text: string): string {
  return text.replaceAll(/[\r\n]+/g, ' ').trim();
}

/** Addresses as objects, so that nothing in them is read as more than an address. */
function addressesOf(to: string): { name: string; address: string }[] {
  return to
    .split(',')
    .map((address) => ({ name: '', address: oneLine(address) }))
    .filter(({ address }) => address !== '');
}

/** Mails through the server of an `smtp://` or `smtps://` URL, from the service's own address. */
export function createMailer(url: string, from = 'service@kefu.localhost'): Mailer {
  const transport = createTransport(
    { url, connectionTimeout: WAIT_MS, greetingTimeout: WAIT_MS, socketTimeout: WAIT_MS },
    { from: { name: 'Kefu 客服', address: from } },
  );
  return {
    async send({ to, subject, text, messageId, inReplyTo, headers }) {
      await transport.sendMail({
        to: addressesOf(to),
        subject: oneLine(subject),
        text,
        messageId,
        ...(inReplyTo === null ? {} : { inReplyTo, references: [inReplyTo] }),
        headers: { 'Auto-Submitted': 'auto-generated', ...headers },
        disableFileAccess: true,
        disableUrlAccess: true,
      });
    },
  };
}
