import type { OpenAPIRegistry } from '@asteasolutions/zod-to-openapi';
import { ERRORS, type ErrorCode } from '../../contracts/errors.ts';
import { problemSchema } from '../../contracts/schemas/problem.ts';
import type { RouteWords } from './words.ts';

const REFUSALS = [400, 401, 403, 404, 406, 409, 412, 413, 415, 422, 429, 500, 503] as const;
type RefusalStatus = (typeof REFUSALS)[number];

interface Told {
  readonly answers: RouteWords['answers'];
  readonly method: 'get' | 'post' | 'put';
  readonly params?: unknown;
  readonly query?: unknown;
  readonly precondition?: boolean;
  readonly takes?: { readonly file?: boolean };
}

/** Of a status with several codes: the one that the example's further fields belong to. */
const EXAMPLES: Readonly<Partial<Record<number, ErrorCode>>> = {
  400: 'validation',
  409: 'state-conflict',
  422: 'date-not-allowed',
};
type Headers = Readonly<Record<string, { readonly description: string; readonly schema: { readonly type: 'string' } }>>;
const RETRY_AFTER: Headers = {
  'Retry-After': {
    description: 'After how many seconds it may be tried again, where that helps',
    schema: { type: 'string' },
  },
};
const CONTENT_LANGUAGE: Headers = {
  'Content-Language': {
    description: '`zh-CN`, or `en` where `Accept-Language` prefers it',
    schema: { type: 'string' },
  },
};
/** What else a refusal bears. */
const BORNE: Readonly<Partial<Record<RefusalStatus, Headers>>> = {
  401: { 'WWW-Authenticate': { description: 'How to show who asks', schema: { type: 'string' } } },
  409: RETRY_AFTER,
  415: { Accept: { description: 'What is taken here', schema: { type: 'string' } } },
  429: RETRY_AFTER,
  503: RETRY_AFTER,
};

function codesOf(status: number): string[] {
  return Object.entries(ERRORS).flatMap(([code, error]) => (error.status === status ? [code] : []));
}

function exampleOf(status: number) {
  const code = EXAMPLES[status] ?? codesOf(status)[0] ?? 'internal';
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
      headers: { ...CONTENT_LANGUAGE, ...BORNE[status] },
      content: {
        'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' }, example: exampleOf(status) },
      },
    });
}

/** Files and streams: of each a caller has only so many. */
function isCounted({ takes, answers }: Told): boolean {
  return takes?.file === true || Object.values(answers).some(({ mediaType }) => mediaType === 'text/event-stream');
}

/** With what a call that is open to everybody may be refused. */
export function openRefusalsOf({ path, query }: { readonly path: string; readonly query?: unknown }) {
  const isOfOne = path.includes('{');
  return referencesTo([...(query === undefined ? [] : ([400] as const)), ...(isOfOne ? ([404] as const) : []), 500]);
}

function referencesTo(statuses: readonly RefusalStatus[]) {
  return Object.fromEntries(statuses.map((status) => [status, { $ref: `#/components/responses/Refused${status}` }]));
}

/** With what a call that asks for a key may be refused, by what it takes. */
export function refusalsOf(told: Told) {
  const { method, params, query, precondition = false } = told;
  const writes = method !== 'get';
  const statuses: RefusalStatus[] = [
    400,
    401,
    403,
    406,
    500,
    503,
    ...(params !== undefined || writes || query !== undefined ? ([404] as const) : []),
    ...(writes ? ([409, 413, 415, 422] as const) : query === undefined ? [] : ([422] as const)),
    ...(precondition ? ([412] as const) : []),
    ...(isCounted(told) ? ([429] as const) : []),
  ];
  return referencesTo(statuses);
}
