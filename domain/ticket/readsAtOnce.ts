import type { Channel } from '../../contracts/ticket.ts';

/** A customer in an online conversation has each word of staff before him as it is written; all others are told of it, by mail or in the inbox. */
export function readsAtOnce({ channel }: { readonly channel: Channel }): boolean {
  return channel === 'online';
}
