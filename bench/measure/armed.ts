import type { Bench } from '../bench.ts';
import { type Spread, spreadOf } from './spread.ts';

/** Milliseconds from the answer 201 to the ticket's first timer, one ticket at a time. */
export async function measureArmed({ desk, engine, plan }: Bench): Promise<Spread> {
  const waits: number[] = [];
  for (let sample = 0; sample < plan.samples; sample += 1) {
    const ticketNo = await desk.open();
    const answeredAt = Date.now();
    waits.push((await engine.armedAt(ticketNo)) - answeredAt);
  }
  return spreadOf(waits);
}
