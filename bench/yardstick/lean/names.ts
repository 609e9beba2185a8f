export const TASK_QUEUE = 'bench-lean';
/** Of a life's seven steps, those after the opening. */
export const STEPS = 6;

export function workflowIdOf(id: string): string {
  return `bench-lean-${id}`;
}
