import { ServiceUnavailable } from '../../intake/workflowCall.ts';

const MOST_TRIES = 8;

/** As a caller does who may not have been heard, such as by a worker that has only just begun: `ask` is repeated under the same id. */
export async function untilAnswered<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof ServiceUnavailable) || tries === MOST_TRIES) throw error;
    }
  }
}
