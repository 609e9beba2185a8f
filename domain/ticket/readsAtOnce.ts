import type { Instant } from '../../contracts/instants.ts';
import type { Channel } from '../../contracts/ticket.ts';

/** An online conversation is live so long after a word (DECISION, docs/norms.md). */
export const LIVE_MINUTES = 20;

/** Whether the customer is in a live online conversation and has each word of staff before him as it is written; all others are told of it, by mail or in the inbox. */
export function readsAtOnce(
  { channel, heardAt }: { readonly channel: Channel; readonly heardAt: Instant },
  at: Instant,
): boolean {
  return channel === 'online' && Date.parse(at) - Date.parse(heardAt) < LIVE_MINUTES * 60_000;
}
