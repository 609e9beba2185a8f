import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTimetableSource } from '../../../db/repositories/timetables/timetables.ts';
import type { Calendar } from '../../../domain/calendar/calendar.ts';
import { CHINA_CALENDAR } from '../../../domain/calendar/china.ts';
import { STANDARD_POLICY } from '../../../domain/clocks/standardPolicy.ts';
import type { DemoCredential } from '../../../intake/seed.ts';
import { type Answer, type Desk, openDesk, SIMPLE, SPECIALISED } from './desk.ts';

let desk: Desk;
let manager: DemoCredential;
let admin: DemoCredential;
let agent: DemoCredential;
let customer: DemoCredential;
let integration: DemoCredential;

beforeAll(async () => {
  desk = await openDesk('asPublished');
  const first = (role: string) => desk.credential((one) => one.role === role);
  manager = first('manager');
  admin = first('admin');
  agent = first('agent');
  customer = first('mainAccount');
  integration = first('integration');
});
afterAll(() => desk.close());

const UNTIL_FIVE = [{ open: '09:00', close: '17:00' }];
/** Every workday closes an hour earlier. */
const SHORTER: Calendar = {
  ...CHINA_CALENDAR,
  week: [[], UNTIL_FIVE, UNTIL_FIVE, UNTIL_FIVE, UNTIL_FIVE, UNTIL_FIVE, []],
  fullHours: UNTIL_FIVE,
};
const REASON = { reason: 'agreed in the weekly meeting' };

async function drafted(kind: 'calendars' | 'policies', body: object = {}): Promise<number> {
  const { body: inForce } = await desk.get(manager, `/v1/${kind}/in-force`);
  const answer = await desk.post(manager, `/v1/${kind}`, { basedOn: inForce.version, ...body });
  expect(answer.status, answer.text).toBe(201);
  return answer.body.version;
}

function verdict({ status, body }: Answer): string {
  return status < 300 ? String(status) : `${status} ${String(body.type).replace('/problems/', '')}`;
}

describe('the life of a version', () => {
  test('the built-in calendar and policy are version 1 and in force', async () => {
    const calendars = await desk.get(agent, '/v1/calendars');
    expect(calendars.body).toMatchObject({ inForce: 1, nextCursor: null });
    expect(calendars.body.items).toMatchObject([{ version: 1, status: 'published', inForce: true, basedOn: null }]);
    const policy = await desk.get(agent, '/v1/policies/in-force');
    expect(policy.body.content).toEqual(STANDARD_POLICY);
    expect((await desk.get(agent, '/v1/calendars/1')).body.content).toEqual(CHINA_CALENDAR);
  });

  test('a draft is written, changed, published and later taken back; each step stands in the audit', async () => {
    const version = await drafted('calendars', { content: SHORTER, note: 'winter hours' });
    const changed = await desk.put(manager, `/v1/calendars/${version}`, { content: CHINA_CALENDAR, note: 'as ever' });
    expect(changed.body).toMatchObject({ status: 'draft', revision: 2, note: 'as ever', inForce: false });
    expect(changed.headers.get('etag')).toBe('"2"');
    const published = await desk.post(manager, `/v1/calendars/${version}/publish`, REASON);
    expect(published.body).toMatchObject({
      status: 'published',
      inForce: true,
      publishedBy: { staffNo: manager.staffNo },
    });
    const restored = await desk.post(admin, '/v1/calendars/1/restore', { reason: 'a slip' });
    expect(restored.body).toMatchObject({ version: 1, inForce: true });
    const { body: audit } = await desk.get(agent, '/v1/calendars/audit?limit=4');
    expect(audit.items).toMatchObject([
      { action: 'restored', version: 1, replaces: version, reason: 'a slip', actor: { staffNo: admin.staffNo } },
      { action: 'published', version, replaces: 1, reason: REASON.reason },
      { action: 'changed', version, replaces: null },
      { action: 'created', version, reason: null },
    ]);
    const { body: rest } = await desk.get(agent, `/v1/calendars/audit?cursor=${audit.nextCursor}`);
    expect(rest.items).toMatchObject([{ action: 'published', version: 1, actor: { kind: 'system', staffNo: null } }]);
  });

  test('what was published or discarded never changes, not even past the interface', async () => {
    const version = await drafted('calendars');
    expect((await desk.post(manager, `/v1/calendars/${version}/discard`, {})).body.status).toBe('discarded');
    for (const settled of [1, version]) {
      const change = await desk.put(manager, `/v1/calendars/${settled}`, { content: SHORTER });
      expect(verdict(change)).toBe('409 timetable-conflict');
      expect(verdict(await desk.post(manager, `/v1/calendars/${settled}/discard`, {}))).toBe('409 timetable-conflict');
      expect(verdict(await desk.post(manager, `/v1/calendars/${settled}/publish`, REASON))).toBe(
        '409 timetable-conflict',
      );
      const past = sql`update timetable_versions set note = 'x' where kind = 'calendar' and version = ${settled}`;
      await expect(past.execute(desk.database.db)).rejects.toThrow('never changed');
    }
    const audit = sql`delete from timetable_audit`.execute(desk.database.db);
    await expect(audit).rejects.toThrow('never changed');
  });

  test('notes of the desk itself and what a version is are told in the reader’s language', async () => {
    const english = { 'Accept-Language': 'en' };
    const note = async (headers?: Record<string, string>) =>
      (await desk.get(agent, '/v1/policies/1', headers)).body.note;
    expect([await note(), await note(english)]).toEqual(['内置', 'built in']);
    const version = await drafted('policies');
    const restore = (headers?: Record<string, string>) =>
      desk.post(manager, `/v1/policies/${version}/restore`, REASON, headers);
    expect((await restore()).body.detail).toBe(`版本 ${version} 仍为草稿；只有已发布的版本可以恢复。`);
    expect((await restore(english)).body.detail).toContain('is a draft; only a published one');
    await desk.post(manager, `/v1/policies/${version}/discard`, {});
    const again = await desk.post(manager, `/v1/policies/${version}/discard`, {});
    expect(again.body.detail).toBe(`版本 ${version} 已作废；只有草稿可以作废。`);
  });

  test('a draft follows the version in force, unless forced', async () => {
    const [early, late] = [await drafted('policies'), await drafted('policies')];
    expect(verdict(await desk.post(manager, `/v1/policies/${late}/publish`, REASON))).toBe('200');
    const stale = await desk.post(manager, `/v1/policies/${early}/publish`, REASON);
    expect([verdict(stale), stale.body.detail]).toEqual(['409 timetable-conflict', expect.stringContaining('force')]);
    expect(verdict(await desk.post(manager, `/v1/policies/${early}/publish`, { ...REASON, force: true }))).toBe('200');
    expect(verdict(await desk.post(manager, `/v1/policies/${early}/restore`, REASON))).toBe('409 timetable-conflict');
    expect(verdict(await desk.post(manager, '/v1/policies/1/restore', REASON))).toBe('200');
  });

  test('a draft that somebody else has changed is not overwritten unseen', async () => {
    const version = await drafted('policies');
    const change = { content: STANDARD_POLICY };
    const seen = { 'If-Match': '"1"' };
    expect(verdict(await desk.put(manager, `/v1/policies/${version}`, change, seen))).toBe('200');
    expect(verdict(await desk.put(admin, `/v1/policies/${version}`, change, seen))).toBe('412 version-mismatch');
    expect(verdict(await desk.put(admin, `/v1/policies/${version}`, change))).toBe('200');
  });
});

describe('two at once', () => {
  test('of two who publish the same draft one wins', async () => {
    const version = await drafted('calendars');
    const path = `/v1/calendars/${version}/publish`;
    const answers = await Promise.all([manager, admin].map((who) => desk.post(who, path, REASON)));
    expect(answers.map(verdict).toSorted()).toEqual(['200', '409 timetable-conflict']);
  });

  test('of two who publish drafts of the same version one wins', async () => {
    const versions = [await drafted('calendars'), await drafted('calendars')];
    const answers = await Promise.all(versions.map((v) => desk.post(manager, `/v1/calendars/${v}/publish`, REASON)));
    expect(answers.map(verdict).toSorted()).toEqual(['200', '409 timetable-conflict']);
    const { body } = await desk.get(agent, '/v1/calendars');
    expect(body.items.filter((item: { inForce: boolean }) => item.inForce)).toHaveLength(1);
  });

  test('many drafts at once get numbers of their own', async () => {
    const versions = await Promise.all([1, 2, 3, 4, 5].map(() => drafted('policies')));
    expect(new Set(versions).size).toBe(5);
  });

  test('a repeated publication is answered as the first time', async () => {
    const version = await drafted('policies');
    const key = { 'Idempotency-Key': randomUUID() };
    const first = await desk.post(manager, `/v1/policies/${version}/publish`, REASON, key);
    const again = await desk.post(manager, `/v1/policies/${version}/publish`, REASON, key);
    expect([again.status, again.text, again.headers.get('idempotent-replayed')]).toEqual([200, first.text, 'true']);
  });
});

describe('new tickets follow what is in force, open ones keep theirs', () => {
  test('a shorter day moves the limits of later tickets alone', async () => {
    const opened = async () => (await desk.post(customer, '/v1/tickets', SPECIALISED)).body;
    const before = await opened();
    const version = await drafted('calendars', { content: SHORTER });
    await desk.post(manager, `/v1/calendars/${version}/publish`, REASON);
    const after = await opened();
    const endOf = (ticket: { clocks: { id: string; dueAt: string }[] }) =>
      ticket.clocks.find(({ id }) => id === 'RESOLVE_COMPLEX')?.dueAt.slice(11, 16);
    expect([endOf(before), endOf(after)]).toEqual(['18:00', '17:00']);
    expect(endOf((await desk.get(customer, `/v1/tickets/${before.ticketNo}`)).body)).toBe('18:00');
    await desk.post(manager, '/v1/calendars/1/restore', REASON);
  });

  test('a policy of an older release has the limits that came since at their built-in setting', async () => {
    const { PROMISE: _since, ...clocks } = STANDARD_POLICY.clocks;
    const { db } = desk.database;
    const { rows } = await sql<{ version: number }>`
      insert into timetable_versions (kind, version, status, based_on, content, created_by, published_at)
      select 'policy', max(version) + 1, 'published', 1, ${JSON.stringify({ ...STANDARD_POLICY, clocks })}, '{"kind": "system"}', now()
      from timetable_versions where kind = 'policy' returning version
    `.execute(db);
    const policy = rows[0]?.version ?? 0;
    const { policy: read } = await createTimetableSource(db).of({ calendar: 1, policy });
    expect(read).toEqual(STANDARD_POLICY);
    expect(verdict(await desk.post(manager, `/v1/policies/${policy}/restore`, REASON))).toBe('200');
    const copy = await drafted('policies', { basedOn: policy });
    expect((await desk.get(manager, `/v1/policies/${copy}`)).body.content).toEqual(STANDARD_POLICY);
    const file = await desk.get(manager, `/v1/policies/${policy}`, { Accept: 'application/yaml' });
    expect(file.text).toContain('  PROMISE:');
  });

  test('a draft that was read as a file can be written back as the revision that was seen', async () => {
    const path = `/v1/policies/${await drafted('policies')}`;
    const { headers } = await desk.get(admin, path, { Accept: 'application/yaml' });
    const seen = { 'If-Match': headers.get('etag') ?? '' };
    const { content } = (await desk.get(admin, path)).body;
    expect(verdict(await desk.put(admin, path, { content }, seen))).toBe('200');
    expect(verdict(await desk.put(admin, path, { content }, seen))).toBe('412 version-mismatch');
  });

  test('a source keeps what it has read and refuses what was never published', async () => {
    const source = createTimetableSource(desk.database.db);
    const draft = await drafted('calendars');
    const { versions } = await source.current();
    expect(await source.of(versions)).toBe(await source.current());
    await expect(source.of({ ...versions, calendar: draft })).rejects.toThrow(`calendar ${draft} was never published`);
  });
});

describe('who may', () => {
  test.each(['calendars', 'policies'])(
    '%s: all staff read, manager and admin change, nobody else sees them',
    async (kind) => {
      const reads = ['', '/in-force', '/1', '/audit'];
      for (const tail of reads) {
        expect(verdict(await desk.get(agent, `/v1/${kind}${tail}`))).toBe('200');
        expect(verdict(await desk.get(customer, `/v1/${kind}${tail}`))).toBe('403 forbidden');
        expect(verdict(await desk.get(integration, `/v1/${kind}${tail}`))).toBe('403 forbidden');
      }
      for (const tail of ['', '/1/publish', '/1/discard', '/1/restore', '/import']) {
        expect(verdict(await desk.post(agent, `/v1/${kind}${tail}`, {}))).toBe('403 forbidden');
      }
      expect(verdict(await desk.put(agent, `/v1/${kind}/1`, {}))).toBe('403 forbidden');
      expect(verdict(await desk.get(agent, `/v1/${kind}/1/preview`))).toBe('403 forbidden');
      expect(verdict(await desk.get(admin, `/v1/${kind}/1/preview`))).toBe('200');
    },
  );

  test.each(['/v1/calendars/999', '/v1/calendars/0', '/v1/calendars/x', '/v1/policies/999'])(
    '%s is not there',
    async (path) => {
      expect(verdict(await desk.get(manager, path))).toBe('404 not-found');
      expect(verdict(await desk.post(manager, `${path}/publish`, REASON))).toBe('404 not-found');
    },
  );
});

describe('what a calendar or policy cannot be', () => {
  const week = (windows: object[]) => CHINA_CALENDAR.week.map(() => windows);
  const day = { zh: '店庆', en: 'Anniversary', kind: 'off', from: '2026-03-03', to: '2026-03-03' };

  test.each([
    ['a calendar that never opens', { week: week([]) }, '/week'],
    [
      'overlapping windows',
      {
        fullHours: [
          { open: '09:00', close: '13:00' },
          { open: '12:00', close: '18:00' },
        ],
      },
      '/fullHours/1',
    ],
    ['two entries for a day', { overrides: [...CHINA_CALENDAR.overrides, day, day] }, '/overrides/'],
    ['a zone that does not exist', { zone: { name: 'Mars/Olympus', utcOffsetMinutes: null } }, '/zone/name'],
    ['half of a notice', { overrides: CHINA_CALENDAR.overrides.slice(0, -8) }, '/publishedYears/1'],
    ['a year without its notice', { publishedYears: [2025, 2026, 2031] }, '/publishedYears/2'],
  ])('%s is 422 and named', async (_what, wrong, pointer) => {
    const answer = await desk.post(manager, '/v1/calendars', { content: { ...CHINA_CALENDAR, ...wrong } });
    expect(verdict(answer)).toBe('422 timetable-invalid');
    expect(answer.body.errors[0].pointer).toContain(`/content${pointer}`);
    expect(answer.body.detail).toContain(answer.body.errors[0].expected);
  });

  test.each([
    ['a missing field', { zone: undefined }, '/content/zone'],
    ['a field too many', { colour: 'red' }, '/content/colour'],
    ['six weekdays', { week: week([]).slice(1) }, '/content/week'],
    ['a name over two lines', { overrides: [{ ...day, zh: 'a\nb' }] }, '/content/overrides/0/zh'],
    ['half a name', { overrides: [{ ...day, en: '\ud800' }] }, '/content/overrides/0/en'],
  ])('%s is 400 and named', async (_what, wrong, pointer) => {
    const answer = await desk.post(manager, '/v1/calendars', { content: { ...CHINA_CALENDAR, ...wrong } });
    expect([verdict(answer), answer.body.errors[0].pointer]).toEqual(['400 validation', pointer]);
  });

  const simple = STANDARD_POLICY.clocks.RESOLVE_SIMPLE;
  test.each([
    ['an unknown clock', { FOREVER: simple }, '/clocks/FOREVER'],
    [
      'a negative amount',
      { RESOLVE_SIMPLE: { ...simple, length: { kind: 'workdays', n: -1 } } },
      '/clocks/RESOLVE_SIMPLE/length/n',
    ],
    [
      'an absurd amount',
      { RESOLVE_SIMPLE: { ...simple, length: { kind: 'workdays', n: 4000 } } },
      '/clocks/RESOLVE_SIMPLE/length/n',
    ],
    [
      'nobody told of a breach',
      { RESOLVE_SIMPLE: { ...simple, told: { near: ['owner'] } } },
      '/clocks/RESOLVE_SIMPLE/told/due',
    ],
  ])('%s is 422 and named', async (_what, wrong, pointer) => {
    const content = { ...STANDARD_POLICY, clocks: { ...STANDARD_POLICY.clocks, ...wrong } };
    const answer = await desk.post(manager, '/v1/policies', { content });
    expect([verdict(answer), answer.body.errors[0].pointer]).toEqual(['422 timetable-invalid', `/content${pointer}`]);
  });

  test('a policy without one of the clocks is refused, whether or not that clock runs', async () => {
    const { RESOLVE_SIMPLE: _left, ...clocks } = STANDARD_POLICY.clocks;
    const answer = await desk.post(manager, '/v1/policies', { content: { ...STANDARD_POLICY, clocks } });
    expect([verdict(answer), answer.body.errors[0].pointer]).toEqual([
      '422 timetable-invalid',
      '/content/clocks/RESOLVE_SIMPLE',
    ]);
  });

  test('neither content nor a version to copy, or one that is not there', async () => {
    expect(verdict(await desk.post(manager, '/v1/policies', {}))).toBe('400 validation');
    expect(verdict(await desk.post(manager, '/v1/policies', { basedOn: 999 }))).toBe('404 not-found');
    const beyond = await desk.post(manager, '/v1/policies', { basedOn: 76_082_019_826_380 });
    expect([verdict(beyond), beyond.body.errors]).toEqual([
      '400 validation',
      [{ pointer: '/basedOn', expected: '至多 999999999' }],
    ]);
    expect(verdict(await desk.post(manager, '/v1/policies/1/restore', {}))).toBe('400 validation');
  });

  test('a draft warns of what somebody should look at before it is published', async () => {
    const internal = { PAY: { length: { kind: 'workdays', n: 9 } } };
    const { body: policy } = await desk.post(manager, '/v1/policies', { content: { ...STANDARD_POLICY, internal } });
    expect(policy.warnings).toMatchObject([{ code: 'internal-longer', pointer: '/content/internal/PAY/length' }]);
    expect(policy.warnings[0].zh).toContain('RESOLVE_COMPLEX');
    const overrides = CHINA_CALENDAR.overrides.filter(({ from }) => from !== '2026-04-04');
    const { body: calendar } = await desk.post(manager, '/v1/calendars', { content: { ...CHINA_CALENDAR, overrides } });
    expect(calendar.warnings).toMatchObject([{ code: 'notice-days-missing', pointer: '/content/publishedYears/1' }]);
    expect((await desk.get(manager, '/v1/policies/in-force')).body.warnings).toEqual([]);
  });

  test('a calendar that contradicts a loaded notice is published only where that is said to be meant, and the audit keeps it', async () => {
    const closing = CHINA_CALENDAR.overrides.find(({ from }) => from === '2026-04-04');
    const overrides = CHINA_CALENDAR.overrides.map((day) => (day === closing ? { ...day, kind: 'work' } : day));
    const version = await drafted('calendars', { content: { ...CHINA_CALENDAR, overrides } });
    const path = `/v1/calendars/${version}/publish`;
    const refused = await desk.post(manager, path, { ...REASON, force: true });
    expect(verdict(refused)).toBe('409 timetable-conflict');
    expect(refused.body.detail).toContain('"againstNotice": true');
    expect(refused.body.errors).toMatchObject([
      { pointer: '/content/publishedYears/1', expected: expect.stringContaining('2026-04-04 至 2026-04-06') },
    ]);
    expect((await desk.get(manager, `/v1/calendars/${version}`)).body).toMatchObject({ status: 'draft' });
    const meant = await desk.post(manager, path, { ...REASON, force: true, againstNotice: true });
    expect(verdict(meant)).toBe('200');
    const { body: audit } = await desk.get(agent, '/v1/calendars/audit?limit=1');
    expect(audit.items).toMatchObject([{ action: 'published', version, forced: true, reason: REASON.reason }]);
    expect(verdict(await desk.post(manager, '/v1/calendars/1/restore', REASON))).toBe('200');
  });

  test('a calendar that closes the desk for years is refused as a draft, however many entries say so', async () => {
    const version = await drafted('calendars');
    const closed = Array.from({ length: 15 }, (_, n) => ({
      ...day,
      from: `${2030 + n}-01-01`,
      to: `${2030 + n}-12-31`,
    }));
    const content = { ...CHINA_CALENDAR, overrides: [...CHINA_CALENDAR.overrides, ...closed] };
    const answer = await desk.put(manager, `/v1/calendars/${version}`, { content });
    expect([verdict(answer), answer.body.errors[0].expected]).toEqual(['422 timetable-invalid', '连续休息不超过366天']);
  });

  test('a refused draft leaves nothing behind', async () => {
    const count = async () => (await desk.get(agent, '/v1/calendars/audit?limit=200')).body.items.length;
    const before = await count();
    await desk.post(manager, '/v1/calendars', { content: { ...CHINA_CALENDAR, week: week([]) } });
    expect(await count()).toBe(before);
  });

  test('a year in which limits run keeps its notice', async () => {
    const opening = { ...SIMPLE, companyId: customer.companyId, receivedAt: '2026-03-02T10:00:00+08:00' };
    const { body: ticket } = await desk.post(integration, '/v1/tickets', opening);
    const content = {
      ...CHINA_CALENDAR,
      publishedYears: CHINA_CALENDAR.publishedYears.filter((year) => year !== 2026),
    };
    const version = await drafted('calendars', { content });
    const answer = await desk.post(manager, `/v1/calendars/${version}/publish`, REASON);
    expect(verdict(answer)).toBe('409 timetable-conflict');
    expect(answer.body.limits).toContainEqual({ ticketNo: ticket.ticketNo, clock: 'RESOLVE_SIMPLE' });
    expect((await desk.get(manager, `/v1/calendars/${version}`)).body).toMatchObject({
      status: 'draft',
      inForce: false,
    });
  });

  test('with force an older version takes its place, and a re-plan makes its limits provisional again', async () => {
    const opening = { ...SPECIALISED, companyId: customer.companyId };
    const { body: ticket } = await desk.post(integration, '/v1/tickets', opening);
    const content = {
      ...CHINA_CALENDAR,
      publishedYears: CHINA_CALENDAR.publishedYears.filter((year) => year !== 2026),
      overrides: CHINA_CALENDAR.overrides.filter(({ notice }) => notice !== 2026),
    };
    const { db } = desk.database;
    const { rows } = await sql<{ version: number }>`
      insert into timetable_versions (kind, version, status, based_on, content, created_by, published_at)
      select 'calendar', max(version) + 1, 'published', 1, ${JSON.stringify(content)}, '{"kind": "system"}', now()
      from timetable_versions where kind = 'calendar' returning version
    `.execute(db);
    const older = rows[0]?.version ?? 0;
    const { body: preview } = await desk.get(manager, `/v1/calendars/${older}/preview`);
    expect(preview.loses).toMatchObject({ years: [2026], limits: expect.any(Number), tickets: expect.any(Number) });
    const path = `/v1/calendars/${older}/restore`;
    const refused = await desk.post(manager, path, REASON);
    expect([verdict(refused), refused.body.detail]).toEqual([
      '409 timetable-conflict',
      expect.stringMatching(`失去 2026 年的放假安排后，.*的 ${preview.loses.limits} 个在计时限.*"force": true`),
    ]);
    expect(verdict(await desk.post(agent, path, { ...REASON, force: true }))).toBe('403 forbidden');
    const forced = await desk.post(admin, path, { ...REASON, force: true });
    expect(forced.body).toMatchObject({ version: older, inForce: true, provisional: { jobId: expect.any(String) } });
    const { body: job } = await desk.get(manager, `/v1/jobs/${forced.body.provisional.jobId}`);
    expect(job).toMatchObject({ kind: 'replan', calendar: older, status: 'done', reason: REASON.reason, failed: 0 });
    expect(job.selection.finalIn.years).toEqual([2026]);
    const { body: clocks } = await desk.get(agent, `/v1/tickets/${ticket.ticketNo}/clocks`);
    const resolve = clocks.items.find(({ id }: { id: string }) => id === 'RESOLVE_COMPLEX');
    expect(resolve).toMatchObject({ provisional: true });
    expect(resolve.explanation.zh).toContain('暂定');
    const { body: audit } = await desk.get(agent, '/v1/calendars/audit?limit=1');
    expect(audit.items).toMatchObject([{ action: 'restored', version: older, forced: true, reason: REASON.reason }]);
    const back = await desk.post(manager, '/v1/calendars/1/restore', REASON);
    expect(back.body).toMatchObject({ inForce: true, provisional: { jobId: null } });
    expect(back.body.provisional.provisionalTickets).toBeGreaterThan(0);
  });

  test('a calendar may be larger than other bodies, and still not endless', async () => {
    const overrides = Array.from({ length: 1000 }, (_, n) => {
      const from = new Date(Date.UTC(2040, 0, 1 + 2 * n)).toISOString().slice(0, 10);
      return { ...day, from, to: from };
    });
    const content = { ...CHINA_CALENDAR, overrides: [...CHINA_CALENDAR.overrides, ...overrides] };
    expect(JSON.stringify(content).length).toBeGreaterThan(64 * 1024);
    expect(verdict(await desk.post(manager, '/v1/calendars', { content }))).toBe('201');
    const endless = await desk.post(manager, '/v1/calendars', { note: 'x'.repeat(600_000) });
    expect([verdict(endless), endless.body.detail]).toEqual([
      '413 payload-too-large',
      expect.stringContaining('512 KB'),
    ]);
  });
});
