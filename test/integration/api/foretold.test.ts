import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { TicketNo } from '../../../contracts/ids.ts';
import { LIMIT_MOVES } from '../../../contracts/jobs.ts';
import { STANDARD_POLICY } from '../../../domain/clocks/standardPolicy.ts';
import type { DemoCredential } from '../../../intake/seed.ts';
import { type Desk, openDesk, SPECIALISED } from './desk.ts';

let desk: Desk;
let manager: DemoCredential;
let customer: DemoCredential;
let specialist: DemoCredential;
let agent: DemoCredential;

const { clocks } = STANDARD_POLICY;
const workdays = (n: number) => ({ kind: 'workdays', n }) as const;

/** Another target, a later limit, a shorter wait, another window after closing, and a limit of a department that had none. */
const CONTENT = {
  ...STANDARD_POLICY,
  clocks: {
    ...clocks,
    RESOLVE_COMPLEX: { ...clocks.RESOLVE_COMPLEX, target: workdays(4) },
    SPECIALIST_TAKEOVER: { ...clocks.SPECIALIST_TAKEOVER, length: workdays(2) },
    CONFIRM_WAIT: { ...clocks.CONFIRM_WAIT, length: workdays(6) },
    RATING_WINDOW: { ...clocks.RATING_WINDOW, length: { kind: 'calendar-days', n: 9 } },
  },
  internal: { PAY: { length: workdays(3) } },
};

beforeAll(async () => {
  desk = await openDesk();
  manager = desk.credential(({ role }) => role === 'manager');
  agent = desk.credential(({ role }) => role === 'agent');
  customer = desk.credential(({ role, companyKind }) => role === 'mainAccount' && companyKind === 'buyer');
  specialist = desk.credential(({ role, department }) => role === 'specialist' && department === 'PAY');
});
afterAll(() => desk.close());

async function opened(): Promise<TicketNo> {
  const answer = await desk.post(customer, '/v1/tickets', SPECIALISED);
  expect(answer.status, answer.text).toBe(201);
  return answer.body.ticketNo;
}

async function done(who: DemoCredential, path: string, body: object): Promise<void> {
  const answer = await desk.post(who, path, body);
  expect(answer.status, answer.text).toBeLessThan(300);
}

async function policy(content: object): Promise<number> {
  const { body: inForce } = await desk.get(manager, '/v1/policies/in-force');
  const { body } = await desk.post(manager, '/v1/policies', { basedOn: inForce.version, content });
  return body.version;
}

/** Reckoned, and then done. */
async function jobs(version: number, ticketNos: readonly TicketNo[]) {
  const { body: preview } = await desk.get(manager, `/v1/policies/${version}/preview`);
  const { body: whatIf } = await desk.post(manager, '/v1/jobs', { kind: 'what-if', policy: version });
  await done(manager, `/v1/policies/${version}/publish`, { reason: '试行新时限' });
  const order = { kind: 'replan', policy: version, selection: { ticketNos } };
  const { body: replan } = await desk.post(manager, '/v1/jobs', order);
  return { preview, whatIf, replan };
}

type Counts = Readonly<Record<string, number>>;

const movesIn = (counts: Counts): Counts => Object.fromEntries(LIMIT_MOVES.map((how) => [how, counts[how] ?? 0]));
const sum = (counts: Counts): number => Object.values(counts).reduce((all, n) => all + n, 0);

describe('what a policy would do', () => {
  let open: TicketNo[];

  beforeAll(async () => {
    const [queued, answered, closed] = [await opened(), await opened(), await opened()];
    for (const ticketNo of [answered, closed]) {
      await done(specialist, `/v1/tickets/${ticketNo}/take-over`, {});
      await done(specialist, `/v1/tickets/${ticketNo}/answer`, { solution: '已退款，请查收。' });
    }
    await done(customer, `/v1/tickets/${closed}/accept`, {});
    open = [queued, answered];
  });

  test('is told alike by the preview, by the what-if and by the re-plan that does it', async () => {
    const version = await policy(CONTENT);
    const { body: limits } = await desk.get(agent, `/v1/tickets/${open[1]}/clocks`);
    const told = limits.items.find(({ id }: { id: string }) => id === 'CONFIRM_WAIT');
    // Told as provisional, as it is over the end of a year, it may be cut short.
    const kept = told.provisional ? 0 : 1;
    const { preview, whatIf, replan } = await jobs(version, open);
    const moves = { earlier: 1 - kept, later: 1, target: 1, begins: 1, ends: 0 };
    expect(movesIn(preview.totals)).toEqual(moves);
    expect(movesIn(whatIf.result.totals)).toEqual(moves);
    expect(replan.result.limits).toMatchObject({ moved: sum(moves), kept });
    expect([preview.totals.kept, whatIf.result.totals.kept]).toEqual([kept, kept]);
    const wait = (one: { clock: string }) => one.clock === 'CONFIRM_WAIT';
    expect(preview.groups.find(wait)).toMatchObject({ kept, earlier: 1 - kept });
    expect(whatIf.result.groups.find(wait)).toMatchObject({ kept, same: kept, earlier: 1 - kept });
    const windows = [...preview.groups, ...whatIf.result.groups].map(({ clock }: { clock: string }) => clock);
    expect(windows).not.toContain('RATING_WINDOW');
  });

  test('is listed with what begins and whose target moves, and stands in the ticket once it is done', async () => {
    const version = await policy({ ...CONTENT, internal: { PAY: {} }, clocks });
    const { whatIf } = await jobs(version, open);
    const list = async (change: string) =>
      (await desk.get(manager, `/v1/jobs/${whatIf.id}/limits?change=${change}`)).body.items;
    const [target, ...others] = await list('target');
    expect(others).toEqual([]);
    expect(target).toMatchObject({ change: 'target', ticketNo: open[0], key: 'RESOLVE_COMPLEX#1' });
    const named = whatIf.result.named.find(({ change }: { change: string }) => change === 'target');
    expect(named).toMatchObject({ label: { zh: '仅目标时间变动' }, limits: [{ from: target.from, to: target.to }] });
    expect((await list('earlier')).map(({ key }: { key: string }) => key)).toEqual(
      expect.not.arrayContaining([target.key]),
    );
    const { body } = await desk.get(agent, `/v1/tickets/${open[0]}/clocks`);
    const clock = body.items.find(({ id }: { id: string }) => id === 'RESOLVE_COMPLEX');
    expect(clock.targetAt).toBe(target.to);
    expect(clock.replans.at(-1)).toMatchObject({ target: { from: target.from, to: target.to }, kept: null });
    const own = body.items.find(({ id }: { id: string }) => id === 'DEPARTMENT_INTERNAL');
    expect(own).toMatchObject({ status: 'running', replans: [{ from: null }, { from: expect.any(String) }] });
  });

  test('a department’s own limit that is given up ends', async () => {
    const version = await policy(STANDARD_POLICY);
    const { preview, whatIf, replan } = await jobs(version, open);
    expect(movesIn(preview.totals)).toMatchObject({ ends: 1 });
    expect(movesIn(whatIf.result.totals)).toEqual(movesIn(preview.totals));
    expect(replan.result.limits.moved).toBe(sum(movesIn(preview.totals)));
    const again = await jobs(await policy({ ...CONTENT, clocks }), open);
    const begins = (await desk.get(manager, `/v1/jobs/${again.whatIf.id}/limits?change=begins`)).body.items;
    expect(begins).toMatchObject([
      { change: 'begins', clock: 'DEPARTMENT_INTERNAL', key: 'DEPARTMENT_INTERNAL#2', from: null, department: 'PAY' },
    ]);
  });
});
