import type { Told } from '../clocks/setting.ts';
import { foundMissed } from '../clocks/running/foundMissed.ts';
import { dueMoment } from '../clocks/running/ticking.ts';
import { happened, type HandoverDraft, tell, tellEach } from './draft.ts';
import type { HandoverState } from './state.ts';

/** A missed limit is recorded and told once, whether the end of the shift or a late acceptance found it. */
export function recordBreach(draft: HandoverDraft, before: HandoverState): void {
  for (const was of foundMissed(before.clocks, draft.state.clocks, [])) {
    happened(draft, 'clock-breached', { clock: was.id, key: was.key, dueAt: was.plan?.dueAt ?? null });
    for (const who of dueMoment(was)?.told ?? []) tellOf(draft, who);
  }
}

/** A hand-over has a shift that leaves and people above; whoever else a policy names, the team leader hears it. */
function tellOf(draft: HandoverDraft, who: Told): void {
  switch (who) {
    case 'owner':
      tellEach(draft, draft.state.outgoing, 'handover-missed');
      return;
    case 'supervisor':
    case 'manager':
      tell(draft, { kind: 'role', role: who }, 'handover-missed');
      return;
    case 'secondDuty':
      tell(draft, { kind: 'role', role: 'dutyAgent' }, 'handover-missed');
      return;
    case 'teamLeader':
    case 'customer':
    case 'parties':
    case 'department':
    case 'departmentLead':
    case 'freeAgent':
      tell(draft, { kind: 'role', role: 'teamLeader' }, 'handover-missed');
      return;
  }
}
