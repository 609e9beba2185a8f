import { randomUUID } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isAlive, markProcess } from '../../engine/processIdentity.ts';
import { exitOf, scratchDataDir, type Service, spawnStart, startService } from '../support/service.ts';

function isRunning(pid: number): boolean {
  const mark = markProcess(pid);
  return mark !== null && isAlive(mark);
}

/** The processes that work on a folder; where there is no /proc to look into, none. */
function commandsNaming(folder: string): string[] {
  const pids = existsSync('/proc') ? readdirSync('/proc').filter((name) => /^\d+$/.test(name)) : [];
  const commands = pids.map((pid) => {
    try {
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
    } catch {
      return '';
    }
  });
  return commands.filter((command) => command.includes(folder));
}

/** Opens a ticket and has it taken over, each with the same key until it is done, as a patient client does. */
async function openAndTakeOver(service: Service): Promise<string> {
  const send = async (role: string, path: string, body: object): Promise<{ ticketNo: string; status: string }> => {
    const apiKey = service.credentials.find((one) => one.role === role)?.apiKey;
    const headers = {
      authorization: `Bearer ${apiKey}`,
      'content-type': 'application/json',
      'idempotency-key': randomUUID(),
    };
    for (;;) {
      const request = fetch(`${service.httpUrl}/v1${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
      const answer = await request.catch(() => null);
      if (answer !== null && answer.status < 500 && answer.status !== 409) return JSON.parse(await answer.text());
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  };
  const words = { subject: '报表导不出', description: '导出一直转圈' };
  const { ticketNo } = await send('mainAccount', '/tickets', {
    channel: 'online',
    category: 'TEC.GUIDE.REPORT',
    ...words,
  });
  return (await send('agent', `/tickets/${ticketNo}/take-over`, {})).status;
}

describe('one command starts the whole service', () => {
  const dataDir = scratchDataDir();
  let service: Service;

  beforeAll(async () => {
    service = await startService({ dataDir });
  });
  afterAll(async () => {
    await service.stop();
    rmSync(dataDir, { recursive: true, force: true });
  });

  test('run.json says where everything listens and runs', () => {
    const { pids, ...addresses } = service.run;
    expect(addresses).toEqual({
      httpUrl: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
      temporalAddress: expect.stringMatching(/^127\.0\.0\.1:\d+$/),
      temporalUiUrl: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
      databaseUrl: expect.stringMatching(/^postgres:\/\/.+@127\.0\.0\.1:\d+\/kefu$/),
      smtpUrl: expect.stringMatching(/^smtp:\/\/127\.0\.0\.1:\d+$/),
    });
    expect(Object.keys(pids).toSorted()).toEqual(['api', 'postgres', 'supervisor', 'temporal', 'worker']);
    for (const pid of Object.values(pids)) expect(pid !== null && isRunning(pid)).toBe(true);
  });

  test('the sign-ins are the demo’s, for nobody else to read', () => {
    expect(service.credentials.map(({ role }) => role)).toEqual(
      expect.arrayContaining(['mainAccount', 'agent', 'admin']),
    );
    expect(statSync(join(dataDir, 'demo-credentials.json')).mode & 0o777).toBe(0o600);
  });

  test('Temporal’s records are for nobody else to read', () => {
    const files = readdirSync(dataDir).filter((file) => file.startsWith('temporal.db'));
    expect(files).toContain('temporal.db');
    for (const file of files) expect(statSync(join(dataDir, file)).mode & 0o777, file).toBe(0o600);
  });

  test.each(['worker', 'api', 'temporal', 'postgres'] as const)('a killed %s comes back by itself', async (name) => {
    await service.kill(name);
    const { pids } = service.readRun();
    for (const pid of Object.values(pids)) expect(pid !== null && isRunning(pid)).toBe(true);
    // Ready may still be what the former worker was: only work that gets done shows that all of it is back.
    expect(await openAndTakeOver(service)).toBe('IN_PROGRESS');
  });

  test('a second start on the same data folder is refused and harms nothing', async () => {
    const second = spawnStart(dataDir);
    expect(await exitOf(second.child)).toBe(1);
    expect(second.output()).toContain('runs already on');
    expect(existsSync(join(dataDir, 'run.json'))).toBe(true);
  });

  test('Ctrl-C, sent twice at once as npm does, ends open streams in order and leaves no process and no run.json', async () => {
    const { pids } = service.readRun();
    const headers = { authorization: `Bearer ${service.credentials.find(({ role }) => role === 'agent')?.apiKey}` };
    const told = (await fetch(`${service.httpUrl}/v1/stream`, { headers })).text();
    const supervisor = pids.supervisor;
    if (supervisor !== null) process.kill(supervisor, 'SIGINT');
    expect(await service.stop()).toBe(0);
    for (const pid of Object.values(pids)) expect(pid !== null && isRunning(pid)).toBe(false);
    expect(existsSync(join(dataDir, 'run.json'))).toBe(false);
    expect(await told).toContain('retry:');
    expect(readFileSync(join(dataDir, 'logs', 'api.log'), 'utf8')).toContain('api has stopped');
  });

  test('after kill -9 of everything’s parent the next start cleans up and keeps the data', async () => {
    const killed = await startService({ dataDir });
    const { pids } = killed.readRun();
    if (pids.supervisor !== null) process.kill(pids.supervisor, 'SIGKILL');
    const sameCredentials = readFileSync(join(dataDir, 'demo-credentials.json'), 'utf8');
    service = await startService({ dataDir });
    for (const name of ['postgres', 'temporal', 'api', 'worker'] as const) {
      const pid = pids[name];
      expect(pid !== null && isRunning(pid), name).toBe(false);
    }
    expect(readFileSync(join(dataDir, 'demo-credentials.json'), 'utf8')).toBe(sameCredentials);
    const key = service.credentials.find(({ role }) => role === 'supervisor')?.apiKey ?? '';
    const answer = await fetch(`${service.httpUrl}/v1/tickets`, { headers: { authorization: `Bearer ${key}` } });
    expect(answer.status).toBe(200);
  });
});

describe('what cannot work says so in one clear line', () => {
  async function failedStart(env: NodeJS.ProcessEnv): Promise<string> {
    const dataDir = scratchDataDir();
    const { child, output } = spawnStart(dataDir, env);
    expect(await exitOf(child)).toBe(1);
    expect(existsSync(join(dataDir, 'run.json'))).toBe(false);
    expect(commandsNaming(dataDir)).toEqual([]);
    expect(existsSync(dataDir) ? readdirSync(dataDir) : []).toEqual([]);
    rmSync(dataDir, { recursive: true, force: true });
    return output();
  }

  test('a taken port names its variable', async () => {
    const holder = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => holder.once('listening', resolve));
    const address = holder.address();
    const port = typeof address === 'object' && address !== null ? String(address.port) : '';
    expect(await failedStart({ KEFU_SMTP_PORT: port })).toContain(`Port ${port} is taken. Set KEFU_SMTP_PORT`);
    holder.close();
  });

  test('every wrong value at once, before anything is started', async () => {
    const wrong = {
      KEFU_HTTP_PORT: 'eighty',
      KEFU_LOG_LEVEL: 'loud',
      KEFU_MAIL_SERVICE: 'nomail',
      DATABASE_URL: 'none',
    };
    const output = await failedStart(wrong);
    for (const name of Object.keys(wrong)) expect(output).toMatch(new RegExp(`^  ${name}: .+; expected `, 'm'));
    expect(output).not.toMatch(/PostgreSQL on port|    at /);
  });

  test('a Temporal configuration that cannot be read', async () => {
    const output = await failedStart({ TEMPORAL_PROFILE: 'nosuch' });
    expect(output).toMatch(/Temporal's configuration cannot be used: .+\n.*TEMPORAL_PROFILE/);
    expect(output).not.toMatch(/ {4}at /);
  });

  test('a data folder that cannot be made', async () => {
    expect(await failedStart({ KEFU_DATA_DIR: '/proc/kefu' })).toMatch(
      /No folder can be made here: .+ set KEFU_DATA_DIR/,
    );
  });

  test('a database that does not answer, without showing its password', async () => {
    const output = await failedStart({ DATABASE_URL: 'postgres://kefu:secret@127.0.0.1:1/kefu' });
    expect(output).toContain('DATABASE_URL (postgres://…@127.0.0.1:1/kefu) cannot be used');
    expect(output).not.toContain('secret');
  });

  test('a Temporal service that does not answer, and nothing that was under way outlives the start', async () => {
    const output = await failedStart({ TEMPORAL_ADDRESS: '127.0.0.1:1' });
    expect(output).toContain('Temporal at 127.0.0.1:1 (namespace default) cannot be used');
  });
});
