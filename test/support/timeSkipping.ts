import { TestWorkflowEnvironment } from '@temporalio/testing';
import { inject } from 'vitest';

/** A server whose clock jumps to the next timer. One per test file: its clock is global to it. */
export async function createTimeSkipping(): Promise<TestWorkflowEnvironment> {
  const path = inject('testServerPath');
  return TestWorkflowEnvironment.createTimeSkipping({ server: { executable: { type: 'existing-path', path } } });
}
