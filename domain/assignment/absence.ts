import type { AgentState } from '../../contracts/agents.ts';

/** Somebody who is away for longer than this does not come back to a waiting customer in time (DECISION, docs/norms.md). */
const AWAY_MINUTES = 10;

/** After how many minutes in a state the customers who wait for his word go to others; null: never. */
export function reassignAfterMinutes(state: AgentState): number | null {
  switch (state) {
    case 'ready':
      return null;
    case 'away':
      return AWAY_MINUTES;
    case 'off':
      return 0;
  }
}
