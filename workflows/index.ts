export { ticket } from './ticket/workflow.ts';
export { canary } from './canary/workflow.ts';
