export { ticket } from './ticket/workflow.ts';
export { qualityReview } from './qualityReview/workflow.ts';
export { shiftHandover } from './shiftHandover/workflow.ts';
export { calendarWatch } from './calendarWatch/workflow.ts';
export { canary } from './canary/workflow.ts';
export { reassignment } from './reassignment/workflow.ts';
export { timetableJob } from './timetableJob/workflow.ts';
