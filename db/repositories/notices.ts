import { type Kysely, sql } from 'kysely';
import type { ReviewId, TicketNo } from '../../contracts/ids.ts';
import type { NoticeTemplate } from '../../contracts/notices.ts';
import type { Scope } from '../../contracts/people.ts';
import type { DB, JsonValue } from '../schema/rows.ts';
import { ROLES_AT_TICKETS } from '../../domain/ticket/roles.ts';
import { isMeantFor } from './meantFor.ts';
import type { Reader } from './reading/scope.ts';
import { wordsOfMessage } from './wordsOfMessage.ts';

/** A notice that is to leave by mail, with everything its mail needs. */
export interface MailNotice {
  readonly dedupeKey: string;
  /** Until when its sender has it, as PostgreSQL writes that: by it he knows whether he still does. */
  readonly leasedUntil: string;
  readonly template: NoticeTemplate;
  readonly params: Readonly<Record<string, string | number | null>>;
  readonly toCustomer: boolean;
  readonly locale: 'zh-CN' | 'en';
  /** Empty where nobody it is for has an address. */
  readonly addresses: readonly string[];
  /** Those that have got it. */
  readonly mailedTo: readonly string[];
  /** Who reads it there. */
  readonly readers: readonly Reader[];
  /** The stored words that belong to it. */
  readonly body: JsonValue;
  /** Of the ticket, and those in which its words were said. */
  readonly category: string | null;
  readonly saidIn: readonly string[];
  /** Those in which the answer that stands in the ticket was said. */
  readonly proposedIn: readonly string[];
  /** Those of the sub-account it is for; null: all. */
  readonly scopes: readonly Scope[] | null;
}

/** A ticket and its reviews count their versions each for itself; with `reviewId` it is the review's. */
export interface MailedDecision {
  readonly ticketNo: TicketNo;
  readonly version: number;
  readonly reviewId?: ReviewId;
}

function keyPrefix({ ticketNo, reviewId }: MailedDecision): string {
  return `${reviewId ?? ticketNo}:`;
}

const MAILED = { staffNo: sql`s.staff_no`, role: sql`s.role` };

/**
 * Takes the pending mail notices of one decision for a minute, so that no other sender has them meanwhile.
 * The customer is written to at the ticket's contact address, else the account's, else the main account's, which reads all that it reads; roles
 * and departments at all their addresses.
 */
export async function leaseMail(db: Kysely<DB>, decision: MailedDecision): Promise<readonly MailNotice[]> {
  const { rows } = await sql<MailNotice>`
    with leased as (
      update notices set mail_leased_until = now() + interval '1 minute'
      where ticket_no = ${decision.ticketNo} and version = ${decision.version} and mail_state = 'pending'
        and starts_with(dedupe_key, ${keyPrefix(decision)})
        and (mail_leased_until is null or mail_leased_until < now())
      returning *
    )
    select n.dedupe_key as "dedupeKey", n.mail_leased_until::text as "leasedUntil", n.template, n.params, n.recipient_kind in ('customer', 'company') as "toCustomer",
      coalesce(a.locale, 'zh-CN') as locale, n.mailed_to as "mailedTo", coalesce(x.body, ${wordsOfMessage('n')}) as body, t.category, n.said_in as "saidIn", coalesce(t.state -> 'proposedIn', '[]') as "proposedIn",
      case when a.kind = 'sub' then a.scopes end as scopes,
      coalesce(w.addresses, array_remove(array[coalesce(
        case when n.recipient_kind = 'customer' or n.recipient = t.company_id then t.contact->>'email' end, a.email)], null)) as addresses,
      coalesce(w.readers, jsonb_build_array(jsonb_build_object('kind', 'customer', 'companyId', a.company_id, 'accountId', a.id,
        'main', a.kind = 'main', 'scopes', a.scopes))) as readers
    from leased n
      join tickets t on t.ticket_no = n.ticket_no
      left join lateral (select account.* from accounts account
        where (n.recipient_kind = 'company' and company_id = n.recipient and kind = 'main')
          or (n.recipient_kind = 'customer' and (id = n.recipient or kind = 'main')
            and company_id = (select company_id from accounts where id = n.recipient))
        order by coalesce(t.contact->>'email', email) is null, id <> n.recipient, id limit 1) a on true
      left join lateral (select coalesce(array_agg(s.email order by s.staff_no), '{}') as addresses,
          coalesce(jsonb_agg(jsonb_build_object('kind', 'staff', 'staffNo', s.staff_no, 'role', s.role,
            'department', s.department)), '[]') as readers
        from staff s where s.active and s.email is not null and n.recipient =
          case n.recipient_kind when 'staff' then s.staff_no when 'role' then s.role else s.department end
          and (n.recipient_kind <> 'department' or s.role = any(${ROLES_AT_TICKETS}))
          and ${isMeantFor({ notice: 'n', tickets: 't' }, MAILED)}
      ) w on n.recipient_kind not in ('customer', 'company')
      left join texts x on x.id = n.text_id
    order by n.dedupe_key
  `.execute(db);
  return rows;
}

/** Has it for another minute; false where another sender has taken it meanwhile. */
export async function renewMail(
  db: Kysely<DB>,
  { dedupeKey, leasedUntil }: Pick<MailNotice, 'dedupeKey' | 'leasedUntil'>,
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('notices')
    .set({ mail_leased_until: sql<Date>`now() + interval '1 minute'` })
    .where('dedupe_key', '=', dedupeKey)
    .where('mail_leased_until', '=', sql<Date>`${leasedUntil}::timestamptz`)
    .executeTakeFirstOrThrow();
  return numUpdatedRows > 0n;
}

/** How many mail notices of the decision are still to be sent, whoever holds them. */
export async function countPendingMail(db: Kysely<DB>, decision: MailedDecision): Promise<number> {
  const { count } = await db
    .selectFrom('notices')
    .select((eb) => eb.fn.countAll<string>().as('count'))
    .where('ticket_no', '=', decision.ticketNo)
    .where('version', '=', decision.version)
    .where('mail_state', '=', 'pending')
    .where(sql<boolean>`starts_with(dedupe_key, ${keyPrefix(decision)})`)
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** Decisions whose mail nobody seems to send: in an hour nobody has tried, or in a day nobody could. The oldest first. */
export async function mailLeftBehind(db: Kysely<DB>, limit: number): Promise<readonly MailedDecision[]> {
  const { rows } = await sql<{ ticketNo: TicketNo; version: number; reviewId: ReviewId | null }>`
    select ticket_no as "ticketNo", version, nullif(split_part(dedupe_key, ':', 1), ticket_no) as "reviewId" from notices
    where mail_state = 'pending' and ticket_no is not null and (mail_leased_until is null or mail_leased_until < now())
      and (created_at < now() - interval '1 day' or (mail_error is null and created_at < now() - interval '1 hour'))
    group by 1, 2, 3 order by min(created_at) limit ${limit}
  `.execute(db);
  return rows.map(({ reviewId, ...decision }) => (reviewId === null ? decision : { ...decision, reviewId }));
}

/** Mail that is a week late shows as failed. */
export async function giveUpMail(db: Kysely<DB>): Promise<void> {
  await sql`
    update notices set mail_state = 'failed', mail_error = coalesce(mail_error, 'not sent within a week')
    where mail_state = 'pending' and created_at < now() - interval '7 days'
      and (mail_leased_until is null or mail_leased_until < now())
  `.execute(db);
}

/** One address has got it; whoever sends it has it for another minute. */
export async function markMailTaken(db: Kysely<DB>, dedupeKey: string, address: string): Promise<void> {
  await db
    .updateTable('notices')
    .set({
      mailed_to: sql<string[]>`array_append(mailed_to, ${address})`,
      mail_leased_until: sql<Date>`now() + interval '1 minute'`,
    })
    .where('dedupe_key', '=', dedupeKey)
    .execute();
}

/** Each address has got it. */
export async function markMailSent(db: Kysely<DB>, dedupeKey: string): Promise<void> {
  await db
    .updateTable('notices')
    .set({ mail_state: 'sent', mailed_at: sql<Date>`now()`, mail_error: null, mail_leased_until: null })
    .where('dedupe_key', '=', dedupeKey)
    .execute();
}

/** Stays in the inbox only: there is no mail server, or nobody has an address. */
export async function markMailNone(db: Kysely<DB>, dedupeKey: string): Promise<void> {
  await db
    .updateTable('notices')
    .set({ mail_state: 'none', mail_leased_until: null })
    .where('dedupe_key', '=', dedupeKey)
    .execute();
}

/** Tried in vain: again later, unless the fault is final or the notice is 23 h old; then it shows as failed. */
export async function markMailFailed(
  db: Kysely<DB>,
  dedupeKey: string,
  fault: { error: string; final: boolean },
): Promise<void> {
  await sql`
    update notices set mail_error = ${fault.error}, mail_leased_until = null,
      mail_state = case when ${fault.final} or created_at < now() - interval '23 hours' then 'failed' else 'pending' end
    where dedupe_key = ${dedupeKey}
  `.execute(db);
}
