/** What a run that is read again may cost: as many events, each with as many limits. A second or two; a task has ten. */
const MOST = 60_000;
/** A limit is begun and met at the least with so many events. */
const EVENTS_OF_A_LIMIT = 10;

export interface RunLength {
  /** Of its history. */
  readonly events: number;
  /** That the ticket had when the run began. */
  readonly limits: number;
  /** By Temporal's own measure. */
  readonly isSuggested: boolean;
}

/**
 * Whether another run should go on. Whoever takes the ticket up reads its run from the beginning, and each decision in it hands on the whole
 * state, in which every limit stays. How many the state has by now is reckoned from the events: a replay may hear of a decision in another task.
 */
export function isLongRun({ events, limits, isSuggested }: RunLength): boolean {
  return isSuggested || events * (limits + events / EVENTS_OF_A_LIMIT) > MOST;
}
