import type { Department } from '../../contracts/people.ts';
import { DEPARTMENTS } from '../../contracts/people.ts';
import type { Policy } from './policy.ts';

/** What a policy measures inside the house besides what the customer is promised; decided when a ticket is pinned to it. */
export interface InHouse {
  /** ONLINE_STRICT runs beside ONLINE_REPLY. */
  readonly strict: boolean;
  /** Departments with a limit of their own. */
  readonly departments: readonly Department[];
}

/** In the order of the departments' list, so that one policy always gives the same. */
export function inHouseOf(policy: Policy): InHouse {
  return {
    strict: isStrict(policy),
    departments: DEPARTMENTS.filter((department) => policy.internal[department] !== undefined),
  };
}

/** Whether the profile in force measures the strict online reply. Norm: S1, 30 seconds. */
export function isStrict({ profile, profiles }: Policy): boolean {
  return profile !== null && profiles[profile]?.ONLINE_STRICT !== undefined;
}
