import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Answer, eventually, Office, type Ticket } from './office.ts';

/** Three pages of a re-plan and a part of one. */
const TICKETS = 160;
const AT_ONCE = 10;
const SPECIALISED = { channel: 'online', category: 'ORD.PAY.FAILED' };

let office: Office;
let people: Office['people'];
beforeAll(async () => {
  office = await Office.open();
  people = office.people;
}, 120_000);
afterAll(async () => {
  await office.service.stop();
});

async function opened(): Promise<Ticket[]> {
  const tickets: Ticket[] = [];
  while (tickets.length < TICKETS)
    tickets.push(
      ...(await Promise.all(Array.from({ length: AT_ONCE }, () => office.ticket(people.buyer, SPECIALISED)))),
    );
  return tickets;
}

/** A policy in force from now on by which a specialised question may take nine workdays. */
async function nineWorkdays(): Promise<number> {
  const { body: inForce } = await people.manager.get('/v1/policies/in-force');
  const { clocks } = inForce.content;
  const length = { kind: 'workdays', n: 9 };
  const longer = {
    RESOLVE_COMPLEX: { ...clocks.RESOLVE_COMPLEX, length },
    RESOLVE_MULTI: { ...clocks.RESOLVE_MULTI, length },
  };
  const content = { ...inForce.content, clocks: { ...clocks, ...longer } };
  const draft = await people.manager.post('/v1/policies', { basedOn: inForce.version, content });
  const published = await people.manager.post(`/v1/policies/${draft.body.version}/publish`, { reason: '旺季延长' });
  expect(published.status, published.text).toBe(200);
  return published.body.version;
}

test('kill -9 of the worker in the middle of a re-plan: it goes on where it stopped, and every ticket has it once', async () => {
  const tickets = await opened();
  const policy = await nineWorkdays();
  const order = { kind: 'replan', policy, selection: { slaClasses: ['complex'] }, reason: '旺季延长' };
  const { body: ordered } = await people.manager.post('/v1/jobs', order);
  const job = (): Promise<Answer['body']> => people.manager.get(`/v1/jobs/${ordered.id}`).then(({ body }) => body);

  const half = await eventually(job, ({ done }) => done > 0, 60_000);
  expect([half.status, half.done < TICKETS]).toEqual(['running', true]);
  await office.service.kill('worker');
  const left = await job();
  expect(left.done).toBeGreaterThanOrEqual(half.done);
  const ended = await eventually(job, ({ status }) => status !== 'running', 90_000);

  expect(ended).toMatchObject({ status: 'done', total: TICKETS, done: TICKETS, failed: 0, failures: [] });
  expect(ended.result.tickets).toEqual({ replanned: TICKETS, unchanged: 0, skipped: 0 });
  const replans = await Promise.all(
    tickets.map(async (ticket) => (await ticket.events(people.supervisor)).filter(({ type }) => type === 'replanned')),
  );
  expect(replans.map((events) => events.map(({ data }) => [data.job, data.policy]))).toEqual(
    tickets.map(() => [[ordered.id, policy]]),
  );
  const { body: first } = await people.supervisor.get(tickets[0]?.path ?? '');
  const limit = first.clocks.find(({ id }: { id: string }) => id === 'RESOLVE_COMPLEX');
  expect(Date.parse(limit.dueAt)).toBe(Date.parse(replans[0]?.[0].data['RESOLVE_COMPLEX#1.to']));
});
