import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { AsyncCommand } from 'fast-check';
import fc from 'fast-check';
import {
  REVIEW_COMMANDS,
  type ReviewCommand,
  type ReviewCommandName,
  type ReviewCommandPayloads,
  VERDICTS,
} from '../../contracts/reviews.ts';
import { readReviewState } from '../../db/repositories/quality/reviews.ts';
import { allowedReviewCommands } from '../../domain/quality/decide.ts';
import { commandOf } from '../support/desk.ts';
import { act, commandFor, count, type NamedWish, prepared, prove, proveTrace, type Told } from './acting.ts';
import { actorOf, cast, NAMES } from './cast.ts';
import { SPEED } from './fastClock.ts';
import { agreed, examined, Fault } from './look.ts';
import type { Office } from './office.ts';

const HOUR_MS = 3_600_000;

type Move = AsyncCommand<Told, Office>;

function said({ who, pick, anything }: NamedWish): string {
  return `${who}${anything ? ' anything' : ''} ${pick}`;
}

function move(text: string, run: (told: Told, office: Office) => Promise<unknown>): Move & fc.WithToStringMethod {
  return {
    check: () => true,
    run: async (told, office) => {
      await run(told, office);
    },
    toString: () => text,
    [fc.toStringMethod]: () => text,
  };
}

const wish = fc.record<NamedWish>({
  who: fc.constantFrom(...NAMES),
  pick: fc.nat(60),
  anything: fc.integer({ min: 0, max: 4 }).map((n) => n === 0),
});

const acts = wish.map((one) => move(`act(${said(one)})`, (told, office) => act(told, office, one)));

/** Two or three at the same moment: each acts on what he saw. */
const atOnce = fc.array(wish, { minLength: 2, maxLength: 3 }).map((wishes) =>
  move(`atOnce(${wishes.map(said).join(', ')})`, async (told, office) => {
    const { state } = await agreed(office, told.ticketNo);
    const given = await Promise.all(
      wishes.map(async (one) => {
        const [command, id] = [commandFor(told, office, { state, wish: one }), randomUUID()];
        return { command, id, answer: await office.give(told.ticketNo, command, id) };
      }),
    );
    const after = await examined(office, told.ticketNo);
    for (const one of given) {
      count(told, one);
      proveTrace(after, one);
    }
  }),
);

/** A caller who never heard the answer asks again under the same key. */
const repeats = fc.nat(60).map((pick) =>
  move(`repeat(${pick})`, async (told, office) => {
    const one = told.done[pick % Math.max(1, told.done.length)];
    if (one === undefined) return;
    const answer = await office.give(told.ticketNo, one.command, one.id);
    const { state } = await examined(office, told.ticketNo);
    if (answer !== null && state.status !== 'ARCHIVED') throw new Fault(`${one.command.name} repeated: ${answer}`);
  }),
);

const messages = fc.constantFrom<'customer' | 'staff'>('customer', 'staff').map((from) =>
  move(`message(${from})`, async (told, office) => {
    await office.say(told.ticketNo, from);
    await examined(office, told.ticketNo);
  }),
);

const waits = fc.integer({ min: 1, max: 48 }).map((hours) =>
  move(`wait(${hours} h)`, async (told, office) => {
    await pause((hours * HOUR_MS) / SPEED);
    await examined(office, told.ticketNo);
  }),
);

/** The worker is lost while somebody waits for his answer. */
const losses = wish.map((one) =>
  move(`workerLost(${said(one)})`, async (told, office) => {
    const given = await prepared(told, office, one);
    const answering = office.give(told.ticketNo, given.command, given.id);
    const [answer] = await Promise.all([answering, office.changeWorker()]);
    await prove(told, office, { ...given, answer });
  }),
);

const forgettings = wish.map((one) =>
  move(`answerLost(${said(one)})`, async (told, office) => {
    office.loseNextAnswer();
    await act(told, office, one);
  }),
);

const samples = fc.constant(
  move('sample()', async (told, office) => {
    const { db } = office.ground.database;
    const drawn = { month: '2026-11', seed: 'model', population: 1, drawn_by: JSON.stringify(cast.inspector) };
    const row = await db.insertInto('review_samples').values(drawn).returning('id').executeTakeFirstOrThrow();
    await office.give(told.ticketNo, commandOf('open-review', cast.inspector, { sampleId: row.id }));
    await examined(office, told.ticketNo);
  }),
);

const points = { IDENTITY: 80, COURTESY: 90, UNDERSTANDING: 70, SOLUTION: 60, TIMELINESS: 50, RECORD: 100 } as const;

function reviewPayloads(pick: number): Pick<ReviewCommandPayloads, ReviewCommandName> {
  const verdict = VERDICTS[pick % 3] ?? 'PARTLY';
  const upheld = verdict !== 'NOT_UPHELD';
  return {
    'take-over': {},
    note: {},
    'hand-on': { to: { staffNo: '3004', role: 'inspector', department: 'QA' } },
    conclude: { verdict, remedy: upheld, coaching: upheld, reopen: upheld && pick % 2 === 0 },
    tell: {},
    score: { points },
    appeal: {},
    'decide-appeal': { points: pick % 2 === 0 ? points : null },
  };
}

/** On one of the ticket's reviews, if there is one; the inspector where whoever wished may do nothing. */
const reviewActs = wish.map((one) =>
  move(`review(${said(one)})`, async (told, office) => {
    const { state } = await agreed(office, told.ticketNo);
    if (state.reviews.count === 0) return;
    const reviewId = office.reviewOf(told.ticketNo, 1 + (one.pick % state.reviews.count));
    const review = await readReviewState(office.ground.database.db, reviewId);
    if (review === null) throw new Fault(`${reviewId} is not there`);
    const now = office.now(told.ticketNo);
    const own = allowedReviewCommands(review, actorOf(one.who), now);
    const actor = own.length > 0 || one.anything ? actorOf(one.who) : cast.inspector;
    const allowed = allowedReviewCommands(review, actor, now);
    const names = one.anything || allowed.length === 0 ? REVIEW_COMMANDS : allowed;
    const name = names[one.pick % names.length] ?? 'note';
    const payload = reviewPayloads(one.pick)[name];
    // The union cannot be narrowed by a name still open; the payload is that of the name.
    const command = { name, actor, textId: null, expectedVersion: null, payload } as unknown as ReviewCommand;
    await office.giveReview(reviewId, command);
    await examined(office, told.ticketNo);
  }),
);

/** What the desk's own jobs give: a shift that hands over, limits by the versions in force. */
const deskActs = fc
  .record({ pick: fc.nat(60), name: fc.constantFrom('hand-over' as const, 'replan' as const) })
  .map(({ pick, name }) =>
    move(`desk(${name} ${pick})`, async (told, office) => {
      const { state } = await agreed(office, told.ticketNo);
      const to = [cast.otherAgent, cast.senior, null][pick % 3] ?? null;
      const handover = { from: state.assignee?.staffNo ?? '', to, handover: 'handover-2026-11-22-DAY' } as const;
      const keys = state.clocks.map(({ key }) => key);
      const replan = { calendar: 1, policy: 1, inHouse: null, keys } as const;
      const command =
        name === 'hand-over'
          ? commandOf('hand-over', cast.otherAgent, handover)
          : commandOf('replan', cast.manager, replan);
      const id = randomUUID();
      const answer = await office.give(told.ticketNo, command, id);
      const after = await examined(office, told.ticketNo);
      proveTrace(after, { command, id, answer });
    }),
  );

/** The ticket follows the other one, or the other way round; where it follows, the other one is answered. */
const incidents = fc.record({ pick: fc.nat(60), leads: fc.boolean() }).map(({ pick, leads }) =>
  move(`incident(${leads ? 'leads' : 'follows'} ${pick})`, async (told, office) => {
    const [head, follower] = leads ? [told.ticketNo, told.otherTicket] : [told.otherTicket, told.ticketNo];
    const { state } = await agreed(office, told.ticketNo);
    if (state.incident === told.otherTicket && pick % 2 === 0) {
      await office.give(head, commandOf('take-over', cast.pay, {}));
      await office.give(head, commandOf('answer', cast.pay, {}));
    } else {
      await office.give(head, commandOf('mark-incident', cast.supervisor, {}));
      const known = (await agreed(office, head)).state.incident;
      if (known === head) await office.give(follower, commandOf('attach', cast.supervisor, { to: head }));
    }
    await examined(office, told.ticketNo);
    await examined(office, told.otherTicket);
  }),
);

/** What may happen next; acts most of all. */
export const anyMove = fc.oneof(
  ...Array.from({ length: 10 }, () => acts),
  atOnce,
  atOnce,
  waits,
  waits,
  reviewActs,
  reviewActs,
  repeats,
  messages,
  losses,
  forgettings,
  samples,
  deskActs,
  incidents,
);
