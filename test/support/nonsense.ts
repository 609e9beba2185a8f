type Json = null | boolean | number | string | Json[] | { [name: string]: Json };
type Schema = Readonly<Record<string, unknown>>;

/** A call of the OpenAPI document, with values in the place of its path's parameters. */
export interface Operation {
  readonly method: string;
  readonly path: string;
  readonly query: readonly string[];
  /** The schema of its JSON body, references followed; null where it takes none. */
  readonly body: Schema | null;
  /** With which it says that it may answer. */
  readonly statuses: readonly number[];
}

const PARAMETERS: Readonly<Record<string, string>> = {
  ticketNo: 'KF20251107001',
  taskId: 'KF20251107001-T1',
  reviewId: 'KF20251107001-Q1',
  version: '1',
};
const SOME_UUID = '6f1c1d0f-5a11-4b52-9a5e-0b7c7c0e7d0c';
const DEPTH = 6;
const WRONG: readonly Json[] = [null, -1.5, '', 'a\u0000b', '\ud800', 'x'.repeat(11_000), 'KF99', [null], '2026-02-30'];

function record(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value))
    : {};
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

export function operationsOf(document: unknown): Operation[] {
  const { paths } = record(document);
  return Object.entries(record(paths)).flatMap(([path, item]) =>
    Object.entries(record(item)).map(([method, operation]) => {
      const { parameters, requestBody, responses } = record(operation);
      const content = record(record(record(record(requestBody)['content'])['application/json']));
      const named = list(parameters).map(record);
      return {
        method,
        path: path.replaceAll(/\{(\w+)\}/g, (_, name: string) => PARAMETERS[name] ?? SOME_UUID),
        query: named.flatMap((parameter) => (parameter['in'] === 'query' ? [String(parameter['name'])] : [])),
        body: requestBody === undefined ? null : resolved(document, content['schema'], DEPTH),
        statuses: Object.keys(record(responses)).map(Number),
      };
    }),
  );
}

function resolved(document: unknown, schema: unknown, depth: number): Schema {
  const { $ref, ...rest } = record(schema);
  if (depth === 0) return {};
  if (typeof $ref === 'string') {
    const found = $ref
      .split('/')
      .slice(1)
      .reduce<unknown>((node, part) => record(node)[part], document);
    return resolved(document, found, depth);
  }
  const within = (part: unknown): unknown =>
    Array.isArray(part) ? part.map((each) => resolved(document, each, depth - 1)) : resolved(document, part, depth - 1);
  const parts = ['items', 'additionalProperties', 'oneOf', 'anyOf', 'allOf', 'prefixItems'] as const;
  const nested = parts.flatMap((part) => (typeof rest[part] === 'object' ? [[part, within(rest[part])] as const] : []));
  const properties = Object.entries(record(rest['properties'])).map(([name, part]) => [name, within(part)] as const);
  return { ...rest, ...Object.fromEntries(nested), properties: Object.fromEntries(properties) };
}

/** Bodies of the schema's form with something wrong in every place, and some that have no form at all. */
export function nonsenseFor(schema: Schema | null): Json[] {
  const shapeless: Json[] = [[], 7, 'text', null, { colour: 'red' }, { '~/': 1 }, {}];
  const shaped = WRONG.map((wrong, index) => wrongEverywhere(schema ?? {}, wrong, index % 3 === 0 ? 1 : DEPTH));
  return [...new Map([...shapeless, ...shaped].map((body) => [JSON.stringify(body), body])).values()];
}

function wrongEverywhere(schema: Schema, wrong: Json, depth: number): Json {
  if (depth === 0) return wrong;
  const option = [...list(schema['oneOf']), ...list(schema['anyOf'])].map(record)[0];
  if (option !== undefined) return wrongEverywhere(option, wrong, depth);
  const properties = Object.entries(record(schema['properties']));
  if (properties.length > 0) {
    return Object.fromEntries(
      properties.map(([name, part]) => [name, wrongEverywhere(record(part), wrong, depth - 1)]),
    );
  }
  const more = record(schema['additionalProperties']);
  if (Object.keys(more).length > 0) return { ONLINE_REPLY: wrongEverywhere(more, wrong, depth - 1) };
  if (schema['items'] !== undefined) return [wrongEverywhere(record(schema['items']), wrong, depth - 1)];
  return wrong;
}
