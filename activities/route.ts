import type { Kysely } from 'kysely';
import type { StaffRef } from '../contracts/people.ts';
import { assignAgent } from '../db/repositories/people/agents.ts';
import { departmentLead } from '../db/repositories/people/people.ts';
import type { DB } from '../db/schema/rows.ts';
import type { RouteRequest } from '../domain/ticket/state.ts';

/** The activity that finds the person a ticket goes to; null where nobody fits. Run again it may find another, and only the last answer counts. */
export function createRoute({ db }: { readonly db: Kysely<DB> }) {
  return async function route(request: RouteRequest): Promise<StaffRef | null> {
    switch (request.want) {
      case 'department-lead':
        return departmentLead(db, request);
      case 'senior-agent':
        return request.need === undefined ? null : ((await assignAgent(db, request.need))?.to ?? null);
    }
  };
}
