import { type RawBuilder, sql } from 'kysely';
import { REVIEW_CLOCK_IDS } from '../../../contracts/clocks.ts';
import { LAPSING_CLOCK_IDS } from '../../../domain/clocks/rules.ts';

/** `isMissed` of domain/clocks/running/ticking.ts, now, for rows of `clocks` or like them. */
export function isMissed(clocks: string): RawBuilder<boolean> {
  const column = (name: string) => sql.ref(`${clocks}.${name}`);
  return sql<boolean>`(${column('breached')} or (${column('status')} = 'running' and ${column('due_at')} <= now()
    and ${column('id')} <> all(${[...LAPSING_CLOCK_IDS]})))`;
}

/**
 * Whether this limit of a ticket about the service itself is that of the review which answers it: one limit with two records, of which
 * reports and figures count the review's.
 */
export function isItsReviews(ticketNo: RawBuilder<unknown>, clockId: RawBuilder<unknown>): RawBuilder<boolean> {
  return sql<boolean>`(${clockId} = any(${[...REVIEW_CLOCK_IDS]}) and exists (
    select from reviews r, jsonb_array_elements(r.state -> 'clocks') l where r.ticket_no = ${ticketNo} and l ->> 'id' = ${clockId}))`;
}
