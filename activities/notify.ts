import type { Kysely } from 'kysely';
import type { ReviewId, TicketNo } from '../contracts/ids.ts';
import type { Mailer } from '../channels/email/mailer.ts';
import type { renderNotice } from '../channels/notices/render.ts';
import { speakingIn } from '../channels/notices/following.ts';
import { templateFor, wordsFor } from '../channels/notices/withheld.ts';
import {
  countPendingMail,
  leaseMail,
  type MailNotice,
  markMailFailed,
  markMailNone,
  markMailSent,
} from '../db/repositories/notices.ts';
import type { DB } from '../db/schema/rows.ts';
import { isAnswerWithheld, isWithheld } from '../domain/ticket/covered.ts';

export interface NotifyDeps {
  readonly db: Kysely<DB>;
  /** Null: no mail server is configured; notices stay in the inbox. */
  readonly mailer: Mailer | null;
  readonly publicUrl: string | null;
  readonly render: typeof renderNotice;
}

export interface NotifyRequest {
  readonly ticketNo: TicketNo;
  readonly version: number;
  /** Where it is a review's decision and not the ticket's. */
  readonly reviewId?: ReviewId;
}

/**
 * The activity that mails the notices of one decision. Safe to run twice: what was sent is marked, and a crash between sending
 * and marking sends the same id again, which mail servers and readers recognise. Throws while anything is still to be sent.
 */
export function createNotify({ db, mailer, publicUrl, render }: NotifyDeps) {
  async function mail(notice: MailNotice, ticketNo: TicketNo): Promise<void> {
    if (mailer === null || notice.addresses.length === 0) return markMailNone(db, notice.dedupeKey);
    const link = publicUrl === null ? null : `${publicUrl}/tickets/${ticketNo}`;
    const { body, locale, scopes, saidIn, category } = notice;
    const answered = { category, proposedIn: [...saidIn, ...notice.proposedIn] };
    const template = templateFor(notice.template, notice.toCustomer && isAnswerWithheld(scopes, answered));
    const { subject, text } = render(template, { ...notice.params, link }, locale);
    const following = {
      body,
      locale,
      withheld: isWithheld(scopes, { speaking: speakingIn(notice), saidIn, category }),
    };
    try {
      await mailer.send({
        to: notice.addresses,
        subject,
        text: [text, ...wordsFor(notice, following)].join('\n\n'),
        id: mailIdOf(notice.dedupeKey),
        inReplyTo: threadOf(notice, ticketNo),
        headers: { 'X-Kefu-Ticket': ticketNo },
      });
    } catch (error) {
      return markMailFailed(db, notice.dedupeKey, { error: String(error), final: isFinal(error) });
    }
    await markMailSent(db, notice.dedupeKey);
  }

  return async function notify(request: NotifyRequest): Promise<void> {
    const notices = await leaseMail(db, request);
    for (const notice of notices) await mail(notice, request.ticketNo);
    const pending = await countPendingMail(db, request);
    if (pending > 0)
      throw new Error(`${pending} mail notices of ${request.ticketNo} version ${request.version} are still to be sent`);
  };
}

function mailIdOf(dedupeKey: string): string {
  return dedupeKey.replaceAll(':', '.');
}

/** All mails to the customer stand in one thread, below the acknowledgement of the opening. */
function threadOf(notice: MailNotice, ticketNo: TicketNo): string | null {
  const first = `${ticketNo}:1:0`;
  return notice.toCustomer && notice.dedupeKey !== first ? mailIdOf(first) : null;
}

/** SMTP 5xx: the server will never take it. */
function isFinal(error: unknown): boolean {
  if (!(error instanceof Error) || !('responseCode' in error)) return false;
  return typeof error.responseCode === 'number' && error.responseCode >= 500;
}
