import { sleep } from '@temporalio/workflow';
import { ticket as honest } from '../../../workflows/ticket/workflow.ts';

/** The negative control: a ticket that rests a minute before it begins is another workflow. */
export async function ticket(...args: Parameters<typeof honest>): Promise<void> {
  await sleep('1 minute');
  await honest(...args);
}
