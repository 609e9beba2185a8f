import type { MomentsPassed } from '../clocks/types.ts';
import type { Refusal } from '../../contracts/errors.ts';
import type { Instant } from '../../contracts/instants.ts';
import type { Actor } from '../../contracts/people.ts';
import type { Words } from '../../contracts/words.ts';
import {
  REVIEW_COMMANDS,
  type ReviewCommand,
  type ReviewCommandName,
  type ReviewCommandOf,
  type ReviewCommandPayloads,
} from '../../contracts/reviews.ts';
import { ADD_WORDS } from './adding.ts';
import { finished, happened, MANAGERS, type ReviewDraft, tell } from './draft.ts';
import { INVESTIGATING_RULES } from './investigating.ts';
import { REASSIGN_REVIEW } from './leaving.ts';
import { passMoments, recordFoundBreaches } from './moments.ts';
import { REPLAN_REVIEW } from './replanning.ts';
import type { ReviewRule, ReviewRules } from './rule.ts';
import { SCORING_RULES } from './scoring.ts';
import type { Counted, ReviewDecision, ReviewState } from './state.ts';
import { isBarred, isJudge } from './who.ts';

export type ReviewInput = ReviewCommand | MomentsPassed | Counted;

const RULES: ReviewRules = {
  ...INVESTIGATING_RULES,
  ...SCORING_RULES,
  'add-words': ADD_WORDS,
  replan: REPLAN_REVIEW,
  reassign: REASSIGN_REVIEW,
};
const SYSTEM: Actor = { kind: 'system' };
/** Upheld complaints of one month from which on somebody above is told (docs/norms.md, quality reviews). */
const SUPERVISOR_FROM = 2;
const MANAGER_FROM = 3;

/**
 * What the rules make of one input to a review at one instant. Pure: same arguments, same decision.
 * A command is judged in the order of the interface: who may (`forbidden`, `self-review`), the version seen
 * (`version-mismatch`), from where (`state-conflict`), with what (422); a refusal changes nothing. Other inputs are facts.
 *
 * Sources: docs/norms.md, quality reviews.
 */
export function decideReview(state: ReviewState, input: ReviewInput, at: Instant): ReviewDecision {
  const draft: ReviewDraft = {
    at,
    actor: 'actor' in input ? input.actor : SYSTEM,
    textId: 'textId' in input ? input.textId : null,
    before: state.status,
    state: { ...state, version: state.version + 1 },
    events: [],
    notices: [],
    count: null,
  };
  const refusal = apply(draft, input, state);
  if (refusal !== null) return { ok: false, refusal };
  recordFoundBreaches(draft, state);
  return finished(draft);
}

function apply(draft: ReviewDraft, input: ReviewInput, state: ReviewState): Refusal | null {
  switch (input.name) {
    case 'moments-passed':
      passMoments(draft, input.keys);
      return null;
    case 'counted':
      counted(draft, input);
      return null;
    default:
      return applyCommand(draft, input, state);
  }
}

function applyCommand<Name extends keyof ReviewCommandPayloads>(
  draft: ReviewDraft,
  command: ReviewCommandOf<Name>,
  state: ReviewState,
): Refusal | null {
  const rule: ReviewRule<Name> = RULES[command.name];
  const refusal =
    whoRefusal(state, command.actor, command.name) ??
    staleVersion(state, command.expectedVersion) ??
    whenRefusal(state, command.name) ??
    rule.barred?.(state, draft.at) ??
    rule.check?.(state, command, draft.at) ??
    null;
  if (refusal === null) rule.apply(draft, command);
  return refusal;
}

function whoRefusal(state: ReviewState, actor: Actor, name: keyof ReviewCommandPayloads): Refusal | null {
  const rule = RULES[name];
  if (rule.judges !== false && isJudge(state, actor) && actor.kind === 'staff' && isBarred(state, actor.staffNo)) {
    return {
      code: 'self-review',
      detail: {
        zh: `${name} 仅限未参与 ${state.ticketNo} 的人。`,
        en: `${name} is for somebody who had no part in ${state.ticketNo}.`,
      },
    };
  }
  return rule.who(state, actor)
    ? null
    : { code: 'forbidden', detail: { zh: `${name} 仅限${rule.whoMay.zh}。`, en: `${name} is for ${rule.whoMay.en}.` } };
}

function staleVersion(state: ReviewState, seen: number | null): Refusal | null {
  if (seen === null || seen === state.version) return null;
  return {
    code: 'version-mismatch',
    detail: {
      zh: `核查已是版本 ${state.version}，请重新读取后再改。`,
      en: `The review is in version ${state.version}. Read it again before you change it.`,
    },
  };
}

function whenRefusal(state: ReviewState, name: keyof ReviewCommandPayloads): Refusal | null {
  const rule = RULES[name];
  if (rule.when(state)) return null;
  return { code: 'state-conflict', detail: (name === 'take-over' ? takenBy(state) : null) ?? needs(name, rule, state) };
}

function needs(name: string, { whenMay }: { readonly whenMay: Words }, { status }: ReviewState): Words {
  return {
    zh: `${name} 需要：${whenMay.zh}。该核查为 ${status}。`,
    en: `${name} needs: ${whenMay.en}. The review is ${status}.`,
  };
}

/** Who has it already; null where nobody does. */
function takenBy({ reviewId, reviewer, status }: ReviewState): Words | null {
  if (reviewer === null) return null;
  return {
    zh: `${reviewId} 已由 ${reviewer.staffNo} 接手（${status}）。`,
    en: `${reviewId} was taken by ${reviewer.staffNo} (${status}).`,
  };
}

/** Why `name` is refused to this actor now (`forbidden` before `state-conflict`), or null. What the command brings is judged only when it is given. */
export function reviewRefusalFor(state: ReviewState, actor: Actor, name: ReviewCommandName): Refusal | null {
  return whoRefusal(state, actor, name) ?? whenRefusal(state, name);
}

/** The commands this actor could give at `at`, spelt as in the URL. */
export function allowedReviewCommands(state: ReviewState, actor: Actor, at: Instant): ReviewCommandName[] {
  return REVIEW_COMMANDS.filter(
    (name) => reviewRefusalFor(state, actor, name) === null && (RULES[name].barred?.(state, at) ?? null) === null,
  );
}

/** Who has heard of so many upheld complaints of one person in a month. */
export function toldFrom(upheld: number): 'supervisor' | 'manager' | null {
  if (upheld >= MANAGER_FROM) return 'manager';
  return upheld >= SUPERVISOR_FROM ? 'supervisor' : null;
}

/** People above hear of a person whose complaints are upheld again and again; nobody is fined (DECISION 31). */
function counted(draft: ReviewDraft, { staffNo, upheld }: Counted): void {
  happened(draft, 'upheld-counted', { staffNo, upheld });
  const params = { staffNo, upheld };
  const told = { template: 'complaints-upheld', params } as const;
  if (toldFrom(upheld) !== null) tell(draft, { kind: 'role', role: 'supervisor' }, told);
  if (toldFrom(upheld) === 'manager') tell(draft, MANAGERS, { ...told, mail: true });
}
