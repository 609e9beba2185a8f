import express from 'express';
import pg from 'pg';

const pool = new pg.Pool({ connectionString: process.env['DATABASE_URL'], max: 10 });
await pool.query(`
  create schema if not exists bench;
  create table if not exists bench.rows (id bigint generated always as identity primary key, body jsonb not null);
`);

const app = express();
app.use(express.json());
app.post('/rows', async (request, response) => {
  const { rows } = await pool.query('insert into bench.rows (body) values ($1) returning id', [request.body]);
  response.status(201).json(rows[0]);
});
app.post('/rows/:id', async (request, response) => {
  await pool.query('update bench.rows set body = body || $2 where id = $1', [request.params.id, request.body]);
  response.json({ id: request.params.id });
});
const server = app.listen(0, '127.0.0.1', () => {
  const address = server.address();
  process.send?.(typeof address === 'object' ? (address?.port ?? 0) : 0);
});
process.once('disconnect', () => process.exit());
