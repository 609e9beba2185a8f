import type { TicketCommandPayloads } from '../../contracts/commands.ts';
import type { Refusal } from '../../contracts/errors.ts';
import type { TicketCommandBodies } from '../../contracts/schemas/ticketCommands.ts';
import { isComplaintKnown } from '../../db/repositories/quality/complaints.ts';
import { refused } from '../http/problem.ts';
import { type Resolved, staffNamed, type Surroundings } from './context.ts';

/** Said again in the same words it is still one complaint, and counts once. */
const COMPLAINED_BEFORE: Refusal = {
  code: 'state-conflict',
  detail: {
    zh: '同一投诉已登记，结果将告知您；如有新的情况，请写明后再提交。',
    en: 'This very complaint was taken already, and its result is told to you; where there is more to say, complain again and say what.',
  },
};

/** Throws `unknown-staff`, `date-not-allowed` for what lies ahead, and `state-conflict` for what was said already. */
export async function complaint(
  { staffNo, at, reason }: TicketCommandBodies['complain'],
  around: Surroundings,
): Promise<Resolved<TicketCommandPayloads['complain']>> {
  if (at !== undefined && Date.parse(at) > Date.parse(around.now)) {
    throw refused({
      code: 'date-not-allowed',
      detail: { zh: '所投诉的事尚未发生。', en: 'What is complained of has not happened yet.' },
      errors: [{ pointer: '/at', expected: { zh: '不在将来的时刻', en: 'an instant that is not in the future' } }],
    });
  }
  const person = staffNo === undefined ? null : await staffNamed(staffNo, '/staffNo', around);
  const about = person?.staffNo ?? null;
  const words = { reason, ...(at === undefined ? {} : { at }), ...(about === null ? {} : { staffNo: about }) };
  const { db, state, updateId } = around;
  if (await isComplaintKnown(db, { ticketNo: state.ticketNo, words, cause: updateId }))
    throw refused(COMPLAINED_BEFORE);
  return { payload: { about, ...(person && { aboutRole: person.role }) }, text: words };
}
