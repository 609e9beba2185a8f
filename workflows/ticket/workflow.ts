import { allHandlersFinished, condition, continueAsNew, patched, setHandler } from '@temporalio/workflow';
import { Life } from './life.ts';
import { commandUpdates, messagePostedSignal, recordedSignal, reviewEndedSignal, stateQuery } from './messages.ts';
import type { TicketRun } from './run.ts';
import { heard } from './turns.ts';

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
  setHandler(messagePostedSignal, (message) => life.hear(heard(message)));
  setHandler(reviewEndedSignal, (told) =>
    life.hear({ cause: `ended:${told.reviewId}`, input: { name: 'review-ended', ...told } }),
  );
  setHandler(recordedSignal, ({ version }) => life.standing.hearOf(version));
  setHandler(stateQuery, () => life.state);
  life.begin(run);

  while (life.state.status !== 'ARCHIVED') {
    await life.rest();
    if (life.isBehind) await life.catchUp();
    const turn = turns.next();
    if (turn !== undefined) await life.take(turn);
    // Tickets from before this was so went on in another run whenever they had caught up.
    else if (!turns.historyIsLong && patched('stays-caught-up')) continue;
    else if (allHandlersFinished()) await continueAsNew<typeof ticket>(life.handOver());
    else await condition(() => !turns.isEmpty || allHandlersFinished());
  }
  life.end();
  await condition(() => allHandlersFinished() && !life.hasErrands);
}
