import type { CommandPayloads } from '../../contracts/commands.ts';

/** A refund: what an agent classifies for the department of payments. */
export const REFUND: CommandPayloads['classify'] = {
  category: 'ORD.PAY.REFUND',
  slaClass: 'complex',
  routing: 'department',
  department: 'PAY',
  urgent: false,
};
