import type { WaitingOn } from '../../contracts/ticket.ts';
import type { ReviewState } from './state.ts';

/** On whom a review waits: the department of quality, the person scored while there is time to appeal, or nobody any more. */
export function reviewWaitsOn({ status }: Pick<ReviewState, 'status'>): WaitingOn {
  switch (status) {
    case 'OPEN':
    case 'INVESTIGATING':
    case 'UPHELD':
    case 'PARTLY':
    case 'NOT_UPHELD':
    case 'APPEALED':
      return 'department';
    case 'SCORED':
      return 'party';
    case 'TOLD':
    case 'FINAL':
      return 'nobody';
  }
}
