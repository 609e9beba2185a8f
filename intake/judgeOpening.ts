import type { Refusal } from '../contracts/errors.ts';
import { type Instant, shownInstant } from '../contracts/instants.ts';
import { listed, type Words } from '../contracts/words.ts';
import { type Actor, type Principal, type Scope, SCOPES } from '../contracts/people.ts';
import { URGENT_REASONS } from '../contracts/ticket.ts';
import type { OpeningBackground } from '../db/repositories/openingBackground.ts';
import { type Category, findCategory } from '../domain/catalog/categories.ts';
import { isQualityMatter, QUALITY_MATTERS } from '../domain/catalog/qualityMatters.ts';
import { choose } from '../domain/assignment/choose.ts';
import { inHouseOf } from '../domain/clocks/inHouse.ts';
import { isStaffed, replyClockAt } from '../domain/clocks/planning/replyClock.ts';
import type { Timetable } from '../domain/clocks/timetable.ts';
import type { OpeningFacts } from '../domain/ticket/state.ts';
import type { OpenRequest } from './openRequest.ts';

export type OpeningVerdict =
  | { readonly ok: true; readonly facts: Omit<OpeningFacts, 'ticketNo'>; readonly scopes: readonly Scope[] }
  | { readonly ok: false; readonly refusal: Refusal };

/** Whether the request is served at all (registered companies only), and the facts its ticket opens with. */
export function judgeOpening(
  request: OpenRequest,
  background: OpeningBackground,
  timetable: Timetable,
): OpeningVerdict {
  const refusal = refusalOf(request, background);
  if (refusal !== null) return { ok: false, refusal };
  const category = request.category === null ? null : findCategory(request.category);
  const receivedAt = request.receivedAt ?? background.at;
  const misused = background.downgrades >= DOWNGRADES_TOLERATED;
  // Nobody is called out for it: nothing is lost until its inspectors are there.
  const ofService = isQualityMatter(request.category);
  const urgency = urgencyOf(ofService ? null : request.urgentReason, category, misused);
  const urgent = urgency.urgentReason !== null;
  const { channel } = request;
  const limited = limitRefusal(request, background.limitedUntil, urgent);
  if (limited !== null) return { ok: false, refusal: limited };
  const { calendar } = timetable;
  const replyClock = replyClockAt({ channel, urgent, first: true, at: receivedAt }, calendar);
  const duty = urgent && !isStaffed(channel, receivedAt, urgent, calendar) ? background.duty : null;
  return {
    ok: true,
    scopes: background.account?.main === true ? SCOPES : (background.account?.scopes ?? []),
    facts: {
      actor: actorOf(request.principal),
      companyId: request.companyId,
      accountId: request.accountId,
      channel,
      category: category?.code ?? null,
      slaClass: category?.slaClass ?? null,
      routing: category?.routing ?? null,
      department: category?.department ?? 'FRONT',
      ...urgency,
      replyClock: replyClock === 'NEXT_REPLY_EMAIL' ? null : replyClock,
      duty,
      createdAt: background.at,
      receivedAt,
      timetable: timetable.versions,
      inHouse: inHouseOf(timetable.policy),
      urgencyMisused: misused && urgency.urgentAsked && isUrgentReason(request.urgentReason),
      repeatOf: background.repeatOf,
      about: request.about ?? null,
      aboutRole: background.aboutRole,
      askedFor: request.askedFor ?? null,
      history: background.history,
      assigned: duty === null ? agentFor(request, background, category) : null,
    },
  };
}

/** The agent who gets it at once, where it goes straight to one and somebody is free. */
function agentFor(
  { principal, askedFor = null }: OpenRequest,
  { agents, contact }: OpeningBackground,
  category: Category | null,
): NonNullable<OpeningFacts['assigned']> | null {
  const choice = choose(agents, {
    department: category?.department ?? 'FRONT',
    category: category?.code ?? null,
    askedFor,
    receivedBy: principal.kind === 'staff' ? principal.staffNo : null,
    contact: contact?.staffNo ?? null,
    without: [],
    senior: false,
  });
  if (choice === null) return null;
  return { ...choice, earlier: choice.why === 'first-contact' ? (contact?.ticketNo ?? null) : null };
}

function refusalOf(
  request: OpenRequest,
  { companyName, account, askedForKnown, aboutKnown }: OpeningBackground,
): Refusal | null {
  if (companyName === null) {
    return {
      code: 'company-not-registered',
      detail: {
        zh: `企业 ${request.companyId} 未注册。仅服务已注册企业：请在平台首页“企业入驻”凭营业执照注册后再提交。`,
        en: `No company ${request.companyId} is registered. Only registered companies are served: register with the business licence under 企业入驻 (Company registration) on the platform's home page, then open the ticket again.`,
      },
    };
  }
  if (request.accountId !== null && account?.companyId !== request.companyId) {
    return {
      code: 'unknown-reference',
      detail: { zh: `该企业没有账号 ${request.accountId}。`, en: `The company has no account ${request.accountId}.` },
      errors: [{ pointer: '/account', expected: { zh: '该企业的账号ID', en: 'the id of an account of the company' } }],
    };
  }
  if (!askedForKnown) return unknownStaff(request.askedFor, '/askedFor', AN_AGENTS_NUMBER);
  if (!aboutKnown) return unknownStaff(request.about, '/about', WHOM_YOU_COMPLAIN_OF);
  if ((request.about ?? null) !== null && !isQualityMatter(request.category)) return ABOUT_NOBODY;
  if (request.category !== null && findCategory(request.category) === null) {
    return {
      code: 'validation',
      detail: { zh: `没有分类 ${request.category}。`, en: `There is no category ${request.category}.` },
      errors: [
        { pointer: '/category', expected: { zh: 'GET /v1/catalog 所列的分类代码', en: 'a code of GET /v1/catalog' } },
      ],
    };
  }
  return null;
}

const AN_AGENTS_NUMBER: Words = { zh: '客服告知过您的工号', en: 'a staff number that one of our agents told you' };
const WHOM_YOU_COMPLAIN_OF: Words = {
  zh: '被投诉人的工号；不知工号时不填，由质检员查证',
  en: 'the staff number of whom you complain; leave it out where you do not know it, and the inspectors find out',
};

function unknownStaff(staffNo: string | null | undefined, pointer: string, expected: Words): Refusal {
  return {
    code: 'unknown-staff',
    detail: { zh: `没有工号 ${staffNo}。`, en: `There is no staff member ${staffNo}.` },
    errors: [{ pointer, expected }],
  };
}

const ABOUT_NOBODY: Refusal = {
  code: 'validation',
  detail: { zh: '该分类不针对工作人员。', en: 'A matter of this category is about nobody of the staff.' },
  errors: [
    {
      pointer: '/about',
      expected: {
        zh: `不应有此字段：仅限分类 ${QUALITY_MATTERS.join('、')}`,
        en: `no such field: only with the category ${QUALITY_MATTERS.join(' or ')}`,
      },
    },
  ],
};

/** With as many in 30 days a company's word alone makes nothing urgent any more (docs/norms.md, work given back, incidents, what is owed). */
const DOWNGRADES_TOLERATED = 3;

function isUrgentReason(asked: string | null): boolean {
  return URGENT_REASONS.some((reason) => reason === asked);
}

const REASONS = listed(URGENT_REASONS);

/**
 * A limited account is served by mail and in urgent matters only (docs/norms.md, work given back, incidents, what is owed). One of the
 * three reasons passes also where it needs consent first; any other word of urgency does not.
 */
function limitRefusal({ channel, urgentReason }: OpenRequest, until: Instant | null, urgent: boolean): Refusal | null {
  if (until === null || urgent || isUrgentReason(urgentReason)) return null;
  if (channel !== 'online' && channel !== 'phone') return null;
  return {
    code: 'account-limited',
    detail: {
      zh: `因出言辱骂，该账号的在线与电话服务限制至 ${shownInstant(until)}。紧急事项与邮件照常受理：请以 channel "email" 提交，或附 urgent.reason（${REASONS.zh} 之一），或选用紧急分类。`,
      en: `After abusive words, online and phone service of this account is limited until ${shownInstant(until)}. Urgent matters and e-mail are taken as always: open it with channel "email", with one of ${REASONS.en} as urgent.reason, or under an urgent category.`,
    },
  };
}

/** One of the three reasons or a Y category is urgent at once; anything else waits for somebody's consent (docs/norms.md, categories). */
function urgencyOf(
  asked: string | null,
  category: Category | null,
  misused: boolean,
): Pick<OpeningFacts, 'urgentReason' | 'urgentAsked'> {
  const known = misused ? undefined : URGENT_REASONS.find((reason) => reason === asked);
  const urgentReason = known ?? (category?.urgent === 'always' ? 'category' : null);
  return { urgentReason, urgentAsked: urgentReason === null && asked !== null };
}

/** Staff open a ticket for the customer who called or came: the record says so. */
function actorOf(principal: Principal): Actor {
  switch (principal.kind) {
    case 'customer':
      return { kind: 'customer', companyId: principal.companyId, accountId: principal.accountId };
    case 'staff':
      return { ...principal, onBehalf: true };
    case 'integration':
      return principal;
  }
}
