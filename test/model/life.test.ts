import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
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

const categories = [
  'TEC.GUIDE.REPORT',
  'ORD.PAY.FAILED',
  'ORD.DISPUTE.CASE',
  'ACC.QUAL.REVIEW',
  'OTH.SUGGEST.BUG',
  null,
];
const tally = { done: 0, refused: 0 };

let office: Office;
beforeAll(async () => {
  office = await Office.open();
});
afterAll(async () => {
  await office.close();
  keepStories(histories);
  console.info(`model: seed ${SEED}, ${RUNS} stories, ${tally.done} done, ${tally.refused} refused`);
});

test(
  'whatever ten people do to a ticket and its children while workers are lost, it stays sound and nothing is lost',
  async () => {
    const story = fc.asyncProperty(
      fc.constantFrom(...categories),
      fc.constantFrom<'online' | 'phone'>('online', 'phone'),
      fc.array(anyMove, { minLength: FEWEST_MOVES, maxLength: MOST_MOVES }),
      async (category, channel, moves) => {
        const otherTicket = await office.receive('ORD.PAY.FAILED', 'phone');
        const ticketNo = await office.receive(category, channel);
        const told: Told = { ticketNo, otherTicket, done: [], tally };
        await fc.asyncModelRun(() => ({ model: told, real: office }), moves);
        const { state } = await examined(office, ticketNo);
        expect(await historyFaults(office, ticketNo)).toEqual([]);
        for (let n = 1; n <= state.reviews.count; n += 1) {
          expect(await historyFaults(office, office.reviewOf(ticketNo, n))).toEqual([]);
        }
      },
    );
    await fc.assert(story, { numRuns: RUNS, seed: SEED, endOnFailure: true });
    await expect
      .poll(() => office.ground.countListed(`KefuWaitingOn = 'nobody' and ExecutionStatus = 'Running'`), {
        timeout: 20_000,
      })
      .toBe(0);
  },
  RUNS * PER_RUN_MS,
);
