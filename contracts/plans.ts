import type { Instant } from './instants.ts';
import type { Department, StaffRef } from './people.ts';

/** What one of a department is to do, and by when, as a supervisor plans it. */
export interface PlannedTask {
  readonly department: Department;
  readonly responsible: StaffRef;
  /** 18:00 of the milestone's day. */
  readonly milestoneAt: Instant;
  /** The open task of this department and person is to deliver something else from now on. */
  readonly reworded?: true;
}
