import type { OutageComponent } from '../../contracts/outages.ts';
import type { Channel } from '../../contracts/ticket.ts';

/** A declaration may reach so far back (DECISION, docs/norms.md): what is older is in reports that people have read. */
export const DECLARED_BACK_MS = 30 * 24 * 3_600_000;

/** Whether what stood still can have kept anybody from a ticket of this channel (null: no ticket's): a mail outage explains no phone clock. */
export function reaches(component: OutageComponent, channel: Channel | null): boolean {
  switch (component) {
    case 'mail':
      return channel === 'email';
    case 'phone':
      return channel === 'phone';
    case 'limits':
    case 'api':
    case 'database':
    case 'temporal':
    case 'worker':
    case 'network':
      return true;
  }
}
