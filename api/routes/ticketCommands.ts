import type { Request } from 'express';
import { TICKET_COMMANDS, type TicketCommandName } from '../../contracts/commands.ts';
import { TICKET_COMMAND_BODIES } from '../../contracts/schemas/ticketCommands.ts';
import { ticketParamsSchema, ticketSchema } from '../../contracts/schemas/ticket.ts';
import { readScopeOf } from '../../db/repositories/reading/scope.ts';
import { runTicketCommand, type TicketCommandRequest } from '../commands/ticketCommand.ts';
import type { ApiDeps } from '../deps.ts';
import { Problem } from '../http/problem.ts';
import type { Routes } from '../http/routes.ts';
import { answerTicket, etag, ticketFor } from '../http/tickets.ts';
import { EVERYBODY } from '../http/who.ts';

const TAG = /"([^"]*)"/g;

/** Lets a request with `If-Match` pass only for the version that its sender has seen. */
export function checkIfMatch(req: Request, version: number): void {
  const wanted = req.get('if-match');
  if (wanted === undefined || wanted.trim() === '*') return;
  const tags = [...wanted.matchAll(TAG)].map((match) => match[1]);
  if (tags.includes(String(version))) return;
  throw new Problem('version-mismatch', `The ticket is in version ${version}. Read it again before you change it.`, {
    members: { version },
  });
}

/** Counts a command by how it ended. */
export async function counted(deps: ApiDeps, command: string, run: () => Promise<void>): Promise<void> {
  try {
    await run();
    deps.metrics.commands.inc({ command, outcome: 'done' });
  } catch (error) {
    deps.metrics.commands.inc({ command, outcome: error instanceof Problem ? error.code : 'internal' });
    throw error;
  }
}

function commandRoute<Name extends TicketCommandName>(routes: Routes, deps: ApiDeps, name: Name): void {
  routes.post({
    path: `/v1/tickets/{ticketNo}/${name}`,
    tag: 'commands',
    summary: name,
    who: EVERYBODY,
    params: ticketParamsSchema,
    body: TICKET_COMMAND_BODIES[name],
    answers: { 200: { description: 'The ticket after it', schema: ticketSchema } },
    handler: async ({ req, principal, params, body, once }) => {
      const row = await ticketFor(deps, principal, params.ticketNo);
      checkIfMatch(req, row.version);
      const { updateId } = once;
      // The schema of this name makes the body of this name; the compiler keeps the two apart while the name is open.
      const request = { name, body, principal, scope: readScopeOf(principal), state: row.state, updateId };
      await counted(deps, name, () => runTicketCommand(deps, request as unknown as TicketCommandRequest<Name>));
      const answer = await answerTicket(deps, principal, row.ticket_no);
      return { status: 200, body: answer, headers: { ETag: etag(answer.version) } };
    },
  });
}

/** One route for each command of interfaces.md §3. */
export function ticketCommandRoutes(routes: Routes, deps: ApiDeps): void {
  for (const name of TICKET_COMMANDS) commandRoute(routes, deps, name);
}
