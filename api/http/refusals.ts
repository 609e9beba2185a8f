import type { OpenAPIRegistry } from '@asteasolutions/zod-to-openapi';
import { ERRORS } from '../../contracts/errors.ts';
import { problemSchema } from '../../contracts/schemas/problem.ts';

const REFUSALS = [400, 401, 403, 404, 405, 406, 409, 412, 413, 415, 422, 429, 503] as const;
type RefusalStatus = (typeof REFUSALS)[number];

interface Told {
  readonly method: 'get' | 'post' | 'put';
  readonly params?: unknown;
  readonly query?: unknown;
  readonly precondition?: boolean;
  readonly takes?: { readonly file?: boolean };
}

function codesOf(status: number): string[] {
  return Object.entries(ERRORS).flatMap(([code, error]) => (error.status === status ? [code] : []));
}

function exampleOf(status: number) {
  const [code = 'internal'] = codesOf(status);
  const named = Object.entries(ERRORS).find(([name]) => name === code)?.[1];
  const fields = [400, 422].includes(status) ? { errors: [{ pointer: '/until', expected: '工作日' }] } : {};
  const state =
    status === 409 ? { ticketStatus: 'IN_PROGRESS', version: 3, allowedCommands: ['urge', 'withdraw'] } : {};
  return {
    type: `/problems/${code}`,
    title: named?.zh ?? '',
    status,
    detail: named?.zh ?? '',
    instance: '/v1/tickets/KF20251107001/extend',
    requestId: '0b7c7c0e-7d0c-4b52-9a5e-6f1c1d0f5a11',
    ...fields,
    ...state,
  };
}

/** Each status with which calls are refused, described once, with the codes that come with it. */
export function registerRefusals(registry: OpenAPIRegistry): void {
  registry.register('Problem', problemSchema);
  for (const status of REFUSALS)
    registry.registerComponent('responses', `Refused${status}`, {
      description: `A problem (RFC 9457): ${codesOf(status)
        .map((code) => `\`${code}\``)
        .join(', ')}`,
      content: {
        'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' }, example: exampleOf(status) },
      },
    });
}

/** With what a call that asks for a key may be refused, by what it takes. */
export function refusalsOf({ method, params, query, precondition = false, takes }: Told) {
  const writes = method !== 'get';
  const statuses: RefusalStatus[] = [
    400,
    401,
    403,
    406,
    503,
    ...(params !== undefined || writes || query !== undefined ? ([404] as const) : []),
    ...(writes ? ([409, 413, 415, 422] as const) : query === undefined ? [] : ([422] as const)),
    ...(precondition ? ([412] as const) : []),
    ...(takes?.file === true ? ([429] as const) : []),
  ];
  return Object.fromEntries(statuses.map((status) => [status, { $ref: `#/components/responses/Refused${status}` }]));
}
