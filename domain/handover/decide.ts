import type { MomentsPassed } from '../clocks/types.ts';
import type { Refusal } from '../../contracts/errors.ts';
import type { AcceptHandover } from '../../contracts/handovers.ts';
import type { Instant } from '../../contracts/instants.ts';
import type { Actor } from '../../contracts/people.ts';
import { acceptRefusal, applyAccept } from './accepting.ts';
import { change, finished, happened, type HandoverDraft, stopClock, tell } from './draft.ts';
import { recordBreach } from './breach.ts';
import { passMoments } from './moments.ts';
import { applyPrepared } from './preparing.ts';
import {
  type Given,
  type HandoverDecision,
  type HandoverState,
  isOver,
  type PassedOn,
  type Prepared,
} from './state.ts';

export type HandoverInput = AcceptHandover | MomentsPassed | Prepared | Given | PassedOn;

const SYSTEM: Actor = { kind: 'system' };

/**
 * What the rules make of one input to a hand-over at one instant. Pure: same arguments, same decision.
 * Only `accept` can be refused: who may (`forbidden`) before from where (`state-conflict`); other inputs are facts, at worst without effect.
 *
 * Sources: S4; docs/norms.md, rosters and hand-overs.
 */
export function decideHandover(state: HandoverState, input: HandoverInput, at: Instant): HandoverDecision {
  const draft: HandoverDraft = {
    at,
    actor: 'actor' in input ? input.actor : SYSTEM,
    state: { ...state, version: state.version + 1 },
    events: [],
    notices: [],
    errand: null,
  };
  const refusal = apply(draft, input);
  if (refusal !== null) return { ok: false, refusal };
  recordBreach(draft, state);
  return finished(draft);
}

function apply(draft: HandoverDraft, input: HandoverInput): Refusal | null {
  switch (input.name) {
    case 'moments-passed':
      passMoments(draft, input.keys);
      return null;
    case 'prepared':
      applyPrepared(draft, input);
      return null;
    case 'accept': {
      const refusal = acceptRefusal(draft.state, input);
      if (refusal === null) applyAccept(draft);
      return refusal;
    }
    case 'given':
      given(draft, input);
      return null;
    case 'passed-on':
      passedOn(draft, input);
      return null;
  }
}

/** What came in after the note was accepted went to the same person, who hears of it. */
function given(draft: HandoverDraft, { lines }: Given): void {
  const { accepted } = draft.state;
  const late = lines - draft.state.lines;
  if (accepted === null || late <= 0) return;
  change(draft, { lines });
  happened(draft, 'late-lines', { lines: late });
  tell(draft, { kind: 'staff', staffNo: accepted.by.staffNo }, 'handover-late');
}

/** Nobody accepted the note in a whole shift: the next hand-over has its tickets. */
function passedOn(draft: HandoverDraft, { to }: PassedOn): void {
  const { status, clocks } = draft.state;
  if (isOver(draft.state) || status === 'ACCEPTED') return;
  stopClock(draft, draft.at, clocks.some(({ breached }) => breached) ? 'done' : 'cancelled');
  change(draft, { status: 'PASSED_ON' });
  happened(draft, 'passed-on', { to });
}
