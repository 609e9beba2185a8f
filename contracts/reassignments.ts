import type { Instant } from './instants.ts';

/** Tickets of one person that go to others at an instant, unless he is back before it. */
export interface Reassignment {
  /** The change of his state, or the supervisor's order, that it follows from. */
  readonly changeId: string;
  readonly staffNo: string;
  readonly dueAt: Instant;
}

/** What became of his tickets: in other hands, in their queue again, or still his. */
export interface ReassignmentTally {
  readonly moved: number;
  readonly queued: number;
  readonly kept: number;
}

/** Its workflow, found by the person and the change. */
export function reassignmentWorkflowId({ staffNo, changeId }: Reassignment): string {
  return `reassignment-${staffNo}-${changeId}`;
}
