import { stepOf } from '../../domain/dispute/dispute.ts';
import { tickingClock } from '../../domain/ticket/clockwork.ts';
import type { Desk } from './desk.ts';

/** Lets the window of the dispute that runs end without anybody acting. */
export function silence(desk: Desk): Desk {
  const { dispute } = desk.state;
  const clock = dispute === null ? null : stepOf(dispute).clock;
  const due = clock === null ? null : tickingClock(desk.state, [clock])?.plan?.dueAt;
  if (due === null || due === undefined) throw new Error('no window runs');
  return desk.passTo(due);
}
