import type { TicketCommandPayloads } from '../../contracts/commands.ts';
import type { TicketCommandBodies } from '../../contracts/schemas/ticketCommands.ts';
import type { Routing, SlaClass } from '../../contracts/ticket.ts';
import { type Category, findCategory } from '../../domain/catalog/categories.ts';
import { Problem } from '../http/problem.ts';
import type { Resolved } from './context.ts';

/** A class given by hand moves the ticket to whoever deals with that class; else the catalogue's routing stands. */
function routingOf(category: Category, slaClass: SlaClass): Routing {
  if (slaClass === category.slaClass) return category.routing;
  switch (slaClass) {
    case 'simple':
      return category.department === 'FRONT' ? 'direct' : 'department';
    case 'complex':
      return 'coordinated';
    case 'special':
      return 'department';
  }
}

function unknownCategory(code: string): Problem {
  return new Problem('validation', `There is no category ${code}.`, {
    errors: [{ pointer: '/category', expected: 'a code of GET /v1/catalog' }],
  });
}

/** Throws `validation` for a category that is not in the catalogue, as an opening does. */
export function classification(body: TicketCommandBodies['classify']): Resolved<TicketCommandPayloads['classify']> {
  const category = findCategory(body.category);
  if (category === null) throw unknownCategory(body.category);
  const slaClass = body.slaClass ?? category.slaClass;
  return {
    payload: {
      category: category.code,
      slaClass,
      routing: routingOf(category, slaClass),
      department: category.department,
      urgent: category.urgent === 'always',
    },
    text: body.reason === undefined ? null : { reason: body.reason },
  };
}
