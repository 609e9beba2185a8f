import type { AgentState } from '../../contracts/agents.ts';
import type { Instant } from '../../contracts/instants.ts';
import type { Department, StaffRef } from '../../contracts/people.ts';

/** Conversations that one person leads at once where nobody set another number (docs/norms.md, assignment, DECISION 39). */
export const DEFAULT_CAPACITY = 5;

/** Somebody a ticket could go to, as he stands now. */
export interface Candidate extends StaffRef {
  readonly state: AgentState;
  /** By the roster; true where there is none for him. */
  readonly onShift: boolean;
  /** Tickets in his hands. */
  readonly load: number;
  /** Most tickets at once. */
  readonly capacity: number;
  /** Codes of departments, categories, or groups of them (`ORD`, `ORD.PAY`). */
  readonly skills: readonly string[];
  /** Null: never. */
  readonly lastAssignedAt: Instant | null;
}

/** What the ticket needs. */
export interface Need {
  readonly department: Department;
  readonly category: string | null;
  /** The staff number that the customer gave. */
  readonly askedFor: string | null;
  /** Who took the matter in for the customer: an agent on the phone. */
  readonly receivedBy: string | null;
  /** The first contact of an open ticket of the same customer (首接负责). */
  readonly contact: string | null;
  /** Who must not get it: the one who drops out, whoever's proposal was refused. */
  readonly without: readonly string[];
  /** Only a senior agent will do: the customer asked for one. */
  readonly senior: boolean;
}
