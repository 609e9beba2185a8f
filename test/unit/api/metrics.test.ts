import { once } from 'node:events';
import { createServer } from 'node:http';
import express from 'express';
import { DummyDriver, Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler } from 'kysely';
import { expect, test } from 'vitest';
import { createMetrics } from '../../../api/metrics.ts';
import { measured } from '../../../api/middleware/measured.ts';
import type { DB } from '../../../db/schema/rows.ts';

/** A database that is asked, and gives what `answer` gives. */
function databaseThat(answer: () => Promise<void>): Kysely<DB> {
  class Driver extends DummyDriver {
    override async acquireConnection() {
      await answer();
      return super.acquireConnection();
    }
  }
  return new Kysely<DB>({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () => new Driver(),
      createIntrospector: (db) => new PostgresIntrospector(db),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
  });
}

function samplesIn(text: string): string[] {
  return text.split('\n').filter((line) => line.startsWith('kefu_'));
}

test.each([
  ['stands still', () => new Promise<void>(() => undefined)],
  ['is not there', () => Promise.reject(new Error('no connection'))],
])('a scrape has the figures of the process and none of the desk where PostgreSQL %s', async (_how, answer) => {
  const { registry, opened } = createMetrics(databaseThat(answer));
  opened.inc({ channel: 'online', class: 'SIMPLE' });
  const text = await registry.metrics();
  expect(text).toContain('process_cpu_seconds_total');
  expect(samplesIn(text)).toEqual([
    'kefu_desk_figures_complete 0',
    'kefu_tickets_opened_total{channel="online",class="SIMPLE"} 1',
  ]);
});

test('an answer is measured under the pattern of its route, and under no path that somebody made up', async () => {
  const metrics = createMetrics(databaseThat(() => Promise.resolve()));
  const app = express().use(measured(metrics));
  app.get('/v1/tickets/:ticketNo', (_req, res) => {
    res.end();
  });
  const server = createServer(app).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  for (const path of ['/v1/tickets/KF20251107001', '/made/up']) await fetch(`http://127.0.0.1:${port}${path}`);
  server.close();
  const { values } = await metrics.http.get();
  expect([...new Set(values.map(({ labels }) => labels.route))]).toEqual(['/v1/tickets/:ticketNo', 'none']);
});
