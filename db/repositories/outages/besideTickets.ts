import { sql } from 'kysely';
import { isMissed } from '../reading/missed.ts';

const LIMITS = sql`as l(
  key text, id text, status text, breached boolean, "startedAt" timestamptz, "stoppedAt" timestamptz, plan jsonb)`;

const COLUMNS = sql`l.key, l.id, l.status, l.breached, l."startedAt" as started_at, l."stoppedAt" as stopped_at,
  (l.plan ->> 'dueAt')::timestamptz as due_at`;

/**
 * The missed limits of quality reviews and of shifts' hand-overs: columns like those of `clocks`, and whose they are, a review's the
 * inspectors', a hand-over's of whoever the roster names. Only records are looked through of which some limit was missed or has come.
 */
export const MISSED_BESIDE_TICKETS = sql`(
  select * from (
    select r.ticket_no, r.review_id, null as handover_id, 'QA' as holder, ${COLUMNS}
    from reviews r cross join lateral jsonb_to_recordset(r.state -> 'clocks') ${LIMITS}
    where r.breached or (r.ended_at is null and r.next_due_at <= now())
    union all
    select null, null, h.handover_id, 'DUTY', ${COLUMNS}
    from handovers h cross join lateral jsonb_to_recordset(h.state -> 'clocks') ${LIMITS}
    where h.breached or (h.status = 'OPEN' and h.due_at <= now())
  ) had where ${isMissed('had')}
)`;
