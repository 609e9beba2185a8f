import addFormats from 'ajv-formats';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import type { openApiDocument } from '../../api/routes/operations.ts';

const HEADERS = [
  'Content-Disposition',
  'Content-Language',
  'ETag',
  'Idempotent-Replayed',
  'Location',
  'Retry-After',
  'WWW-Authenticate',
];

type Document = ReturnType<typeof openApiDocument>;

interface Answered {
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
}

/** What of an answer is not as the document says; null where all is, and where the document knows no such call. */
export type Published = (method: string, url: string, answer: Answered) => string | null;

function spelt(part: string): string {
  return part
    .replaceAll('~', '~0')
    .replaceAll('/', '~1')
    .replaceAll('%', '%25')
    .replaceAll('{', '%7B')
    .replaceAll('}', '%7D');
}

/** The paths of the document, those with the fewest parameters first: a word goes before a parameter in its place. */
function templatesOf(document: Document): [template: string, pattern: RegExp][] {
  const parameters = (template: string): number => template.split('{').length;
  return Object.keys(document.paths ?? {})
    .toSorted((one, other) => parameters(one) - parameters(other))
    .map((template) => [template, new RegExp(`^${template.replaceAll(/\{\w+\}/g, '[^/]+')}$`)]);
}

export function createPublished(document: Document): Published {
  // OpenAPI's own words in a schema are none of JSON Schema's.
  const ajv = new Ajv2020({ strict: false, validateSchema: false, allErrors: true });
  addFormats.default(ajv);
  ajv.addSchema(document, 'kefu');
  const templates = templatesOf(document);
  const compiled = new Map<string, ValidateFunction>();
  const validatorAt = (...place: readonly string[]): ValidateFunction => {
    const pointer = place.map(spelt).join('/');
    const known = compiled.get(pointer) ?? ajv.compile({ $ref: `kefu#/${pointer}` });
    compiled.set(pointer, known);
    return known;
  };

  return (method, url, { status, headers, body }) => {
    const path = url.split('?')[0] ?? '';
    const template = templates.find(([, pattern]) => pattern.test(path))?.[0] ?? '';
    const name = method.toLowerCase();
    const item = document.paths?.[template];
    const operation = name === 'get' || name === 'post' || name === 'put' ? item?.[name] : undefined;
    if (operation === undefined) return null;
    const told = operation.responses?.[String(status)];
    const call = `${method} ${template} ${status}`;
    if (told === undefined) return `${call} is not in the document`;
    const place =
      '$ref' in told ? told.$ref.slice(2).split('/') : ['paths', template, name, 'responses', String(status)];
    const type = headers.get('content-type')?.split(';')[0] ?? '';
    const content = '$ref' in told ? document.components?.responses?.[place.at(-1) ?? ''] : told;
    const types = content !== undefined && 'content' in content ? Object.keys(content.content ?? {}) : [];
    const described = content !== undefined && 'headers' in content ? Object.keys(content.headers ?? {}) : [];
    const silent = HEADERS.find((header) => headers.has(header) && !described.includes(header));
    if (silent !== undefined) return `${call} bears ${silent}, of which the document says nothing`;
    if (type === '' && types.length === 0) return null;
    if (!types.includes(type)) return `${call} is ${type}, not ${types.join(', ')}`;
    if (!type.includes('json')) return null;
    const valid = validatorAt(...place, 'content', type, 'schema');
    if (valid(body)) return null;
    return `${call}: ${ajv.errorsText(valid.errors, { dataVar: '' })}`;
  };
}
