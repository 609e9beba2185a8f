import type { TicketNo } from '../contracts/ids.ts';
import type { Instant } from '../contracts/instants.ts';
import { SCOPES } from '../contracts/people.ts';
import { STANDARD_TIMETABLE } from '../domain/clocks/timetable.ts';
import type { OpeningFacts } from '../domain/ticket/state.ts';
import type { DemoAccount } from '../intake/demoPeople.ts';
import { judgeOpening } from '../intake/judgeOpening.ts';
import { dutyAgent } from './people.ts';
import type { Opening } from './words.ts';

interface Circumstances {
  readonly ticketNo: TicketNo;
  readonly opener: DemoAccount;
  readonly at: Instant;
}

const nothingBefore = {
  limitedUntil: null,
  downgrades: 0,
  repeatOf: null,
  askedForKnown: true,
  aboutKnown: true,
  aboutRole: null,
  history: null,
  agents: [],
  contact: null,
};

/** The facts that intake finds for the same request of the same account at the same hour. */
export function openingFacts(open: Opening, { ticketNo, opener, at }: Circumstances): OpeningFacts {
  const { id: accountId, company, scopes } = opener;
  const granted = scopes ?? SCOPES;
  const account = { companyId: company.id, scopes: granted, main: scopes === null };
  const request = {
    principal: {
      kind: 'customer',
      companyId: company.id,
      companyKind: company.kind,
      accountId,
      main: account.main,
      scopes: granted,
    } as const,
    idempotency: { route: '', key: '', hash: Buffer.alloc(0) },
    companyId: company.id,
    accountId,
    channel: open.channel,
    category: open.category,
    subject: open.subject,
    description: '',
    demand: null,
    orderNo: null,
    contact: null,
    urgentReason: open.urgent ?? null,
    receivedAt: null,
  };
  const background = { at, companyName: company.name, account, duty: dutyAgent(), ...nothingBefore, earlier: null };
  const verdict = judgeOpening(request, background, STANDARD_TIMETABLE);
  if (!verdict.ok) throw new Error(verdict.refusal.detail.en);
  return { ...verdict.facts, ticketNo };
}
