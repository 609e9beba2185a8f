import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTimetableSource } from '../../../db/repositories/timetables/timetables.ts';
import type { Calendar } from '../../../domain/calendar/calendar.ts';
import { CHINA_CALENDAR } from '../../../domain/calendar/china.ts';
import { STANDARD_POLICY } from '../../../domain/clocks/standardPolicy.ts';
import type { DemoCredential } from '../../../intake/seed.ts';
import { previewVersion } from '../../../intake/timetables/preview.ts';
import { at, local } from '../../support/desk.ts';
import { type Desk, openDesk, SPECIALISED } from './desk.ts';

const YAML = { 'Content-Type': 'application/yaml' };
const BEFORE_2026: Calendar = {
  ...CHINA_CALENDAR,
  version: '2025.1',
  publishedYears: [2025],
  overrides: CHINA_CALENDAR.overrides.filter(({ notice }) => notice !== 2026),
};

let desk: Desk;
let manager: DemoCredential;
let ticketNo: string;

/** As if on the morning of that Thursday before National Day 2026. */
const NOW = at('2026-09-24 12:00');

beforeAll(async () => {
  desk = await openDesk();
  manager = desk.credential(({ role }) => role === 'manager');
  const customer = desk.credential(({ role }) => role === 'mainAccount');
  const integration = desk.credential(({ role }) => role === 'integration');
  const draft = await desk.post(manager, '/v1/calendars', { content: BEFORE_2026 });
  await desk.post(manager, `/v1/calendars/${draft.body.version}/publish`, { reason: 'before the notice' });
  const opening = { ...SPECIALISED, companyId: customer.companyId, receivedAt: '2026-09-24T10:00:00+08:00' };
  const opened = await desk.post(integration, '/v1/tickets', opening);
  expect(opened.status, opened.text).toBe(201);
  ticketNo = opened.body.ticketNo;
});
afterAll(() => desk.close());

const notice = (name: string): string => readFileSync(new URL(`../../cases/notices/${name}`, import.meta.url), 'utf8');

/** What would move, at the time of the story instead of today. */
async function previewed(kind: 'calendar' | 'policy', version: number) {
  const { db } = desk.database;
  return previewVersion({ db, timetables: createTimetableSource(db) }, { kind, version, at: NOW });
}

const movedLimits = ({ moved }: Awaited<ReturnType<typeof previewed>>): unknown[] =>
  moved.map(({ ticketNo: no, clock, from, to }) => [no, clock, local(from), local(to)]);

describe('the notice of a year', () => {
  test.each([
    ['holiday-cn', '2026.json'],
    ['csv', '2026.csv'],
    ['ics', '2026.ics'],
  ])('%s becomes a draft that tells which limits would move', async (format, file) => {
    const answer = await desk.post(manager, '/v1/calendars/import', { format, year: 2026, text: notice(file) });
    expect(answer.status, answer.text).toBe(201);
    expect(answer.body).toMatchObject({ status: 'draft', inForce: false, preview: { tickets: 1 } });
    expect(answer.body.content).toEqual(CHINA_CALENDAR);
    expect(answer.headers.get('location')).toBe(`/v1/calendars/${answer.body.version}`);
    const preview = await previewed('calendar', answer.body.version);
    expect(movedLimits(preview)).toEqual([
      [ticketNo, 'RESOLVE_COMPLEX', '2026-10-05 18:00', '2026-10-09 18:00'],
      [ticketNo, 'SPECIALIST_TAKEOVER', '2026-09-25 18:00', '2026-09-28 18:00'],
    ]);
    expect(preview).toMatchObject({ totals: { limits: 3, kept: 1, later: 2, earlier: 0, final: 2 }, more: false });
    expect(preview.groups).toMatchObject([
      { department: 'PAY', clock: 'ONLINE_REPLY', kept: 1 },
      { department: 'PAY', clock: 'RESOLVE_COMPLEX', later: 1, final: 1 },
      { department: 'PAY', clock: 'SPECIALIST_TAKEOVER', later: 1 },
    ]);
  });

  test('whose new limit would lie in the past keeps the old one', async () => {
    const shorter = { ...BEFORE_2026, overrides: [] };
    const { body } = await desk.post(manager, '/v1/calendars', { content: { ...shorter, publishedYears: [] } });
    const { db } = desk.database;
    const question = { kind: 'calendar', version: body.version, at: at('2026-10-05 19:00') } as const;
    const preview = await previewVersion({ db, timetables: createTimetableSource(db) }, question);
    expect(preview.totals).toMatchObject({ limits: 3, kept: 3 });
  });

  const csv = (...rows: string[]): string => ['year,date,name,isOffDay', ...rows].join('\n');
  test.each([
    ['another year than asked for', csv('2027,2027-01-01,元旦,true'), 2, '/year'],
    ['a day of another year', csv('2026,2025-05-01,劳动节,true', '2026,2026-01-01,元旦,true'), 2, '/date'],
    ['two entries for a day', csv('2026,2026-01-01,元旦,true', '2026,2026-01-01,元旦,false'), 3, '/date'],
    ['a day that does not exist', csv('2026,2026-02-30,春节,true', '2026,2026-01-01,元旦,true'), 2, '/date'],
    ['neither off nor work', csv('2026,2026-01-01,元旦,perhaps'), 2, '/isOffDay'],
    ['no day', csv(), 1, ''],
  ])('%s is 422 with its line', async (_what, text, line, pointer) => {
    const answer = await desk.post(manager, '/v1/calendars/import', { format: 'csv', year: 2026, text });
    expect(answer.body).toMatchObject({ status: 422, type: '/problems/timetable-invalid' });
    expect(answer.body.errors[0]).toMatchObject({ line, pointer });
  });

  test('a part of a notice is 422 and names the days that are missing', async () => {
    const text = csv('2026,2026-01-01,元旦,true', '2026,2026-05-01,劳动节,true');
    const answer = await desk.post(manager, '/v1/calendars/import', { format: 'csv', year: 2026, text });
    expect(answer.body).toMatchObject({ status: 422, errors: [{ pointer: '/days', got: '2 天放假' }] });
    expect(answer.body.detail).toContain('另含放假日期 2026-05-02, 2026-10-01 至 2026-10-03');
  });

  test('a year left out between two is refused', async () => {
    const text = csv('2029,2029-01-01,元旦,true');
    const answer = await desk.post(manager, '/v1/calendars/import', { format: 'csv', year: 2029, text });
    expect(answer.body).toMatchObject({ status: 422, errors: [{ line: 2, pointer: '/year' }] });
    expect(answer.body.errors[0].expected).toContain('2024至2026年');
  });

  test('a format nobody knows, or a file that does not say its year', async () => {
    const unknown = await desk.post(manager, '/v1/calendars/import', { format: 'pdf', year: 2026, text: 'x' });
    expect(unknown.body).toMatchObject({ status: 400, errors: [{ pointer: '/format' }] });
    const text = '{"days": [{"name": "元旦", "date": "2026-01-01", "isOffDay": true}]}';
    const silent = await desk.post(manager, '/v1/calendars/import', { format: 'holiday-cn', year: 2026, text });
    expect(silent.body).toMatchObject({ status: 422, errors: [{ pointer: '/year' }] });
  });
});

test('years whose notice is missing are warned of, in the list and in the figures', async () => {
  const { body } = await desk.get(manager, '/v1/calendars');
  const running = Number(new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 4));
  expect(body.warnings[0]).toMatchObject({ code: 'unpublished-year', year: running });
  expect(body.warnings[0].zh).toContain(`${running}年`);
  const { text } = await desk.get(null, '/metrics');
  expect(text).toMatch(new RegExp(`^kefu_calendar_unpublished_years ${body.warnings.length}$`, 'm'));
  expect((await desk.get(manager, '/v1/policies')).body.warnings).toEqual([]);
});

describe('a policy as one file', () => {
  const exported = async (): Promise<string> => {
    const answer = await desk.get(manager, '/v1/policies/1', { Accept: 'application/yaml' });
    expect(answer.headers.get('content-type')).toContain('application/yaml');
    return answer.text;
  };

  test('comes back as it went out', async () => {
    const text = await exported();
    expect(text).toContain('# 简单问题解决 · Simple question solved');
    expect(text).toContain('length: {kind: workdays, n: 1}');
    const answer = await desk.post(manager, '/v1/policies/import', text, YAML);
    expect(answer.status, answer.text).toBe(201);
    expect(answer.body.content).toEqual(STANDARD_POLICY);
    expect(answer.body.preview.totals).toMatchObject({ earlier: 0, later: 0, adjusted: 0 });
    const asField = await desk.post(manager, '/v1/policies/import', { text, note: 'from the office' });
    expect(asField.body).toMatchObject({ note: 'from the office', status: 'draft' });
  });

  test('JSON is what is answered where no file is asked for', async () => {
    for (const accept of ['*/*', 'application/json', 'text/html, */*;q=0.1']) {
      const answer = await desk.get(manager, '/v1/policies/1', { Accept: accept });
      expect(answer.body).toMatchObject({ version: 1 });
    }
  });

  test('a longer limit is previewed', async () => {
    const text = (await exported()).replace(/(RESOLVE_COMPLEX:\s+length: \{kind: workdays, n: )5/, '$16');
    const { body } = await desk.post(manager, '/v1/policies/import', text, YAML);
    const preview = await previewed('policy', body.version);
    expect(movedLimits(preview)).toEqual([[ticketNo, 'RESOLVE_COMPLEX', '2026-10-05 18:00', '2026-10-06 18:00']]);
    expect(preview.totals).toMatchObject({ limits: 3, kept: 1, unchanged: 1, later: 1 });
  });

  test('who is told at another step adjusts the limit without moving it', async () => {
    const text = (await exported()).replace(
      /(SPECIALIST_TAKEOVER:[\s\S]*?due: )\[departmentLead/,
      '$1[manager, departmentLead',
    );
    const { body } = await desk.post(manager, '/v1/policies/import', text, YAML);
    const { totals, moved } = await previewed('policy', body.version);
    expect([totals.adjusted, totals.later, moved]).toEqual([1, 0, []]);
  });

  test.each([
    ['a negative amount', 'n: 7', 'n: -7', /^\/clocks\/RESOLVE_MULTI\/length\/n$/],
    ['an absurd amount', 'minutes: 3}', 'minutes: 9000000}', /^\/clocks\/ONLINE_REPLY\/length/],
    ['no number', 'minutes: 3}', 'minutes: three}', /^\/clocks\/ONLINE_REPLY\/length\/minutes$/],
    ['an unknown clock', '  RESOLVE_SIMPLE:', '  RESOLVE_SIMPLER:', /^\/clocks\/RESOLVE_SIMPLE/],
    ['an unknown kind of length', 'kind: mail', 'kind: pigeon', /^\/clocks\/EMAIL_FIRST_REPLY\/length/],
    [
      'somebody nobody knows',
      '[teamLeader, freeAgent]',
      '[teamLeader, boss]',
      /^\/clocks\/ONLINE_REPLY\/told\/due\/1$/,
    ],
    ['a profile that is not there', 'profile: null', 'profile: relaxed', /^\/profile$/],
    ['broken YAML', 'profile: null', 'profile: }', /^$/],
    ['the same clock twice', '  RESOLVE_COMPLEX:', '  RESOLVE_SIMPLE:', /^$/],
  ])('%s is 422 with its line', async (_what, from, to, pointer) => {
    const text = await exported();
    const line = text.slice(0, text.indexOf(from)).split('\n').length;
    const answer = await desk.post(manager, '/v1/policies/import', text.replace(from, to), YAML);
    expect(answer.body).toMatchObject({ status: 422, type: '/problems/timetable-invalid' });
    const named = answer.body.errors.find((fault: { pointer: string }) => pointer.test(fault.pointer));
    expect(named.expected).not.toBe('');
    expect(answer.body.errors.map((fault: { line: number }) => fault.line)).toContain(line);
  });

  test.each([
    ['nothing', ''],
    ['a list', '- 1'],
    [
      'aliases without end',
      `a: &a [x, x, x, x, x, x, x, x, x]\n${'bcdefgh'
        .split('')
        .map((k, n) => `${k}: &${k} [${Array(9).fill(`*${'abcdefgh'[n]}`).join(', ')}]`)
        .join('\n')}`,
    ],
  ])('%s is no policy', async (_what, text) => {
    const answer = await desk.post(manager, '/v1/policies/import', text, YAML);
    expect([400, 422]).toContain(answer.status);
    expect(answer.body.errors.length).toBeGreaterThan(0);
  });

  test('YAML is taken here alone', async () => {
    expect((await desk.post(manager, '/v1/calendars/import', 'a: 1', YAML)).status).toBe(415);
    expect((await desk.post(manager, '/v1/policies/import', 'a', { 'Content-Type': 'text/plain' })).status).toBe(415);
  });
});
