import { type FlagAnswer, flagSchema, postFlagSchema } from '../../contracts/schemas/flag.ts';
import { ticketParamsSchema } from '../../contracts/schemas/ticket.ts';
import { writeFlag } from '../../db/repositories/people/flags.ts';
import { archived } from '../../domain/ticket/judging.ts';
import { worksOn } from '../../domain/ticket/people/who.ts';
import { attempted } from '../commands/attempted.ts';
import type { ApiDeps } from '../deps.ts';
import { actorOf } from '../http/principal.ts';
import { Problem, refused } from '../http/problem.ts';
import { requestUuid } from '../http/requestUuid.ts';
import type { Routes } from '../http/routes.ts';
import { ticketFor } from '../http/tickets.ts';
import { EVERYBODY } from '../http/who.ts';
import { renderFlag } from '../render/flag.ts';

function forbidden(): Problem {
  return new Problem('forbidden', {
    zh: '红旗备注仅限处理工单的工作人员。',
    en: 'flag is for staff who work on tickets.',
  });
}

export function flagRoutes(routes: Routes, deps: ApiDeps): void {
  routes.post({
    path: '/v1/tickets/{ticketNo}/flag',
    tag: 'tickets',
    summary: 'Put a red flag on a ticket: what was done at special request. Customers never see it',
    who: EVERYBODY,
    params: ticketParamsSchema,
    body: postFlagSchema,
    answers: { 201: { description: 'The flag, which stands on the ticket from now on', schema: flagSchema } },
    handler: async ({ principal, params, body, once }) => {
      const { ticket_no: ticketNo, state } = await ticketFor(deps, principal, params.ticketNo);
      const author = actorOf(principal);
      let flag: FlagAnswer | null = null;
      await attempted(deps, { ticketNo, command: 'flag', actor: author }, async () => {
        if (principal.kind !== 'staff' || !worksOn(principal.role, state.department)) throw forbidden();
        const written = await writeFlag(deps.db, {
          id: requestUuid('flag', once.updateId),
          ticketNo,
          author,
          text: body.text,
        });
        if (written === null) throw refused(archived(ticketNo));
        flag = renderFlag(written);
      });
      return { status: 201, body: flag };
    },
  });
}
