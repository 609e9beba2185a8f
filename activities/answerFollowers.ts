import { heartbeat } from '@temporalio/activity';
import type { Kysely } from 'kysely';
import type { Command } from '../contracts/commands.ts';
import type { TicketNo } from '../contracts/ids.ts';
import { type IncidentAnswer, incidentAnswer, nextFollowers, standingAnswer } from '../db/repositories/incidents.ts';
import { readTicketState } from '../db/repositories/states.ts';
import type { DB } from '../db/schema/rows.ts';
import type { TicketState } from '../domain/ticket/state.ts';
import type { TicketPort } from './jobs/tickets.ts';
import { workerStops } from './workerStops.ts';

export interface IncidentDeps {
  readonly db: Kysely<DB>;
  readonly tickets: TicketPort;
}

export interface IncidentRequest {
  readonly head: TicketNo;
  /** The head's version with its answer. */
  readonly version: number;
}

export interface JoinedIncident {
  readonly head: TicketNo;
  readonly follower: TicketNo;
}

const PAGE = 50;

/**
 * The activities that give the head's answer to every ticket of the incident, or to one that has just joined. Safe to run
 * twice: each follower knows the update by its id, and one that is answered, taken off or closed meanwhile is passed over.
 * Throws where a follower did not answer in time, after all others had theirs.
 */
export function createIncidents({ db, tickets }: IncidentDeps) {
  async function give(
    follower: TicketState,
    head: TicketNo,
    { actor, textId, version }: IncidentAnswer,
  ): Promise<boolean> {
    const payload = { head };
    const command: Command = { name: 'answer-incident', actor, textId, expectedVersion: null, payload };
    const id = `${head}:${version}:${follower.ticketNo}`;
    const answer = await tickets.give(follower.ticketNo, command, id);
    if (answer.kind !== 'not-started') return answer.kind !== 'open';
    await tickets.start(follower);
    return (await tickets.give(follower.ticketNo, command, id)).kind !== 'open';
  }

  async function answerFollowers(request: IncidentRequest): Promise<void> {
    const said = await incidentAnswer(db, request.head, request.version);
    if (said === null) return;
    const stopped = workerStops();
    let open = 0;
    let after: TicketNo | null = null;
    for (;;) {
      const followers: TicketState[] = await nextFollowers(db, { head: request.head, after, limit: PAGE });
      for (const follower of followers) {
        if (!(await Promise.race([give(follower, request.head, said), stopped]))) open += 1;
        heartbeat(follower.ticketNo);
      }
      after = followers.at(-1)?.ticketNo ?? null;
      if (after === null) break;
    }
    if (open > 0) throw new Error(`${open} followers of ${request.head} did not answer in time`);
  }

  /** A ticket that joined while the head was being answered gets what those before it got: one of the two finds it. */
  async function catchUp({ head, follower }: JoinedIncident): Promise<void> {
    const said = await standingAnswer(db, head);
    const state = said === null ? null : await readTicketState(db, follower);
    if (said === null || state === null) return;
    if (!(await Promise.race([give(state, head, said), workerStops()]))) {
      throw new Error(`${follower} did not answer in time`);
    }
  }

  return { answerFollowers, catchUp };
}

export type Incidents = ReturnType<typeof createIncidents>;
