import type { TicketCommandPayloads } from '../../contracts/commands.ts';
import type { TicketCommandBodies } from '../../contracts/schemas/ticketCommands.ts';
import { type Category, findCategory, routingFor } from '../../domain/catalog/categories.ts';
import { slaClassFor } from '../../domain/catalog/qualityMatters.ts';
import { invalid } from '../http/problem.ts';
import { calledOut } from './calledOut.ts';
import type { Resolved, Surroundings } from './context.ts';

const KNOWN_CATEGORY = { zh: 'GET /v1/catalog 所列的分类代码', en: 'a code of GET /v1/catalog' };

/** Throws `validation` for one that is not in the catalogue. */
export function knownCategory(code: string, part: 'body' | 'query'): Category {
  const category = findCategory(code);
  if (category === null) throw invalid(part, { pointer: '/category', expected: KNOWN_CATEGORY });
  return category;
}

/** Throws `validation` for a category that is not in the catalogue, as an opening does. */
export async function classification(
  body: TicketCommandBodies['classify'],
  around: Surroundings,
): Promise<Resolved<TicketCommandPayloads['classify']>> {
  const category = knownCategory(body.category, 'body');
  const slaClass = slaClassFor(category, body.slaClass);
  const urgent = category.urgent === 'always';
  return {
    payload: {
      category: category.code,
      slaClass,
      routing: routingFor(category, slaClass),
      department: category.department,
      urgent,
      duty: urgent && !around.state.urgent ? await calledOut(around) : null,
      reasoned: body.reason !== undefined,
    },
    text: body.reason === undefined ? null : { reason: body.reason },
  };
}
