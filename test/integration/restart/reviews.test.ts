import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeReviewId, type ReviewId } from '../../../contracts/ids.ts';
import type { StaffActor } from '../../../contracts/people.ts';
import type { ReviewCommand, ReviewCommandName, ReviewCommandPayloads } from '../../../contracts/reviews.ts';
import { readReviewState } from '../../../db/repositories/quality/reviews.ts';
import { readTicketState } from '../../../db/repositories/states.ts';
import { Ground } from './ground.ts';

const CACHED = 100;
const inspector: StaffActor = { kind: 'staff', staffNo: '9101', role: 'inspector', department: 'QA' };
const UPHELD = { verdict: 'UPHELD', remedy: true, coaching: true, reopen: true } as const;

let ground: Ground;
beforeAll(async () => {
  ground = await Ground.prepare();
});
afterAll(() => ground.clear());

let updates = 0;
function nextId(): string {
  updates += 1;
  return `update-${updates}`;
}

async function review<Name extends ReviewCommandName>(
  id: ReviewId,
  name: Name,
  payload: ReviewCommandPayloads[Name],
): Promise<void> {
  // The union cannot be narrowed by a generic name; the signature above ties name and payload together.
  const command = { name, actor: inspector, textId: null, expectedVersion: null, payload } as unknown as ReviewCommand;
  await ground.reviews.execute(id, command, nextId());
}

async function until(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await pause(20);
}

test('a complaint is reviewed beside its ticket while workers come and go, and the ticket is worked on again', async () => {
  const { db } = ground.database;
  const first = await ground.worker(CACHED);
  const ticketNo = await ground.complainedOf();
  const id = makeReviewId(ticketNo, 1);
  expect(await readReviewState(db, id)).toMatchObject({ status: 'OPEN', version: 1 });
  await until(async () => (await ground.parentOf(id).catch(() => undefined)) === ticketNo);

  await review(id, 'take-over', {});
  await first();
  const second = await ground.worker(CACHED);
  await expect(review(id, 'conclude', { ...UPHELD, coaching: false })).rejects.toMatchObject({
    refusal: { code: 'review-incomplete', errors: [{ pointer: '/coaching' }] },
  });
  await review(id, 'conclude', UPHELD);
  await review(id, 'tell', {});
  expect(await readReviewState(db, id)).toMatchObject({ clocks: [{ status: 'met' }], verdict: 'UPHELD' });
  await until(async () => (await readTicketState(db, ticketNo))?.status === 'REASSESSING');
  const events = db.selectFrom('ticket_events').select('type').where('ticket_no', '=', ticketNo);
  expect((await events.orderBy('seq').execute()).map(({ type }) => type).slice(-3)).toEqual([
    'review-opened',
    'review-ended',
    'reopened',
  ]);
  const record = db.selectFrom('review_events').select('type').where('review_id', '=', id);
  const types = (await record.orderBy('seq').execute()).map(({ type }) => type);
  expect(types.filter((type) => type !== 'upheld-counted')).toEqual(['opened', 'taken-over', 'concluded', 'told']);
  await second();
});
