import type { Kysely } from 'kysely';
import type { StaffRef } from '../contracts/people.ts';
import { departmentLead, dutyAgent } from '../db/repositories/people.ts';
import type { DB } from '../db/schema/rows.ts';
import type { RouteRequest } from '../domain/ticket/state.ts';

/** The activity that finds the person a ticket goes to; null where nobody fits. Reads only, so it may run any number of times. */
export function createRoute({ db }: { readonly db: Kysely<DB> }) {
  return async function route(request: RouteRequest): Promise<StaffRef | null> {
    switch (request.want) {
      case 'department-lead':
        return departmentLead(db, request.department);
      case 'duty-agent':
        return dutyAgent(db);
    }
  };
}
