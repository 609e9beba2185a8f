import { findOutage } from '../../db/repositories/outages/outages.ts';
import type { ApiDeps } from '../deps.ts';
import { notFound } from '../http/problem.ts';
import type { Reply } from '../http/words.ts';
import { renderOutage } from '../render/outage.ts';

/** An outage as it stands. Throws `not-found`. */
export async function answerOutage({ db }: ApiDeps, id: string): Promise<Reply> {
  const row = await findOutage(db, id);
  if (row === null) throw notFound();
  return { status: 200, body: renderOutage(row) };
}
