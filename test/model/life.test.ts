import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CHANNELS } from '../../contracts/ticket.ts';
import type { OpenRequest } from '../../intake/openRequest.ts';
import { AGENT, CUSTOMER } from '../integration/db/counter.ts';
import { CATEGORIES } from '../support/plausible.ts';
import { examined } from './look.ts';
import { keepStories } from '../support/histories.ts';
import { historyFaults, told as histories } from './histories.ts';
import type { Told } from './acting.ts';
import { anyMove } from './moves.ts';
import { Office } from './office.ts';

/** More stories where there is time for them; one seed tells the same stories again, but for what falls together by chance. */
const RUNS = Number(process.env['KEFU_MODEL_RUNS'] ?? 2);
const SEED = Number(process.env['KEFU_MODEL_SEED'] ?? Date.now() % 1_000_000_000);
const FEWEST_MOVES = 15;
const MOST_MOVES = 35;
const PER_RUN_MS = 120_000;

/** Who opens a ticket, how, in what, and how urgently. */
const openings = fc.record({
  principal: fc.constantFrom<OpenRequest['principal']>(
    CUSTOMER,
    {
      kind: 'customer',
      companyId: 'C1001',
      companyKind: 'buyer',
      accountId: 'A100103',
      main: false,
      scopes: ['payment.view', 'dispute.manage', 'ticket.company'],
    },
    AGENT,
    { kind: 'staff', staffNo: '3005', role: 'dutyAgent', department: 'DUTY' },
    { kind: 'integration', clientId: 'platform' },
  ),
  accountId: fc.constantFrom('A100101', null),
  category: fc.constantFrom(...CATEGORIES),
  channel: fc.constantFrom(...CHANNELS),
  urgentReason: fc.constantFrom(null, null, null, 'system-down', '客户在等'),
  orderNo: fc.constantFrom(null, 'DD20251107001'),
  about: fc.constantFrom(null, '1001'),
});
type Opening = typeof openings extends fc.Arbitrary<infer Value> ? Value : never;

const tally = { done: 0, refused: 0 };

/** Whose own account it is opened from; whom a complaint is about is said with complaints. */
function asked({ principal, accountId, about, category, ...rest }: Opening): Partial<OpenRequest> {
  const own = principal.kind === 'customer' ? principal.accountId : accountId;
  return { ...rest, principal, accountId: own, category, about: category === 'SVC.COMPLAINT' ? about : null };
}

afterAll(() => {
  keepStories(histories);
  console.info(`model: seed ${SEED}, ${RUNS} stories, ${tally.done} done, ${tally.refused} refused`);
});

describe.each([
  { writing: 'quick', runs: RUNS },
  { writing: 'slow', runs: Math.ceil(RUNS / 2) },
] as const)('where writing is $writing', ({ writing, runs }) => {
  let office: Office;
  beforeAll(async () => {
    office = await Office.open(writing);
  });
  afterAll(() => office.close());

  test(
    'whatever people do to a ticket and its children while workers are lost, it stays sound and nothing is lost',
    async () => {
      const story = fc.asyncProperty(
        openings,
        fc.array(anyMove, { minLength: FEWEST_MOVES, maxLength: MOST_MOVES }),
        async (opening, moves) => {
          const otherTicket = await office.receive({ category: 'ORD.PAY.FAILED', channel: 'phone' });
          const ticketNo = await office.receive(asked(opening));
          const told: Told = { ticketNo, otherTicket, done: [], tally };
          await fc.asyncModelRun(() => ({ model: told, real: office }), moves);
          const { state } = await examined(office, ticketNo);
          expect(await historyFaults(office, ticketNo)).toEqual([]);
          for (let n = 1; n <= state.reviews.count; n += 1) {
            expect(await historyFaults(office, office.reviewOf(ticketNo, n))).toEqual([]);
          }
        },
      );
      await fc.assert(story, { numRuns: runs, seed: SEED, endOnFailure: true });
      await expect
        .poll(() => office.ground.countListed(`KefuWaitingOn = 'nobody' and ExecutionStatus = 'Running'`), {
          timeout: 20_000,
        })
        .toBe(0);
    },
    runs * PER_RUN_MS,
  );
});
