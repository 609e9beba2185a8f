import { heartbeat } from '@temporalio/activity';
import type { Kysely } from 'kysely';
import type { Command } from '../contracts/commands.ts';
import type { TicketNo } from '../contracts/ids.ts';
import type { Actor } from '../contracts/people.ts';
import { isOpen } from '../contracts/ticket.ts';
import { type IncidentAnswer, nextFollowers, standingAnswer } from '../db/repositories/incidents.ts';
import { isDecided } from '../db/repositories/decisions.ts';
import { readTicketState } from '../db/repositories/states.ts';
import type { DB } from '../db/schema/rows.ts';
import { isIncidentHead } from '../domain/ticket/incidentHead.ts';
import type { TicketState } from '../domain/ticket/state.ts';
import { giveStarting } from './giveStarting.ts';
import type { CommandAnswer, TicketPort } from './jobs/tickets.ts';
import { workerStops } from './workerStops.ts';

export interface IncidentDeps {
  readonly db: Kysely<DB>;
  readonly tickets: TicketPort;
}

/** A head that has ended, as far as its run knows without an answer. */
export interface EndedHead {
  readonly head: TicketNo;
  /** Its version with that end. */
  readonly version: number;
}

/** `unanswered`: the head was answered, and that answer is not for this follower. */
interface Released extends EndedHead {
  readonly unanswered?: true;
}

export interface JoinedIncident {
  readonly head: TicketNo;
  readonly follower: TicketNo;
}

const PAGE = 50;

/**
 * The activities that give the head's answer to every ticket of the incident, or to one that has just joined, and that let them go
 * where there will be none. Safe to run twice: one that decided on it, in whichever run, is passed over, as is one that is taken off or closed meanwhile.
 * Throws where a follower did not answer in time, after all others had theirs.
 */
export function createIncidents({ db, tickets }: IncidentDeps) {
  /** A follower that whoever answered may not answer goes on by itself: it is about him, his proposal was refused, or it has climbed above him. */
  async function answer(follower: TicketState, head: TicketNo, said: IncidentAnswer): Promise<boolean> {
    const { actor, textId, saidIn, version } = said;
    const id = `${head}:${version}:${follower.ticketNo}`;
    // What has become of it since is for its own customer and its own people.
    if (await isDecided(db, follower.ticketNo, id)) return true;
    const command: Command = {
      name: 'answer-incident',
      actor,
      textId,
      expectedVersion: null,
      payload: { head, saidIn },
    };
    const given = await give(follower, command, id);
    // One that is answered, taken off or closed meanwhile is not released either.
    return given.kind === 'refused' ? release(follower, { head, version, unanswered: true }) : given.kind !== 'open';
  }

  /** Where the head gives it no answer, its follower goes on by itself. */
  async function release(follower: TicketState, { head, version, unanswered }: Released): Promise<boolean> {
    const actor: Actor = { kind: 'system' };
    const payload = unanswered === true ? { from: head, unanswered } : { from: head };
    const command: Command = { name: 'detach', actor, textId: null, expectedVersion: null, payload };
    return (await give(follower, command, `${head}:${version}:released:${follower.ticketNo}`)).kind !== 'open';
  }

  function give(follower: TicketState, command: Command, id: string): Promise<CommandAnswer> {
    return giveStarting(tickets, { no: follower.ticketNo, state: follower }, { command, id });
  }

  async function answerFollowers(head: TicketNo): Promise<void> {
    const said = await standingAnswer(db, head);
    if (said !== null) await each(head, (follower) => answer(follower, head, said));
  }

  /** A head whose run did not learn of its answer before its end was answered all the same. */
  async function releaseFollowers(request: EndedHead): Promise<void> {
    const { head } = request;
    const said = await standingAnswer(db, head);
    await each(head, (follower) => (said === null ? release(follower, request) : answer(follower, head, said)));
  }

  /** Does it to every follower that still waits. */
  async function each(head: TicketNo, does: (follower: TicketState) => Promise<boolean>): Promise<void> {
    const stopped = workerStops();
    let open = 0;
    let after: TicketNo | null = null;
    for (;;) {
      const followers: TicketState[] = await nextFollowers(db, { head, after, limit: PAGE });
      for (const follower of followers) {
        if (!(await Promise.race([does(follower), stopped]))) open += 1;
        heartbeat(follower.ticketNo);
      }
      after = followers.at(-1)?.ticketNo ?? null;
      if (after === null) break;
    }
    if (open > 0) throw new Error(`${open} followers of ${head} did not answer in time`);
  }

  /** A ticket that joined while the head was answered, or ended, gets what those before it got: one of the two finds it. */
  async function catchUp({ head, follower }: JoinedIncident): Promise<void> {
    const [said, leader, state] = await Promise.all([
      standingAnswer(db, head),
      readTicketState(db, head),
      readTicketState(db, follower),
    ]);
    if (leader === null || state === null) return;
    const isOver = !isIncidentHead(leader) || !isOpen(leader.status);
    if (said === null && !isOver) return;
    const does = said === null ? release(state, { head, version: leader.version }) : answer(state, head, said);
    if (!(await Promise.race([does, workerStops()]))) throw new Error(`${follower} did not answer in time`);
  }

  return { answerFollowers, releaseFollowers, catchUp };
}

export type Incidents = ReturnType<typeof createIncidents>;
