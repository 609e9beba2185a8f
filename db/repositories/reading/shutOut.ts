import { type RawBuilder, sql } from 'kysely';
import { JUDGES } from '../../../domain/ticket/shutOut.ts';
import { isOfService } from './ofService.ts';

/** A staff member as SQL sees him. */
export interface StaffSql {
  readonly staffNo: RawBuilder<unknown>;
  readonly role: RawBuilder<unknown>;
}

/** No review of it as a matter of the service was ever about this person: `judged`. */
function neverJudged(tickets: string, staffNo: RawBuilder<unknown>): RawBuilder<boolean> {
  const judged = sql.ref(`${tickets}.judged`);
  return sql<boolean>`(${judged} is null or not ${judged} @> to_jsonb(${staffNo}::text))`;
}

/** For whoever judges the service: `isShutOut`. */
export function isNotAbout(tickets: string, staffNo: RawBuilder<unknown>): RawBuilder<boolean> {
  return sql<boolean>`(${neverJudged(tickets, staffNo)} and not (${isOfService(tickets)}
    and ${sql.ref(`${tickets}.state`)} #> '{reviews,open}' @> jsonb_build_array(jsonb_build_object('subject', ${staffNo}::text))))`;
}

/** For everybody else at the desk: `isShutOut`. */
export function isOfDesk(tickets: string, staffNo: RawBuilder<unknown>): RawBuilder<boolean> {
  return sql<boolean>`(not ${isOfService(tickets)} and ${neverJudged(tickets, staffNo)})`;
}

/** The same for somebody of whichever role. */
export function isOpenTo(tickets: string, { staffNo, role }: StaffSql): RawBuilder<boolean> {
  return sql<boolean>`(${isNotAbout(tickets, staffNo)} and (${role} = any(${JUDGES}) or not ${isOfService(tickets)}))`;
}
