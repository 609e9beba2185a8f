import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { MockActivityEnvironment } from '@temporalio/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ReviewPort, TicketPort } from '../../../activities/jobs/tickets.ts';
import { createTimetableJobs } from '../../../activities/timetableJobs.ts';
import { listJobs } from '../../../db/repositories/timetables/jobs.ts';
import { createTimetableSource } from '../../../db/repositories/timetables/timetables.ts';
import { readVersion } from '../../../db/repositories/timetables/timetableVersions.ts';
import { CHINA_CALENDAR } from '../../../domain/calendar/china.ts';
import { STANDARD_POLICY } from '../../../domain/clocks/standardPolicy.ts';
import { PEOPLE } from '../../../scripts/people/commandLine.ts';
import { CALENDAR_TOOL } from '../../../scripts/timetables/calendarTool.ts';
import { POLICY_TOOL } from '../../../scripts/timetables/policyTool.ts';
import { runCommandLine } from '../../../scripts/common/commandLine.ts';
import { commandLineOf, type Tool } from '../../../scripts/timetables/tool.ts';
import { csvOf, NOTICE_2027 } from '../../support/holidayNotices.ts';
import { createTestDatabase, type TestDatabase } from '../../support/postgres.ts';

let database: TestDatabase;
let folder: string;

beforeAll(async () => {
  database = await createTestDatabase();
  folder = mkdtempSync(join(tmpdir(), 'kefu-timetables-'));
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await database.drop();
});

async function run(tool: Tool, ...args: string[]): Promise<{ code: number; lines: string[] }> {
  const lines: string[] = [];
  const print = (line: string): void => void lines.push(...line.split('\n'));
  return {
    code: await runCommandLine(commandLineOf(tool), args, { address: () => ({ databaseUrl: database.url }), print }),
    lines,
  };
}

function fileWith(name: string, text: string): string {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
}

const NEXT = csvOf(NOTICE_2027);
const [HEAD, , NEW_YEAR] = NEXT.split('\n');

describe('the calendar at the command line', () => {
  test('a notice is loaded, previewed and put in force in one go', async () => {
    const file = fileWith('2027.csv', NEXT);
    const loaded = await run(CALENDAR_TOOL, 'import', file, '--year', '2027', '--publish', '--reason', '2027 notice');
    expect(loaded.lines).toEqual([
      'calendar 2 is a draft now',
      'Version 2 on 0 open tickets with 0 limits: none',
      'calendar 2 is in force: new tickets follow it, open ones keep theirs',
    ]);
    expect(loaded.code).toBe(0);
    const inForce = await readVersion(database.db, 'calendar', 'in-force');
    expect(inForce).toMatchObject({ version: 2, note: 'notice of 2027 from 2027.csv' });
    expect(inForce?.content.publishedYears).toEqual([...CHINA_CALENDAR.publishedYears, 2027]);
    const { lines } = await run(CALENDAR_TOOL, 'list');
    expect(lines.map((line) => line.slice(0, 14))).toEqual(['* 2  published', '  1  published']);
    expect(await run(CALENDAR_TOOL, 'restore', '1', '--reason', 'too early')).toMatchObject({ code: 0 });
  });

  test('faults name file and line, and nothing is written', async () => {
    const file = fileWith('wrong.csv', `${HEAD}\n${NEW_YEAR}\n2027,2027-01-01,元旦,false\n2027,2028-02-05,春节,true\n`);
    const { code, lines } = await run(CALENDAR_TOOL, 'import', file, '--year', '2027');
    expect([code, lines]).toEqual([
      1,
      [
        `${file}:3: /date: expected each day once: it is named before as a day off, 元旦, got 2027-01-01`,
        `${file}:4: /date: expected a day of 2027 or of December 2026, got 2028-02-05`,
      ],
    ]);
    const cut = fileWith('cut.csv', `${HEAD}\n${NEW_YEAR}\n`);
    const { lines: missing } = await run(CALENDAR_TOOL, 'import', cut, '--year', '2027');
    expect(missing).toEqual([expect.stringMatching(`^${cut}: /days: expected the whole notice of 2027.*2027-10-03`)]);
    expect((await run(CALENDAR_TOOL, 'list')).lines).toHaveLength(2);
  });

  test.each([
    [[], 'What shall be done?'],
    [['celebrate'], 'There is no command celebrate.'],
    [['import'], 'Which file?'],
    [['import', 'x.csv', '--publish'], 'Say why: --reason "…"'],
    [['publish', 'two', '--reason', 'x'], 'Which version? Name its number; `list` shows them.'],
    [['restore', '1'], 'Say why: --reason "…"'],
    [['import', '2026.csv', '2027.csv', '--year', '2027'], 'What is 2027.csv for?'],
    [['list', '1'], 'What is 1 for?'],
  ])('%j is not understood, and says how to put it', async (args, expected) => {
    const { code, lines } = await run(CALENDAR_TOOL, ...args);
    expect([code, lines[0], lines[1]]).toEqual([2, expected, 'Usage: npm run calendar -- COMMAND']);
  });

  test.each([['--help'], ['-h'], ['help'], ['import', '--help']])('%s tells how to put it', async (...args) => {
    for (const tool of [CALENDAR_TOOL, POLICY_TOOL])
      expect(await run(tool, ...args)).toEqual({ code: 0, lines: tool.usage.split('\n') });
  });

  test('a file without a known ending needs its format, any file its year', async () => {
    const file = fileWith('notice.txt', NEXT);
    expect((await run(CALENDAR_TOOL, 'import', file)).lines[0]).toBe('For which year? --year YYYY');
    expect((await run(CALENDAR_TOOL, 'import', file, '--year', '2027')).code).toBe(2);
    const named = await run(CALENDAR_TOOL, 'import', file, '--year', '2027', '--format', 'csv');
    expect(named.lines.at(-1)).toBe('Publish it with: npm run calendar -- publish 3 --reason "…"');
    expect((await run(CALENDAR_TOOL, 'preview', '3')).code).toBe(0);
    expect((await run(CALENDAR_TOOL, 'publish', '3', '--reason', 'agreed')).code).toBe(0);
    expect(await run(CALENDAR_TOOL, 'publish', '3', '--reason', 'agreed')).toMatchObject({ code: 1 });
    expect(await run(CALENDAR_TOOL, 'preview', '99')).toEqual({ code: 1, lines: ['There is no such version.'] });
  });
});

describe('the policy at the command line', () => {
  test('goes out as a file, is changed there and comes back', async () => {
    const file = join(folder, 'policy.yaml');
    expect(await run(POLICY_TOOL, 'export', '--out', file)).toEqual({ code: 0, lines: [`policy 1 is in ${file}`] });
    const text = readFileSync(file, 'utf8');
    expect((await run(POLICY_TOOL, 'export', '1')).lines).toEqual(text.trimEnd().split('\n'));
    writeFileSync(file, text.replace('minutes: 3}', 'minutes: 5}'));
    expect((await run(POLICY_TOOL, 'import', file, '--publish', '--reason', 'more time')).code).toBe(0);
    const { content } = (await readVersion(database.db, 'policy', 'in-force')) ?? {};
    const { ONLINE_REPLY, ...others } = STANDARD_POLICY.clocks;
    expect(content?.clocks).toEqual({
      ...others,
      ONLINE_REPLY: { ...ONLINE_REPLY, length: { kind: 'elapsed', minutes: 5 } },
    });
  });

  test('a fault names its line', async () => {
    const file = fileWith('bad.yaml', 'clocks: {}\nprofiles: {}\nprofile: fast\ninternal: {}\n');
    const { code, lines } = await run(POLICY_TOOL, 'import', file);
    expect(code).toBe(1);
    expect(lines).toContainEqual(expect.stringContaining(`${file}:3: /profile: expected`));
  });
});

test('a database that does not answer is told in one line, with the variable that names it', async () => {
  const lines: string[] = [];
  const address = () => ({ databaseUrl: 'postgres://nobody@127.0.0.1:1/none' });
  const away = { address, print: (line: string) => void lines.push(line) };
  expect(await runCommandLine(commandLineOf(CALENDAR_TOOL), ['list'], away)).toBe(1);
  expect(lines).toEqual([expect.stringMatching(/^PostgreSQL cannot be used \(DATABASE_URL\): .*ECONNREFUSED/)]);
});

test.each([
  ['calendar', commandLineOf(CALENDAR_TOOL), ['import', 'notice.txt', '--year', '2027']],
  ['calendar', commandLineOf(CALENDAR_TOOL), ['apply', 'two']],
  ['policy', commandLineOf(POLICY_TOOL), ['what-if', '1', '--class', 'easy']],
  ['policy', commandLineOf(POLICY_TOOL), ['export', 'all']],
  ['people', PEOPLE, ['key']],
  ['people', PEOPLE, ['revoke']],
])('what is not understood of %s asks for no database', async (_what, commandLine, args) => {
  const lines: string[] = [];
  const address = () => {
    throw new Error('nothing runs');
  };
  expect(await runCommandLine(commandLine, args, { address, print: (line) => void lines.push(line) })).toBe(2);
  expect(lines.join()).toContain('Usage: npm run');
});

describe('jobs at the command line', () => {
  test('are written down for the running desk to start, for chosen tickets only', async () => {
    const asked = await run(POLICY_TOOL, 'what-if', '1', '--class', 'special', '--department', 'QUAL', '--no-wait');
    expect([asked.code, asked.lines[0]]).toEqual([
      0,
      expect.stringMatching(/^job [0-9a-f-]{36}: what-if of policy 1$/),
    ]);
    const [job] = await listJobs(database.db, { before: null, limit: 1 });
    expect(job).toMatchObject({
      status: 'queued',
      policy: 1,
      calendar: null,
      selection: { slaClasses: ['special'], departments: ['QUAL'] },
      actor: { kind: 'system' },
    });
  });

  test('end with what they found', async () => {
    const running = run(CALENDAR_TOOL, 'apply', '1');
    await doneByHand(database.db);
    expect(await running).toMatchObject({
      code: 0,
      lines: [
        expect.stringContaining('replan of calendar 1'),
        '0 tickets, 0 failed',
        expect.stringContaining('tickets: 0'),
        expect.stringContaining('reviews: 0'),
        expect.stringContaining('limits: 0'),
      ],
    });
  });

  test.each([
    [['apply'], 2],
    [['apply', '99'], 1],
    [['what-if', '1', '--class', 'fast'], 2],
    [['what-if', '1', '--ticket', 'KF1'], 2],
    [['what-if', '1', '--ticket', 'KF20200101001'], 1],
  ])('%j is refused', async (args, code) => {
    expect((await run(POLICY_TOOL, ...args)).code).toBe(code);
  });
});

/** Stands where the running desk stands: does the waiting re-plan, of no ticket. */
async function doneByHand(db: TestDatabase['db']): Promise<void> {
  const activities = createTimetableJobs({
    db,
    timetables: createTimetableSource(db),
    tickets: nobody,
    reviews: nobody,
  });
  for (;;) {
    const [job] = await listJobs(db, { before: null, limit: 1 });
    if (job?.kind === 'replan') {
      await new MockActivityEnvironment().run(activities.runJobPage, job.id);
      return;
    }
    await pause(20);
  }
}

const nobody: TicketPort & ReviewPort = {
  start: () => Promise.reject(new Error('there is no ticket')),
  give: () => Promise.reject(new Error('there is no ticket')),
};
