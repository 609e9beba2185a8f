import type { TicketNo } from '../../contracts/ids.ts';
import type { Errand } from '../../domain/ticket/errands.ts';
import type { Routed } from '../../domain/ticket/state.ts';
import { Errands } from '../common/errands.ts';
import { answerFollowers, catchUp, notify, releaseFollowers, route } from './activities.ts';
import { startReview } from './reviews.ts';

/** Work of a ticket outside of its decisions, carried from run to run until it is done. */
export class TicketErrands {
  readonly #ticketNo: TicketNo;
  readonly #errands = new Errands<Errand>();
  readonly #onRouted: (version: number, routed: Routed) => void;

  constructor(ticketNo: TicketNo, onRouted: (version: number, routed: Routed) => void) {
    this.#ticketNo = ticketNo;
    this.#onRouted = onRouted;
  }

  get underWay(): readonly Errand[] {
    return this.#errands.underWay;
  }

  isUnderWay(errand: Errand): boolean {
    return this.underWay.some((other) => nameOf(other) === nameOf(errand));
  }

  run(errand: Errand): void {
    this.#errands.run(errand, () => this.#work(errand));
  }

  async #work(errand: Errand): Promise<void> {
    switch (errand.kind) {
      case 'notify':
        return notify({ ticketNo: this.#ticketNo, version: errand.version });
      case 'review':
        return startReview(errand.opening);
      case 'followers':
        return answerFollowers(this.#ticketNo);
      case 'release':
        return releaseFollowers({ head: this.#ticketNo, version: errand.version });
      case 'catch-up':
        return catchUp({ head: errand.head, follower: this.#ticketNo });
      case 'route':
        return this.#onRouted(errand.version, {
          name: 'routed',
          request: errand.request,
          to: await route(errand.request),
        });
    }
  }
}

/** Two of one name would do the same. */
function nameOf(errand: Errand): string {
  switch (errand.kind) {
    case 'notify':
      return `notify:${errand.version}`;
    case 'route':
      return `route:${errand.request.want}`;
    case 'review':
      return errand.opening.reviewId;
    case 'catch-up':
      return `catch-up:${errand.head}`;
    case 'followers':
    case 'release':
      return errand.kind;
  }
}
