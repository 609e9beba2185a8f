import type { TicketNo } from './ids.ts';
import type { Words } from './words.ts';
import type { StaffRole } from './people.ts';

/** Whether somebody takes conversations now: ready, away for a while 挂起, or not at work (docs/norms.md, assignment). */
export const AGENT_STATES = ['ready', 'away', 'off'] as const;
export type AgentState = (typeof AGENT_STATES)[number];

/** Why this person and nobody else. */
export const ASSIGNMENT_REASONS = ['asked-for', 'received', 'first-contact', 'skilled', 'free', 'escalated'] as const;
export type AssignmentReason = (typeof ASSIGNMENT_REASONS)[number];

/** Why a ticket leaves the one who works on it: he went off, is away for too long, works with tickets no more, or a supervisor says so. */
export const REASSIGNMENT_REASONS = ['off', 'away', 'left', 'supervisor'] as const;
export type ReassignmentReason = (typeof REASSIGNMENT_REASONS)[number];

/** Roles that work on tickets themselves, and so say whether they are there. */
export const WORKING_ROLES = [
  'agent',
  'seniorAgent',
  'specialist',
  'inspector',
  'dutyAgent',
] as const satisfies readonly StaffRole[];

/** What was changed about a person at work. */
export const AGENT_CHANGES = ['state', 'skills', 'reassign', 'mentor'] as const;
export type AgentChangeKind = (typeof AGENT_CHANGES)[number];

/** A ticket that stays with somebody although it was to go to others, and the rule that says so. */
export interface Staying {
  readonly ticketNo: TicketNo;
  readonly why: Words;
}

/** A side of a change, as it stood: only the fields that the kind is about. */
export interface AgentFacts {
  readonly state?: AgentState;
  readonly capacity?: number;
  readonly skills?: readonly string[];
  /** To whom tickets are to go; null: by rule. */
  readonly to?: string | null;
  /** What stayed his when it was done. */
  readonly staying?: readonly Staying[];
  readonly mentor?: string | null;
  /** Of whoever works with tickets no more: the role that he has by now, and whether he is still in the house. */
  readonly role?: StaffRole;
  readonly active?: boolean;
}
