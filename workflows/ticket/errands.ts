import { log } from '@temporalio/workflow';
import type { TicketNo } from '../../contracts/ids.ts';
import type { Routed } from '../../domain/ticket/state.ts';
import { answerFollowers, catchUp, notify, releaseFollowers, route } from './activities.ts';
import { startReview } from './reviews.ts';
import type { Errand } from './run.ts';

/** Work of a ticket outside of its decisions, carried from run to run until it is done. */
export class Errands {
  readonly #ticketNo: TicketNo;
  readonly #underWay = new Set<Errand>();
  readonly #onRouted: (version: number, routed: Routed) => void;

  constructor(ticketNo: TicketNo, onRouted: (version: number, routed: Routed) => void) {
    this.#ticketNo = ticketNo;
    this.#onRouted = onRouted;
  }

  get underWay(): readonly Errand[] {
    return [...this.#underWay];
  }

  run(errand: Errand): void {
    void this.#run(errand);
  }

  async #run(errand: Errand): Promise<void> {
    this.#underWay.add(errand);
    try {
      await this.#work(errand);
    } catch (error) {
      // The notice is marked as failed where people see it; a ticket never ends because a mail could not be sent.
      log.error('errand failed', { kind: errand.kind, error: String(error) });
    } finally {
      this.#underWay.delete(errand);
    }
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
