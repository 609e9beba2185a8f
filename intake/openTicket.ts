import type { Kysely } from 'kysely';
import type { TicketNo } from '../contracts/ids.ts';
import type { RequestKey } from '../db/repositories/idempotency.ts';
import { CLAIM_TRIES } from '../db/repositories/people/agents.ts';
import { type OpeningWrite, writeOpening } from '../db/repositories/opening.ts';
import { type EarlierOpening, type OpeningQuestion, readBackground } from '../db/repositories/openingBackground.ts';
import { openedOn, reviewGround } from '../db/repositories/quality/openings.ts';
import { insertReview } from '../db/repositories/quality/reviews.ts';
import { takeFiles } from '../db/repositories/takenFiles.ts';
import type { DB } from '../db/schema/rows.ts';
import { isAssignedAtOpening } from '../domain/assignment/opening.ts';
import type { TimetableSource } from '../domain/clocks/timetable.ts';
import { plannedReview } from '../domain/quality/planned.ts';
import { explainedPlan } from '../domain/clocks/explaining/explainedPlan.ts';
import { createFastPath } from './fastPath.ts';
import { principalName } from './idempotency.ts';
import { judgeOpening } from './judgeOpening.ts';
import type { OpenedTicket, Opening, OpenRequest } from './openRequest.ts';
import { type Log, SILENT } from './ports.ts';
import type { TicketClient } from './ticketClient.ts';
import { prepareOpening } from './prepareOpening.ts';

export interface IntakeDeps {
  readonly db: Kysely<DB>;
  readonly ticketClient: Pick<TicketClient, 'start'>;
  readonly timetables: TimetableSource;
  readonly logger?: Log;
}

export interface Intake {
  /**
   * Opens a ticket; answered once PostgreSQL has all of it, whether or not Temporal is there.
   * The same key opens once and gets the first answer again.
   */
  open(request: OpenRequest): Promise<OpenedTicket>;
  /** Resolves when no start is under way any more. */
  settled(): Promise<void>;
  /** As that, but for what still waits, which is left to the relay. */
  stop(): Promise<void>;
}

export function createIntake({ db, ticketClient, timetables, logger = SILENT }: IntakeDeps): Intake {
  const fastPath = createFastPath(db, logger);

  async function open(asked: OpenRequest): Promise<OpenedTicket> {
    const request = forOwnCompany(asked);
    const key: RequestKey = { principal: principalName(request.principal), ...request.idempotency };
    for (let tries = 0; ; tries += 1) {
      // Where others are quicker again and again, it waits in the queue like any ticket without a free agent.
      const wantsAgent = tries < CLAIM_TRIES && isAssignedAtOpening(request.category);
      const background = await readBackground(db, { ...question(request, key), wantsAgent });
      if (background.earlier !== null) return repeated(background.earlier);
      const timetable = await timetables.current();
      const judged = judgeOpening(request, background, timetable);
      if (!judged.ok) return { kind: 'refused', refusal: judged.refusal };
      const opened = await write(request, key, prepareOpening(request, { ...judged, background }, timetable));
      if (opened !== null) return opened;
    }
  }

  /** What is about the service opens with its review, and each ticket with its files: whoever has its number finds them. */
  async function written(
    write: OpeningWrite,
    { planned, timetable }: Opening,
    ids: readonly string[],
  ): Promise<Awaited<ReturnType<typeof writeOpening>> | UnknownFile> {
    const [review] = planned.state.reviews.open;
    if (review === undefined && ids.length === 0) return writeOpening(db, write);
    const ground = review === undefined ? null : await reviewGround(db, review);
    const whole = db.transaction().execute(async (tx) => {
      const opened = await writeOpening(tx, write);
      if (typeof opened === 'string') return opened;
      await bringFiles(tx, { ids, owner: write.key.principal, ticketNo: opened.ticketNo });
      for (const opening of opened.state.reviews.open) {
        if (ground === null) break;
        await insertReview(
          tx,
          plannedReview(openedOn(ground, opening), (clock) => explainedPlan(clock, timetable)),
        );
      }
      return opened;
    });
    return whole.catch((error: unknown) => {
      if (error instanceof UnknownFile) return error;
      throw error;
    });
  }

  /** Null where another ticket has taken the agent's place meanwhile. */
  async function write(request: OpenRequest, key: RequestKey, opening: Opening): Promise<OpenedTicket | null> {
    const answered = { key, ...opening, answer: request.render?.(opening) ?? null };
    const opened = await written(answered, opening, request.attachments ?? []);
    if (opened instanceof UnknownFile) return { kind: 'unknown-file', index: opened.index };
    if (opened === 'slot-taken') return null;
    if (opened === 'key-taken') {
      const { earlier } = await readBackground(db, question(request, key));
      return earlier === null ? { kind: 'in-progress' } : repeated(earlier);
    }
    const { ticketNo, outboxId, state, answer } = opened;
    fastPath.submit({ outboxId, ticketNo, tell: () => ticketClient.start(state) });
    return { kind: 'opened', ticketNo, replayed: false, answer };
  }

  return { open, settled: () => fastPath.settled(), stop: () => fastPath.stop() };
}

/** Takes back the whole opening: a ticket does not open without what came with it. */
class UnknownFile extends Error {
  readonly index: number;

  constructor(index: number) {
    super(`file ${index} of an opening cannot be had`);
    this.index = index;
  }
}

interface Brought {
  readonly ids: readonly string[];
  readonly owner: string;
  readonly ticketNo: TicketNo;
}

async function bringFiles(tx: Kysely<DB>, { ids, owner, ticketNo }: Brought): Promise<void> {
  const unknown = await takeFiles(tx, { ids, owner, cause: ticketNo, ticketNo, internal: false });
  if (unknown !== null) throw new UnknownFile(unknown);
}

function question(request: OpenRequest, key: RequestKey): OpeningQuestion {
  return { ...request, key, askedFor: request.askedFor ?? null, about: request.about ?? null, wantsAgent: false };
}

/** A customer opens tickets for his own account only, whatever the request says. */
function forOwnCompany(request: OpenRequest): OpenRequest {
  if (request.principal.kind !== 'customer') return request;
  const { companyId, accountId } = request.principal;
  return { ...request, companyId, accountId };
}

function repeated({ sameRequest, ticketNo, answer }: EarlierOpening): OpenedTicket {
  if (!sameRequest) return { kind: 'key-reused' };
  return ticketNo === null ? { kind: 'in-progress' } : { kind: 'opened', ticketNo, replayed: true, answer };
}
