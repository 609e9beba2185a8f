import { DummyDriver, Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler } from 'kysely';
import { expect, test } from 'vitest';
import type { DB } from '../../../db/schema/rows.ts';
import { createFastPath } from '../../../intake/fastPath.ts';
import { SILENT } from '../../../intake/ports.ts';

const db = new Kysely<DB>({
  dialect: {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (of) => new PostgresIntrospector(of),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  },
});

test('when the service stops while Temporal hangs, what is under way ends and what waits is left to the relay', async () => {
  const hangsUp: (() => void)[] = [];
  const fastPath = createFastPath(db, SILENT);
  for (const ticketNo of ['KF20251107001', 'KF20251107002', 'KF20251107003', 'KF20251107004']) {
    const tell = (): Promise<void> => new Promise((_, reject) => hangsUp.push(() => reject(new Error('no answer'))));
    fastPath.submit({ outboxId: ticketNo, ticketNo, tell });
  }
  const stopped = fastPath.stop();
  for (const hangUp of hangsUp) hangUp();
  await stopped;
  expect(hangsUp).toHaveLength(2);
});
