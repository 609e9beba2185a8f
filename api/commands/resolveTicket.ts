import { shanghaiDay } from '../../contracts/instants.ts';
import type { TicketCommandName, TicketCommandPayloads } from '../../contracts/commands.ts';
import type { TicketNo } from '../../contracts/ids.ts';
import type { TicketCommandBodies } from '../../contracts/schemas/ticketCommands.ts';
import { isSupplier } from '../../db/repositories/reading/companies.ts';
import { readText } from '../../db/repositories/reading/parts.ts';
import { readTicketState } from '../../db/repositories/states.ts';
import { latestExtension } from '../../domain/clocks/planning/limits.ts';
import { tickingClock } from '../../domain/ticket/clockwork.ts';
import { isIncidentHead, waitsForAnswer } from '../../domain/ticket/incidentHead.ts';
import { type Resolved, staffNamed, type Surroundings, unknownReference, workdayEnd } from './context.ts';
import { calledOut, comesBack } from './calledOut.ts';
import { classification } from './classification.ts';
import { complaint } from './complaint.ts';
import { heldFiles } from './files.ts';
import { tyingOrder } from './disputeOrder.ts';
import { RESOLVE_DISPUTE } from './disputeCommands.ts';
import { ofTheCompany, otherTicket, unlinked } from './otherTicket.ts';
import { plan } from './plan.ts';
import { keptBy, promised, promisedWords } from './promised.ts';
import { reassignment } from './reassignment.ts';

type Resolvers = {
  readonly [Name in TicketCommandName]: (
    body: TicketCommandBodies[Name],
    around: Surroundings,
  ) => Resolved<TicketCommandPayloads[Name]> | Promise<Resolved<TicketCommandPayloads[Name]>>;
};

const nothing = () => ({ payload: {}, text: null });
const because = ({ reason }: { reason?: string | undefined }) => ({
  payload: {},
  text: reason === undefined ? null : { reason },
});

/** The head of an incident that still waits for its answer. Throws `unknown-reference`. */
async function openIncident(ticketNo: string, around: Surroundings): Promise<TicketNo> {
  const to = await otherTicket(ticketNo, '/to', around);
  const head = await readTicketState(around.db, to);
  if (head !== null && isIncidentHead(head) && waitsForAnswer(head)) return to;
  throw unknownReference('/to', {
    zh: '尚未答复的批量事件工单编号',
    en: 'the number of an open incident that was not answered yet',
  });
}

async function movedLimit(
  { until, reason }: { until: string; reason: string },
  { timetable, timetables, state }: Surroundings,
) {
  const running = tickingClock(state, ['RESOLVE_COMPLEX']);
  return {
    payload: {
      dueAt: workdayEnd(until, '/until', timetable.calendar),
      latestDueAt: running === undefined ? null : latestExtension(running, await timetables.of(running.timetable)),
    },
    text: { until, reason },
  };
}

async function rejection({ reason }: { reason?: string | undefined }, around: Surroundings) {
  return { ...because({ reason }), payload: await comesBack(around) };
}

function namesIn(request: unknown): string[] {
  const items: unknown = typeof request === 'object' && request !== null ? Reflect.get(request, 'items') : null;
  if (!Array.isArray(items)) return [];
  return items.map((item: unknown) =>
    String(typeof item === 'object' && item !== null ? Reflect.get(item, 'name') : item),
  );
}

/** How the body of each command becomes its payload. What the rules say about it, only the workflow judges. */
export const RESOLVE_TICKET: Resolvers = {
  classify: classification,
  'take-over': nothing,
  'send-back': ({ reason, code = 'OTHER' }) => ({ payload: { code }, text: { reason } }),
  'hand-on': async ({ to, reason }, around) => ({
    payload: { to: await staffNamed(to, '/to', around) },
    text: { reason },
  }),
  reassign: reassignment,
  coordinate: plan,
  'request-material': ({ items, reason: why, promise }) => ({
    payload: { items: items.length, ...(why === undefined ? {} : { reasoned: true }), ...promised(promise) },
    text: { items, ...(why === undefined ? {} : { reason: why }), ...promisedWords(promise) },
  }),
  'waive-material': because,
  'supply-material': async ({ items, text, attachments }, around) => {
    const { db, state } = around;
    const asked = namesIn(await readText(db, state.material?.textId ?? null));
    return {
      payload: { items: items.map((name) => asked.indexOf(name)) },
      text: { items, ...(text === undefined ? {} : { text }), ...(attachments === undefined ? {} : { attachments }) },
      ...(await heldFiles(attachments, around)),
    };
  },
  answer: ({ solution, promise }) => ({
    payload: promised(promise),
    text: { solution, ...promisedWords(promise) },
  }),
  'progress-report': (body) => ({
    payload: { ...promised(body.promise), ...keptBy(body), ...(body.contained === true ? { contained: true } : {}) },
    text: { text: body.text, ...promisedWords(body.promise) },
  }),
  'request-extension': movedLimit,
  'refuse-extension': because,
  'set-date': ({ dueOn, reason }, { timetable }) => ({
    payload: { dueAt: workdayEnd(dueOn, '/dueOn', timetable.calendar), reasoned: reason !== undefined },
    text: reason === undefined ? null : { reason },
  }),
  accept: nothing,
  reject: rejection,
  rate: ({ rating, comment }) => ({ payload: { rating }, text: comment === undefined ? null : { comment } }),
  urge: ({ reason }, { now }) => ({ ...because({ reason }), payload: { day: shanghaiDay(now) } }),
  withdraw: because,
  reopen: rejection,
  escalate: because,
  extend: movedLimit,
  supervise: because,
  'warn-abuse': because,
  'mark-incident': because,
  attach: async ({ to }, around) => ({ payload: { to: await openIncident(to, around) }, text: null }),
  detach: because,
  'review-suggestion': ({ outcome, reason }) => ({ payload: { outcome }, text: { reason } }),
  'follow-up': async ({ solved, note }, around) => ({
    payload: { solved, ...(solved ? {} : await comesBack(around)) },
    text: { note },
  }),
  'review-termination': async ({ upheld, reason }, around) => ({
    payload: { upheld, ...(upheld ? {} : await comesBack(around)) },
    text: { reason },
  }),
  'confirm-urgent': async (_body, around) => ({ payload: { duty: await calledOut(around) }, text: null }),
  'downgrade-urgent': because,
  'close-unresolved': ({ finalAnswer }) => ({ payload: {}, text: { finalAnswer } }),
  'mark-duplicate': async ({ of }, around) => ({ payload: { of: await ofTheCompany(of, '/of', around) }, text: null }),
  merge: async ({ into }, around) => ({ payload: { into: await ofTheCompany(into, '/into', around) }, text: null }),
  decline: ({ reason, boundary, pointer }) => ({
    payload: boundary === undefined ? {} : { boundary },
    text: pointer === undefined ? { reason } : { reason, pointer },
  }),
  terminate: because,
  link: async ({ to, kind }, around) => ({ payload: { to: await unlinked(to, kind, around), kind }, text: null }),
  complain: complaint,
  'open-dispute': async ({ supplierCompanyId, orderNo: named, claim, demand, attachments }, around) => {
    const { db, state } = around;
    if (!(await isSupplier(db, supplierCompanyId)))
      throw unknownReference('/supplierCompanyId', { zh: '供应方的企业标识', en: 'the id of a supplier' });
    const orderNo = await tyingOrder(db, state, { orderNo: named, supplierCompanyId });
    return {
      payload: { supplierCompanyId },
      text: { orderNo, claim, demand },
      ...(await heldFiles(attachments, around)),
    };
  },
  ...RESOLVE_DISPUTE,
};
