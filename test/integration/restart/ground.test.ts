import { Connection } from '@temporalio/client';
import { expect, test } from 'vitest';
import { Ground } from './ground.ts';

test('a ground that is cleared leaves no server behind, also where a test that failed left its worker running', async () => {
  const ground = await Ground.prepare();
  await ground.worker(20);
  await ground.opened();
  await ground.clear();
  await expect(Connection.connect({ address: ground.address, connectTimeout: '1s' })).rejects.toThrow();
});
