import { allHandlersFinished, condition, continueAsNew, setHandler } from '@temporalio/workflow';
import { Life } from './life.ts';
import { commandUpdates, messagePostedSignal, reviewEndedSignal, stateQuery } from './messages.ts';
import type { TicketRun } from './run.ts';

/**
 * The life of a ticket: inputs (commands, messages, limits that come, answers to errands) are taken one by one;
 * the rules decide, the decision is written, the timers follow the limits, errands leave the house; until it is archived.
 *
 * Invariants: one input at a time, so no two decisions interleave; the state changes only after it was written;
 * one timer per running clock; every exit has answered each handler. See docs/architecture.md.
 */
export async function ticket(run: TicketRun): Promise<void> {
  const life = new Life(run);
  const { turns } = life;

  for (const update of commandUpdates.values()) {
    setHandler(update, (command) => life.settle(command), { validator: (command) => life.refuseAtOnce(command) });
  }
  setHandler(messagePostedSignal, ({ messageId, ...message }) =>
    life.hear(messageId, { name: 'message-arrived', ...message }),
  );
  setHandler(reviewEndedSignal, (told) => life.hear(`ended:${told.reviewId}`, { name: 'review-ended', ...told }));
  setHandler(stateQuery, () => life.state);
  life.begin(run);

  while (life.state.status !== 'ARCHIVED') {
    await condition(() => !turns.isEmpty || turns.historyIsLong);
    const turn = turns.next();
    if (turn !== undefined) await life.take(turn);
    else if (allHandlersFinished()) await continueAsNew<typeof ticket>(life.handOver());
    else await condition(() => !turns.isEmpty || allHandlersFinished());
  }
  life.end();
  await condition(() => allHandlersFinished() && !life.hasErrands);
}
