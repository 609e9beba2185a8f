export { ticket } from './ticket/workflow.ts';
export { canary } from './canary/workflow.ts';
export { timetableJob } from './timetableJob/workflow.ts';
