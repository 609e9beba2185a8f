import type { TicketState } from '../../domain/ticket/state.ts';

/** How far the ticket is known to have come in PostgreSQL. A run is behind it where Temporal was lost between a writing and its end. */
export class Standing {
  #version = 0;

  hearOf(version: number | undefined): void {
    this.#version = Math.max(this.#version, version ?? 0);
  }

  /** Whether that is further than this state, also by what has just been told. */
  isAheadOf({ version }: TicketState, told = 0): boolean {
    return Math.max(this.#version, told) > version;
  }

  /** It is being looked up; what is heard from now on may be more than that finds. */
  forget(): void {
    this.#version = 0;
  }
}
