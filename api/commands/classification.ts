import type { TicketCommandPayloads } from '../../contracts/commands.ts';
import type { TicketCommandBodies } from '../../contracts/schemas/ticketCommands.ts';
import { findCategory, routingFor } from '../../domain/catalog/categories.ts';
import { isQualityMatter } from '../../domain/catalog/qualityMatters.ts';
import { invalid } from '../http/problem.ts';
import type { Resolved } from './context.ts';

const KNOWN_CATEGORY = { zh: 'GET /v1/catalog 所列的分类代码', en: 'a code of GET /v1/catalog' };

/** Throws `validation` for a category that is not in the catalogue, as an opening does. */
export function classification(body: TicketCommandBodies['classify']): Resolved<TicketCommandPayloads['classify']> {
  const category = findCategory(body.category);
  if (category === null) throw invalid('body', { pointer: '/category', expected: KNOWN_CATEGORY });
  // What is about the service has its review's limit, whatever else is said.
  const slaClass = isQualityMatter(category.code) ? category.slaClass : (body.slaClass ?? category.slaClass);
  return {
    payload: {
      category: category.code,
      slaClass,
      routing: routingFor(category, slaClass),
      department: category.department,
      urgent: category.urgent === 'always',
    },
    text: body.reason === undefined ? null : { reason: body.reason },
  };
}
