import { Client, Connection } from '@temporalio/client';
import express from 'express';
import pg from 'pg';
import { TASK_QUEUE, workflowIdOf } from './names.ts';
import { type life, step } from './workflow.ts';

const pool = new pg.Pool({ connectionString: process.env['DATABASE_URL'], max: 10 });
const connection = await Connection.connect({ address: process.env['TEMPORAL_ADDRESS'] ?? '' });
const client = new Client({ connection, namespace: process.env['TEMPORAL_NAMESPACE'] ?? '' });

const app = express();
app.use(express.json());
app.post('/rows', async (request, response) => {
  const text = 'insert into bench.rows (body) values ($1) returning id';
  const { rows } = await pool.query({ name: 'open', text, values: [request.body] });
  const { id }: { id: string } = rows[0];
  await client.workflow.start<typeof life>('life', {
    taskQueue: TASK_QUEUE,
    workflowId: workflowIdOf(id),
    args: [id],
  });
  response.status(201).json({ id });
});
app.post('/rows/:id', async (request, response) => {
  const { id } = request.params;
  const { step: number }: { step: number } = request.body;
  await client.workflow.getHandle(workflowIdOf(id)).executeUpdate(step, { args: [number] });
  const { rows } = await pool.query({ name: 'read', text: 'select * from bench.rows where id = $1', values: [id] });
  response.json(rows[0]);
});
const server = app.listen(0, '127.0.0.1', () => {
  const address = server.address();
  process.send?.(typeof address === 'object' ? (address?.port ?? 0) : 0);
});
process.once('disconnect', () => process.exit());
