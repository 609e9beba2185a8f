import type { AssignmentReason } from '../../contracts/agents.ts';
import { compareText } from '../../contracts/order.ts';
import type { StaffRef } from '../../contracts/people.ts';
import type { Candidate, Need } from './candidate.ts';

/** Who gets the ticket, and by which rule. */
export interface Choice {
  readonly to: StaffRef;
  readonly why: AssignmentReason;
}

/**
 * The one agent a ticket goes to, or null where nobody is free: then it waits in its queue. Whoever is chosen is ready, on
 * shift, below his capacity and of the ticket's department. In this order:
 *
 * 1. the one the customer asked for by number;
 * 2. the one who took the matter in, then the first contact of the customer's open ticket (首接负责);
 * 3. somebody with the skill before somebody without: the least loaded, of those who has waited longest, then the lowest number.
 *
 * The same candidates and need give the same choice, whatever their order.
 */
export function choose(candidates: readonly Candidate[], need: Need): Choice | null {
  const free = candidates.filter((candidate) => isFree(candidate) && fits(candidate, need));
  const one = named(free, need);
  if (one !== null) return one;
  const skilled = free.filter((candidate) => hasSkill(candidate, need));
  const first = (skilled.length > 0 ? skilled : free).toSorted(byTurn)[0];
  if (first === undefined) return null;
  const why = need.senior ? 'escalated' : skilled.length > 0 ? 'skilled' : 'free';
  return { to: refOf(first), why };
}

function isFree({ state, onShift, load, capacity }: Candidate): boolean {
  return state === 'ready' && onShift && load < capacity;
}

function fits({ staffNo, role, department }: Candidate, need: Need): boolean {
  if (department !== need.department || need.without.includes(staffNo)) return false;
  if (need.senior) return role === 'seniorAgent';
  return department !== 'FRONT' || role === 'agent' || role === 'seniorAgent';
}

function named(free: readonly Candidate[], need: Need): Choice | null {
  const wishes = [
    ['asked-for', need.askedFor],
    ['received', need.receivedBy],
    ['first-contact', need.contact],
  ] as const;
  for (const [why, staffNo] of wishes) {
    const one = free.find((candidate) => candidate.staffNo === staffNo);
    if (one !== undefined) return { to: refOf(one), why };
  }
  return null;
}

/** A skill is the ticket's department, its category, or a group that the category belongs to. */
export function hasSkill(
  { skills }: Pick<Candidate, 'skills'>,
  { department, category }: Pick<Need, 'department' | 'category'>,
): boolean {
  return skills.some(
    (skill) => skill === department || (category !== null && (category === skill || category.startsWith(`${skill}.`))),
  );
}

function byTurn(a: Candidate, b: Candidate): number {
  return (
    a.load - b.load ||
    compareText(a.lastAssignedAt ?? '', b.lastAssignedAt ?? '') ||
    a.staffNo.length - b.staffNo.length ||
    compareText(a.staffNo, b.staffNo)
  );
}

function refOf({ staffNo, role, department }: Candidate): StaffRef {
  return { staffNo, role, department };
}
