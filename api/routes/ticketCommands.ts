import type { Request } from 'express';
import { TICKET_COMMANDS, type TicketCommandName } from '../../contracts/commands.ts';
import type { Actor } from '../../contracts/people.ts';
import { TICKET_COMMAND_BODIES } from '../../contracts/schemas/ticketCommands.ts';
import { ticketParamsSchema, ticketSchema, toldTicketSchema } from '../../contracts/schemas/ticket.ts';
import { readScopeOf } from '../../db/repositories/reading/scope.ts';
import type { TicketState } from '../../domain/ticket/state.ts';
import { COMMAND_RULES } from '../../domain/ticket/commands/index.ts';
import { untoldDecisions } from '../../domain/ticket/workedOn.ts';
import { ruleWords } from '../commands/ruleWords.ts';
import { attempted } from '../commands/attempted.ts';
import { hintsOn, mayPromise } from '../commands/promised.ts';
import { runTicketCommand, type TicketCommandRequest } from '../commands/ticketCommand.ts';
import type { ApiDeps } from '../deps.ts';
import { expectedVersionOf } from '../http/ifMatch.ts';
import { actorOf } from '../http/principal.ts';
import type { Routes } from '../http/routes.ts';
import { answerCommand, etag, ticketForCommand } from '../http/tickets.ts';
import { EVERYBODY } from '../http/who.ts';

/** The version of a ticket that `If-Match` asks for: whoever is not told of all its decisions counts without them. */
export function expectedVersionIn(state: TicketState, req: Request, actor: Actor): number | null {
  const untold = untoldDecisions(state, actor);
  const seen = expectedVersionOf(req, state.version - untold);
  return seen === null ? null : seen + untold;
}

function commandRoute<Name extends TicketCommandName>(routes: Routes, deps: ApiDeps, name: Name): void {
  routes.post({
    path: `/v1/tickets/{ticketNo}/${name}`,
    tag: 'commands',
    summary: name,
    description: ruleWords(COMMAND_RULES[name].whoMay, COMMAND_RULES[name].whenMay),
    who: EVERYBODY,
    params: ticketParamsSchema,
    body: TICKET_COMMAND_BODIES[name],
    precondition: true,
    answers: {
      200: {
        description: 'The ticket after it',
        headers: ['ETag'],
        schema: mayPromise(name) ? toldTicketSchema : ticketSchema,
      },
    },
    handler: async ({ req, principal, params, body, once, make }) => {
      const { updateId } = once;
      const row = await ticketForCommand(deps, principal, { ticketNo: params.ticketNo, updateId });
      const expectedVersion = expectedVersionIn(row.state, req, actorOf(principal));
      // The schema of this name makes the body of this name; the compiler keeps the two apart while the name is open.
      const request = {
        name,
        body,
        principal,
        scope: readScopeOf(principal),
        state: row.state,
        updateId,
        expectedVersion,
        make,
      };
      const trial = { ticketNo: row.ticket_no, command: name, actor: actorOf(principal) };
      await attempted(deps, trial, () => runTicketCommand(deps, request as unknown as TicketCommandRequest<Name>));
      const answer = await answerCommand(deps, principal, row.ticket_no);
      const hints = mayPromise(name) ? { hints: hintsOn(name, body) } : {};
      return { status: 200, body: { ...answer, ...hints }, headers: { ETag: etag(answer.version) } };
    },
  });
}

/** One route for each command. */
export function ticketCommandRoutes(routes: Routes, deps: ApiDeps): void {
  for (const name of TICKET_COMMANDS) commandRoute(routes, deps, name);
}
