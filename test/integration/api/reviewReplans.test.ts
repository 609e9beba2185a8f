import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { makeReviewId, type ReviewId, type TicketNo } from '../../../contracts/ids.ts';
import { findJob } from '../../../db/repositories/timetables/jobs.ts';
import { readTicketState } from '../../../db/repositories/states.ts';
import { CHINA_CALENDAR } from '../../../domain/calendar/china.ts';
import type { DemoCredential } from '../../../intake/seed.ts';
import { ServiceUnavailable } from '../../../intake/workflowCall.ts';
import { type Desk, openDesk, SIMPLE } from './desk.ts';

const REASON = { reason: '新的放假通知' };
const NOW = new Date().getFullYear();
/** In which limits of today may lie. */
const YEARS = [NOW - 1, NOW, NOW + 1];

let desk: Desk;
let manager: DemoCredential;
let agent: DemoCredential;
let inspector: DemoCredential;
let buyer: DemoCredential;

beforeAll(async () => {
  desk = await openDesk();
  const first = (role: string) => desk.credential((one) => one.role === role);
  [manager, agent, inspector] = [first('manager'), first('agent'), first('inspector')];
  buyer = desk.credential(({ role, companyKind }) => role === 'mainAccount' && companyKind === 'buyer');
  await inForce({ publishedYears: [], overrides: [] });
});
afterAll(() => desk.close());

/** Puts a calendar in force, and re-plans what was provisional where that is asked for. */
async function inForce(change: object, apply: object = {}) {
  const { body: current } = await desk.get(manager, '/v1/calendars/in-force');
  const content = { ...CHINA_CALENDAR, ...change };
  const draft = await desk.post(manager, '/v1/calendars', { content, basedOn: current.version });
  expect(draft.status, draft.text).toBe(201);
  const path = `/v1/calendars/${draft.body.version}/publish`;
  const answer = await desk.post(manager, path, { ...REASON, ...apply });
  expect(answer.status, answer.text).toBe(200);
  return answer.body;
}

function dayOff(day: string) {
  return { from: day, to: day, kind: 'off', zh: '放假', en: 'Day off' };
}

/** The notices of all years, with these days off besides. */
function noticesWith(...days: readonly string[]) {
  const yearly = YEARS.flatMap((year) => CHINA_CALENDAR.yearlyDaysOff.map(({ date }) => `${year}-${date}`));
  return { publishedYears: YEARS, overrides: [...new Set([...yearly, ...days])].map(dayOff) };
}

async function complained(): Promise<{ ticketNo: TicketNo; id: ReviewId }> {
  const opened = await desk.post(buyer, '/v1/tickets', SIMPLE);
  const { ticketNo } = opened.body;
  const give = (who: DemoCredential, command: string, body: object) =>
    desk.post(who, `/v1/tickets/${ticketNo}/${command}`, body);
  if (opened.body.status === 'RECEIVED') await give(agent, 'take-over', {});
  await give(agent, 'answer', { solution: '已为您重置' });
  expect((await give(buyer, 'accept', {})).status).toBe(200);
  expect((await give(buyer, 'complain', { reason: '态度生硬' })).status).toBe(200);
  return { ticketNo, id: makeReviewId(ticketNo, 1) };
}

async function reviewOf(id: ReviewId) {
  const { body } = await desk.get(inspector, `/v1/reviews/${id}`);
  return { ...body, clock: body.clocks[0], day: String(body.clocks[0].dueAt).slice(0, 10) };
}

async function jobOf(id: string) {
  return (await desk.get(manager, `/v1/jobs/${id}`)).body;
}

async function replansOf(id: ReviewId) {
  const { body } = await desk.get(inspector, `/v1/reviews/${id}/events`);
  return body.items.filter(({ type }: { type: string }) => type === 'replanned');
}

describe('the notice of a year is loaded', () => {
  test('a review’s provisional limit is final and lies where the notice puts it, though its ticket has ended', async () => {
    const { ticketNo, id } = await complained();
    const before = await reviewOf(id);
    expect(before.clock).toMatchObject({ id: 'QUALITY_COMPLAINT', provisional: true });
    const ticket = await readTicketState(desk.database.db, ticketNo);

    const published = await inForce(noticesWith(before.day), { apply: 'provisional' });
    const job = await jobOf(published.provisional.jobId);
    expect(job).toMatchObject({ status: 'done', total: 1, done: 1, failed: 0, reason: REASON.reason });
    expect(job.result).toMatchObject({
      tickets: { replanned: 0, unchanged: 0, skipped: 0 },
      reviews: { replanned: 1, unchanged: 0, skipped: 0 },
      limits: { moved: 1 },
    });

    const after = await reviewOf(id);
    expect(after.clock).toMatchObject({ key: before.clock.key, provisional: false, status: 'running' });
    expect(Date.parse(after.clock.dueAt)).toBeGreaterThan(Date.parse(before.clock.dueAt));
    expect(after.nextDueAt).toBe(after.clock.dueAt);
    expect(after.clock.explanation.zh).not.toContain('暂定');
    const [event, ...others] = await replansOf(id);
    expect(others).toEqual([]);
    expect(event).toMatchObject({ actor: { staffNo: manager.staffNo }, before: 'OPEN', after: 'OPEN' });
    expect(event.data).toMatchObject({ job: job.id, calendar: published.version, clocks: 1 });
    // The ticket itself is over: it is judged no more.
    expect(await readTicketState(desk.database.db, ticketNo)).toEqual(ticket);
  });

  test('the same job again finds everything as it is to be', async () => {
    const { id } = await complained();
    const published = await inForce(noticesWith((await reviewOf(id)).day));
    const body = { kind: 'replan', calendar: published.version };
    const first = await desk.post(manager, '/v1/jobs', body);
    const second = await desk.post(manager, '/v1/jobs', body);
    expect(first.body.result.reviews.replanned).toBeGreaterThan(0);
    expect(second.body.result.reviews).toEqual({ replanned: 0, unchanged: second.body.total, skipped: 0 });
    expect(await replansOf(id)).toHaveLength(1);
  });

  test('an earlier limit is told to whoever has taken the review over', async () => {
    await inForce(noticesWith((await reviewOf((await complained()).id)).day));
    const { ticketNo, id } = await complained();
    await desk.post(inspector, `/v1/reviews/${id}/take-over`, {});
    // The day off that the limit lies behind is work again.
    const { version } = await inForce(noticesWith());
    const before = await reviewOf(id);
    const { body } = await desk.post(manager, '/v1/jobs', {
      kind: 'replan',
      calendar: version,
      selection: { ticketNos: [ticketNo] },
    });
    expect(body.result).toMatchObject({ reviews: { replanned: 1 }, limits: { moved: 1 } });
    expect(Date.parse((await reviewOf(id)).clock.dueAt)).toBeLessThan(Date.parse(before.clock.dueAt));
    const told = await desk.database.db
      .selectFrom('notices')
      .select(['recipient', 'ticket_no'])
      .where('template', '=', 'limit-replanned')
      .where('ticket_no', '=', ticketNo)
      .execute();
    expect(told).toEqual([{ recipient: inspector.staffNo, ticket_no: ticketNo }]);
  });
});

describe('before anything is changed', () => {
  test('a review’s limit is in the preview, in a what-if, and among those that a lost notice leaves without a calendar', async () => {
    const { version } = await inForce(noticesWith());
    const { ticketNo, id } = await complained();
    const { clock, day } = await reviewOf(id);
    const drafted = async (change: object): Promise<number> => {
      const content = { ...CHINA_CALENDAR, ...change };
      return (await desk.post(manager, '/v1/calendars', { content, basedOn: version })).body.version;
    };

    const later = await drafted(noticesWith(day));
    const { body: preview } = await desk.get(manager, `/v1/calendars/${later}/preview`);
    const limit = { ticketNo, reviewId: id, clock: 'QUALITY_COMPLAINT', key: clock.key, from: clock.dueAt };
    expect(preview.moved).toContainEqual({ ...limit, to: expect.any(String) });
    expect(preview.groups).toContainEqual(expect.objectContaining({ department: 'QA', clock: 'QUALITY_COMPLAINT' }));
    expect(preview.reviews).toBeGreaterThan(0);

    const selection = { ticketNos: [ticketNo] };
    const { body: job } = await desk.post(manager, '/v1/jobs', { kind: 'what-if', calendar: later, selection });
    const named = job.result.named.find(({ change }: { change: string }) => change === 'later');
    expect(named.limits).toContainEqual({ ...limit, department: 'QA', to: expect.any(String) });

    const without = await drafted({ publishedYears: [], overrides: [] });
    const { loses } = (await desk.get(manager, `/v1/calendars/${without}/preview`)).body;
    const refused = await desk.post(manager, `/v1/calendars/${without}/publish`, REASON);
    expect(refused.status).toBe(409);
    expect(refused.body.limits).toContainEqual({ ticketNo, clock: 'QUALITY_COMPLAINT' });
    expect(loses).toMatchObject({ limits: refused.body.limits.length, years: YEARS });
  });
});

describe('a complaint about the service, whose limit stands in its ticket and in the review that answers it', () => {
  const complaintAboutService = async () => {
    const complaint = { ...SIMPLE, category: 'SVC.COMPLAINT', subject: '投诉客服', description: '态度恶劣' };
    const opened = await desk.post(buyer, '/v1/tickets', complaint);
    const ticketNo: TicketNo = opened.body.ticketNo;
    const id = makeReviewId(ticketNo, 1);
    const { clock, day } = await vi.waitFor(async () => {
      const review = await reviewOf(id);
      expect(review.status).toBe('OPEN');
      return review;
    });
    return { ticketNo, id, clock, day };
  };
  const endInTicket = async (ticketNo: TicketNo): Promise<string> => {
    const { body } = await desk.get(manager, `/v1/tickets/${ticketNo}/clocks`);
    return body.items.find((own: { id: string }) => own.id === 'QUALITY_COMPLAINT').dueAt;
  };

  test('is one limit to the preview, the what-if, the re-plan and the list of what a lost notice leaves', async () => {
    const { version } = await inForce(noticesWith());
    const { ticketNo, id, clock, day } = await complaintAboutService();
    const draft = { content: { ...CHINA_CALENDAR, ...noticesWith(day) }, basedOn: version };
    const { body: later } = await desk.post(manager, '/v1/calendars', draft);
    const { body: preview } = await desk.get(manager, `/v1/calendars/${later.version}/preview`);
    const ofTicket = (limit: { ticketNo: string }) => limit.ticketNo === ticketNo;
    expect(preview.moved.filter(ofTicket)).toMatchObject([{ reviewId: id, clock: 'QUALITY_COMPLAINT' }]);

    const asked = { calendar: later.version, selection: { ticketNos: [ticketNo] } };
    const { body: whatIf } = await desk.post(manager, '/v1/jobs', { kind: 'what-if', ...asked });
    const one = { ticketNo, reviewId: id, department: 'QA', clock: 'QUALITY_COMPLAINT', from: clock.dueAt };
    const limitsOf = async (job: string) =>
      (await desk.get(manager, `/v1/jobs/${job}/limits?department=QA`)).body.items;
    expect(await limitsOf(whatIf.id)).toMatchObject([{ ...one, change: 'later' }]);
    const groups = whatIf.result.groups.filter((group: { clock: string }) => group.clock === 'QUALITY_COMPLAINT');
    expect(groups).toMatchObject([{ department: 'QA', limits: 1, later: 1 }]);

    expect((await desk.post(manager, `/v1/calendars/${later.version}/publish`, REASON)).status).toBe(200);
    const { body: replan } = await desk.post(manager, '/v1/jobs', { kind: 'replan', ...asked });
    expect(await limitsOf(replan.id)).toMatchObject([{ ...one, change: 'later' }]);
    expect(replan.result).toMatchObject({ tickets: { replanned: 1 }, reviews: { replanned: 1 }, limits: { moved: 1 } });
    // Both records of it have moved.
    expect(await endInTicket(ticketNo)).toBe((await reviewOf(id)).clock.dueAt);

    const without = { ...CHINA_CALENDAR, publishedYears: [], overrides: [] };
    const { body: lost } = await desk.post(manager, '/v1/calendars', { content: without, basedOn: later.version });
    const refused = await desk.post(manager, `/v1/calendars/${lost.version}/publish`, REASON);
    const left = refused.body.limits.filter(ofTicket).map((limit: { clock: string }) => limit.clock);
    expect(left.filter((id: string) => id === 'QUALITY_COMPLAINT')).toHaveLength(1);
  });

  test.each([
    ['the ticket by another of its limits', 'clocks'],
    ['the review by that of its own record', 'reviews'],
  ])('moves in both records, also where a re-plan of what is provisional finds %s', async (_how, found) => {
    await inForce(noticesWith());
    const { ticketNo, id, clock, day } = await complaintAboutService();
    const { db } = desk.database;
    // As if that limit alone lay in a year that is not announced.
    if (found === 'clocks')
      await db
        .updateTable('clocks')
        .set({ provisional: true })
        .where('ticket_no', '=', ticketNo)
        .where('id', '<>', 'QUALITY_COMPLAINT')
        .execute();
    else
      await sql`update reviews set state = jsonb_set(state, '{clocks,0,plan,provisional}', 'true') where review_id = ${id}`.execute(
        db,
      );
    const { provisional } = await inForce(noticesWith(day), { apply: 'provisional' });
    const { body: limits } = await desk.get(manager, `/v1/jobs/${provisional.jobId}/limits?department=QA`);
    const one = { reviewId: id, clock: 'QUALITY_COMPLAINT', change: 'later' };
    expect(limits.items.filter((limit: { ticketNo: string }) => limit.ticketNo === ticketNo)).toMatchObject([one]);
    const { dueAt } = (await reviewOf(id)).clock;
    expect(Date.parse(dueAt)).toBeGreaterThan(Date.parse(clock.dueAt));
    expect(await endInTicket(ticketNo)).toBe(dueAt);
  });
});

describe('a job over tickets and reviews', () => {
  test('interrupted after a review was told and before that was written down, it goes on and counts it once', async () => {
    const { ticketNo, id } = await complained();
    const { version } = await inForce(noticesWith((await reviewOf(id)).day));
    desk.jobs.away = true;
    const selection = { ticketNos: [ticketNo] };
    const { body: waiting } = await desk.post(manager, '/v1/jobs', { kind: 'replan', calendar: version, selection });
    desk.jobs.away = false;
    const give = desk.reviews.execute;
    desk.reviews.execute = async (...call) => {
      await give(...call);
      throw new Error('the worker is killed');
    };
    await expect(desk.jobs.page(waiting.id)).rejects.toThrow('killed');
    desk.reviews.execute = give;
    const page = (await findJob(desk.database.db, waiting.id))?.page;
    expect(page?.intents).toMatchObject([{ ticketNo, reviewId: id }]);

    await desk.jobs.start(waiting.id);
    expect(await jobOf(waiting.id)).toMatchObject({ status: 'done', done: 1, failed: 0 });
    expect((await jobOf(waiting.id)).result).toMatchObject({ reviews: { replanned: 1, unchanged: 0 } });
    expect(await replansOf(id)).toHaveLength(1);
  });

  test('a review that is told between the look and the command is skipped', async () => {
    const { ticketNo, id } = await complained();
    await desk.post(inspector, `/v1/reviews/${id}/take-over`, {});
    await desk.post(inspector, `/v1/reviews/${id}/conclude`, { verdict: 'NOT_UPHELD', finding: '录音不符' });
    const { version } = await inForce(noticesWith((await reviewOf(id)).day));
    const give = desk.reviews.execute;
    desk.reviews.execute = async (...call) => {
      desk.reviews.execute = give;
      expect((await desk.post(inspector, `/v1/reviews/${id}/tell`, { text: '已核实' })).status).toBe(200);
      return give(...call);
    };
    const selection = { ticketNos: [ticketNo] };
    const { body } = await desk.post(manager, '/v1/jobs', { kind: 'replan', calendar: version, selection });
    expect(body.result.reviews).toEqual({ replanned: 0, unchanged: 0, skipped: 1 });
    expect(await replansOf(id)).toEqual([]);
  });

  test('what nobody answered is tried again, and at last listed with the review it is about', async () => {
    const { ticketNo, id } = await complained();
    const { version } = await inForce(noticesWith((await reviewOf(id)).day));
    desk.jobs.away = true;
    const selection = { ticketNos: [ticketNo] };
    const { body: waiting } = await desk.post(manager, '/v1/jobs', { kind: 'replan', calendar: version, selection });
    desk.jobs.away = false;
    const give = desk.reviews.execute;
    desk.reviews.execute = () => Promise.reject(new ServiceUnavailable('away'));
    await expect(desk.jobs.page(waiting.id)).rejects.toThrow('did not answer');
    await desk.jobs.page(waiting.id, 5);
    desk.reviews.execute = give;
    const failures = [{ ticketNo, reviewId: id, why: { zh: '未能按时应答', en: 'it did not answer in time' } }];
    expect(await jobOf(waiting.id)).toMatchObject({ status: 'done', failed: 1, failures });
  });
});
