import type { Kysely } from 'kysely';
import { isTicketNo, type TicketNo } from '../contracts/ids.ts';
import { type Mail, type Mailer, MailRefused } from '../channels/email/mailer.ts';
import type { renderNotice } from '../channels/notices/render.ts';
import { speakingIn } from '../channels/notices/following.ts';
import { templateFor, withoutNames, wordsFor } from '../channels/notices/withheld.ts';
import {
  countPendingMail,
  leaseMail,
  type MailedDecision,
  type MailNotice,
  markMailFailed,
  markMailNone,
  markMailSent,
  markMailTaken,
  renewMail,
} from '../db/repositories/notices.ts';
import { unreadByAny } from '../db/repositories/reading/namedTickets.ts';
import type { DB } from '../db/schema/rows.ts';
import { isAnswerWithheld, isWithheld } from '../domain/ticket/covered.ts';

export interface NotifyDeps {
  readonly db: Kysely<DB>;
  /** Null: no mail server is configured; notices stay in the inbox. */
  readonly mailer: Mailer | null;
  /** Of the site whose `/tickets/<number>` shows a ticket to whoever is told of it. Null: there is none, and mails have no link. */
  readonly publicUrl: string | null;
  readonly render: typeof renderNotice;
}

/** An address that did not get its mail, and why. */
interface Fault {
  readonly to: string;
  readonly error: unknown;
}

/** What is still to be sent, and what kept it back: codes, since Temporal shows them and an answer of a mail server may name somebody. */
interface Undelivered {
  readonly count: number;
  readonly codes: readonly string[];
}

/**
 * Mails the notices of one decision; answers what is still to be sent. Safe to run twice: what was sent is marked, and a crash between
 * sending and marking sends the same id again, which mail servers and readers recognise.
 */
export function createDelivery({ db, mailer, publicUrl, render }: NotifyDeps) {
  /** As in the inbox; what one of them may not find stands in the mail to none of them. */
  async function unreadOf({ dedupeKey, params, readers }: MailNotice, ticketNo: TicketNo): Promise<readonly string[]> {
    const namesAnother = Object.values(params).some(
      (value) => typeof value === 'string' && isTicketNo(value) && value !== ticketNo,
    );
    return namesAnother ? unreadByAny(db, dedupeKey, readers) : [];
  }

  async function letterOf(notice: MailNotice, ticketNo: TicketNo): Promise<Omit<Mail, 'to'>> {
    const link = publicUrl === null ? null : `${publicUrl}/tickets/${ticketNo}`;
    const { body, locale, scopes, saidIn, category } = notice;
    const answered = { category, proposedIn: [...saidIn, ...notice.proposedIn] };
    const template = templateFor(notice.template, notice.toCustomer && isAnswerWithheld(scopes, answered));
    const params = withoutNames(notice, await unreadOf(notice, ticketNo));
    const { subject, text } = render(template, { ...params, link }, locale);
    const following = {
      body,
      locale,
      withheld: isWithheld(scopes, { speaking: speakingIn(notice), saidIn, category }),
    };
    return {
      subject,
      text: [text, ...wordsFor(notice, following)].join('\n\n'),
      id: mailIdOf(notice.dedupeKey),
      inReplyTo: threadOf(notice, ticketNo),
      headers: { 'X-Kefu-Ticket': ticketNo },
    };
  }

  /** To each address by itself: nobody sees the others', and what one of them gets does not hang on them. */
  async function send(through: Mailer, { dedupeKey, addresses, mailedTo }: MailNotice, letter: Omit<Mail, 'to'>) {
    const faults: Fault[] = [];
    for (const to of addresses.filter((address) => !mailedTo.includes(address))) {
      try {
        await through.send({ ...letter, to });
      } catch (error) {
        faults.push({ to, error });
        // The server is away, whoever it is for.
        if (!(error instanceof MailRefused)) break;
        continue;
      }
      await markMailTaken(db, dedupeKey, to);
    }
    return faults;
  }

  async function mail(notice: MailNotice, ticketNo: TicketNo): Promise<readonly Fault[]> {
    const { dedupeKey, addresses } = notice;
    if (mailer === null || addresses.length === 0) {
      await markMailNone(db, dedupeKey);
      return [];
    }
    const faults = await send(mailer, notice, await letterOf(notice, ticketNo));
    if (faults.length === 0) await markMailSent(db, dedupeKey);
    else await markFailed(dedupeKey, faults);
    return faults;
  }

  async function markFailed(dedupeKey: string, faults: readonly Fault[]): Promise<void> {
    await markMailFailed(db, dedupeKey, {
      error: faults.map(({ to, error }) => `${to}: ${String(error)}`).join('; '),
      final: faults.every(({ error }) => error instanceof MailRefused && error.isFinal),
    });
  }

  return async function deliver(decision: MailedDecision): Promise<Undelivered> {
    const notices = await leaseMail(db, decision);
    const codes = new Set<string>();
    for (const notice of notices) {
      // Those before it may have taken longer than the minute for which all were taken.
      if (!(await renewMail(db, notice))) continue;
      for (const { error } of await mail(notice, decision.ticketNo)) codes.add(codeOf(error));
    }
    return { count: await countPendingMail(db, decision), codes: [...codes] };
  };
}

/** The activity of a delivery: throws while anything is still to be sent. */
export function createNotify(deps: NotifyDeps) {
  const deliver = createDelivery(deps);
  return async function notify(decision: MailedDecision): Promise<void> {
    const { count, codes } = await deliver(decision);
    if (count === 0) return;
    const why = codes.length === 0 ? 'another sender has them' : codes.join(', ');
    const { ticketNo, version } = decision;
    throw new Error(`${count} mail notices of ${ticketNo} version ${version} are still to be sent (${why})`);
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

/** The reply of the mail server, or what its client calls the fault: `ECONNECTION`, `EAUTH`. */
function codeOf(error: unknown): string {
  if (error instanceof MailRefused) return String(error.reply);
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
}
