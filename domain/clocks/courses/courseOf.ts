import type { ClockRuleId } from '../rules.ts';
import type { Course } from './course.ts';
import { DESK_COURSES } from './deskCourses.ts';
import { TICKET_COURSES } from './ticketCourses.ts';

/** What starts and what ends a limit, in words. Norm: docs/norms.md, clocks. */
export function courseOf(id: ClockRuleId): Course {
  return { ...TICKET_COURSES, ...DESK_COURSES }[id];
}
