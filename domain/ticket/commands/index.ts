import type { TicketCommandPayloads } from '../../../contracts/commands.ts';
import { WARN_ABUSE } from './abuse.ts';
import { AFTER_CLOSING_RULES } from './afterClosing.ts';
import { ANSWERING_RULES } from './answering.ts';
import { COMPLAINING_RULES } from './complaining.ts';
import { COORDINATE } from './coordination.ts';
import { DISPUTE_RULES } from './dispute.ts';
import { ENDING_RULES } from './ending.ts';
import { HAND_OVER } from './handingOver.ts';
import { ESCALATE } from './escalating.ts';
import { INCIDENT_RULES } from './incident.ts';
import { LIMIT_RULES } from './limits.ts';
import { MATERIAL_RULES } from './material.ts';
import { REASSIGN } from './reassigning.ts';
import { REPLAN } from './replanning.ts';
import { ROUTING_RULES } from './routing.ts';
import type { CommandRules } from './rule.ts';
import { REVIEW_SUGGESTION } from './suggesting.ts';
import { TAKE_OVER } from './takingOver.ts';
import { URGENCY_RULES } from './urgency.ts';

/** The state machine of a ticket, one rule per command. */
export const COMMAND_RULES: CommandRules<keyof TicketCommandPayloads> = {
  ...ROUTING_RULES,
  'take-over': TAKE_OVER,
  reassign: REASSIGN,
  coordinate: COORDINATE,
  ...MATERIAL_RULES,
  ...ANSWERING_RULES,
  ...LIMIT_RULES,
  escalate: ESCALATE,
  ...URGENCY_RULES,
  'warn-abuse': WARN_ABUSE,
  ...INCIDENT_RULES,
  'hand-over': HAND_OVER,
  ...AFTER_CLOSING_RULES,
  'review-suggestion': REVIEW_SUGGESTION,
  ...ENDING_RULES,
  ...DISPUTE_RULES,
  ...COMPLAINING_RULES,
  replan: REPLAN,
};
