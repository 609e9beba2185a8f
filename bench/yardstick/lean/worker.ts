import { fileURLToPath } from 'node:url';
import { DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker';
import pg from 'pg';
import { TASK_QUEUE } from './names.ts';

const pool = new pg.Pool({ connectionString: process.env['DATABASE_URL'], max: 10 });
const activities = {
  async write(id: string, step: number): Promise<void> {
    const text = `update bench.rows set body = body || jsonb_build_object('step', $2::int) where id = $1`;
    await pool.query({ name: 'write', text, values: [id, step] });
  },
};
export type Activities = typeof activities;

Runtime.install({ logger: new DefaultLogger('ERROR') });
const connection = await NativeConnection.connect({ address: process.env['TEMPORAL_ADDRESS'] ?? '' });
const worker = await Worker.create({
  connection,
  namespace: process.env['TEMPORAL_NAMESPACE'] ?? '',
  taskQueue: TASK_QUEUE,
  workflowsPath: fileURLToPath(new URL('./workflow.ts', import.meta.url)),
  activities,
});
process.once('disconnect', () => process.exit());
process.send?.('ready');
await worker.run();
