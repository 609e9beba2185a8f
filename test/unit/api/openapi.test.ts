import { readdirSync, readFileSync } from 'node:fs';
import { Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler, DummyDriver } from 'kysely';
import { pino } from 'pino';
import { beforeAll, describe, expect, test } from 'vitest';
import { type App, createApp } from '../../../api/app.ts';
import { createMetrics } from '../../../api/metrics.ts';
import { openApiDocument } from '../../../api/routes/operations.ts';
import { TASK_COMMANDS, TICKET_COMMANDS } from '../../../contracts/commands.ts';
import { z } from '../../../contracts/schemas/zod.ts';
import { COMMAND_RULES } from '../../../domain/ticket/commands/index.ts';
import type { DB } from '../../../db/schema/rows.ts';
import { standardTimetables } from '../../support/timetables.ts';

const never = (): never => {
  throw new Error('nothing is asked while routes are declared');
};

let app: App;
let document: ReturnType<typeof openApiDocument>;

beforeAll(() => {
  const db = new Kysely<DB>({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () => new DummyDriver(),
      createIntrospector: (any) => new PostgresIntrospector(any),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
  });
  app = createApp({
    db,
    ticketClient: {
      start: never,
      execute: never,
      messagePosted: never,
      recorded: never,
      canary: never,
      reachable: never,
    },
    jobs: { start: never },
    reassignments: { start: never },
    reviewClient: { start: never, execute: never, hasDone: never },
    handoverClient: { start: never, accept: never, hasDone: never },
    intake: { open: never, settled: never, stop: never },
    messages: { post: never, settled: never, stop: never },
    timetables: { ...standardTimetables, renew: never },
    settings: { embedded: true, httpHost: '127.0.0.1', temporalUiUrl: null },
    logger: pino({ level: 'silent' }),
    metrics: createMetrics(db),
    findPrincipal: never,
  });
  document = openApiDocument(app.routes);
});

function lengthOf(tuple: unknown) {
  const items = z.object({ prefixItems: z.array(z.unknown()) }).parse(tuple).prefixItems.length;
  return { minItems: items, maxItems: items };
}

describe('the OpenAPI document', () => {
  test('names every command of the desk', () => {
    const paths = Object.keys(document.paths ?? {});
    for (const name of TICKET_COMMANDS) expect(paths).toContain(`/v1/tickets/{ticketNo}/${name}`);
    for (const name of TASK_COMMANDS) expect(paths).toContain(`/v1/tasks/{taskId}/${name}`);
  });

  test('names exactly the routes that answer', () => {
    const answering = new Set(
      app.routes.router.stack.flatMap(({ route }) =>
        route === undefined ? [] : [String(route.path).replaceAll(/:(\w+)/g, '{$1}')],
      ),
    );
    expect([...answering].toSorted()).toEqual(Object.keys(document.paths ?? {}).toSorted());
  });

  test('gives each operation a name of its own, an answer and, on POST, its key', () => {
    const operations = Object.values(document.paths ?? {}).flatMap((item) =>
      [item.get, item.post].flatMap((one) => one ?? []),
    );
    const names = operations.map((operation) => operation.operationId);
    expect(new Set(names).size).toBe(names.length);
    for (const operation of operations) expect(Object.keys(operation.responses ?? {}).length).toBeGreaterThan(0);
    for (const item of Object.values(document.paths ?? {})) {
      if (item.post !== undefined) expect(JSON.stringify(item.post.parameters)).toContain('Idempotency-Key');
    }
  });

  test('gives no example of what a caller need not send, and none of a key, which a page that tries calls out would send for him', () => {
    const filledIn = Object.values(document.paths ?? {})
      .flatMap(({ get, put, post }) => [get, put, post])
      .flatMap((operation) => operation?.parameters ?? [])
      .filter((parameter) => JSON.stringify(parameter).includes('"example"'));
    expect(filledIn.filter((one) => !('in' in one && one.in === 'path'))).toEqual([]);
  });

  test('asks for a body where one without fields is refused', () => {
    const isAsked = (path: string) => document.paths?.[path]?.post?.requestBody;
    for (const path of ['/v1/tickets', '/v1/attachments', '/v1/policies/import'])
      expect([path, isAsked(path)]).toEqual([path, expect.objectContaining({ required: true })]);
    expect(document.paths?.['/v1/me/state']?.put?.requestBody).toMatchObject({ required: true });
    expect(isAsked('/v1/tickets/{ticketNo}/take-over')).toMatchObject({ required: false });
  });

  test('says how long each tuple is', () => {
    const tuples: unknown[] = [];
    JSON.stringify(document, (_name, value: unknown) => {
      if (typeof value === 'object' && value !== null && 'prefixItems' in value) tuples.push(value);
      return value;
    });
    expect(tuples.map((tuple) => expect.objectContaining(lengthOf(tuple)))).toEqual(tuples);
    expect(tuples).toHaveLength(2);
  });

  test('says what an event of a stream holds', () => {
    for (const path of ['/v1/stream', '/v1/tickets/{ticketNo}/stream'])
      expect(document.paths?.[path]?.get?.responses?.['200']).toMatchObject({
        description: expect.stringContaining('`data` a TicketEvent as JSON'),
        content: { 'text/event-stream': { schema: { $ref: '#/components/schemas/TicketEvent' } } },
      });
  });

  test('declares each group of calls with what it holds', () => {
    const used = Object.values(document.paths ?? {}).flatMap(({ get, put, post }) =>
      [get, put, post].flatMap((operation) => operation?.tags ?? []),
    );
    const declared = document.tags ?? [];
    expect(declared.map(({ name }) => name).toSorted()).toEqual([...new Set(used)].toSorted());
    expect(declared.filter(({ description = '' }) => description === '')).toEqual([]);
  });

  test('says how to show who asks', () => {
    expect(document.components?.securitySchemes).toEqual({ apiKey: { type: 'http', scheme: 'bearer' } });
  });

  test('points to no other host', () => {
    expect(JSON.stringify(document)).not.toMatch(/https?:\/\//);
    expect(document.servers).toEqual([{ url: '/' }]);
  });

  test('resolves every reference in it, and names no refusal that no call has', () => {
    const text = JSON.stringify(document);
    const { schemas = {}, responses = {} } = document.components ?? {};
    const named = new Set([
      ...Object.keys(schemas).map((name) => `schemas/${name}`),
      ...Object.keys(responses).map((name) => `responses/${name}`),
    ]);
    const references = [...text.matchAll(/"#\/components\/(\w+\/\w+)"/g)];
    for (const [, name] of references) expect(named).toContain(name);
    const refusals = Object.keys(responses).map((name) => `responses/${name}`);
    expect(references.map(([, name]) => name)).toEqual(expect.arrayContaining(refusals));
  });

  test('gives each name of a schema to one schema', () => {
    const folder = new URL('../../../contracts/schemas/', import.meta.url);
    const names = readdirSync(folder).flatMap((file) =>
      [...readFileSync(new URL(file, folder), 'utf8').matchAll(/\.openapi\(\s*'(\w+)'/g)].map(([, name]) => name),
    );
    expect(names.length).toBeGreaterThan(100);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  });

  test('gives null beside a named schema, not in it, nor in a part of an `allOf` that no null passes', () => {
    const named = Object.entries(document.components?.schemas ?? {});
    expect(named.filter(([, schema]) => 'type' in schema && schema.type?.includes('null'))).toEqual([]);
    const parts = [...JSON.stringify(document).matchAll(/"allOf":\[\{[^[\]]*\},\{"type":\[[^\]]*"null"\]/g)];
    expect(parts.map(([part]) => part)).toEqual([]);
  });

  test('says with what a call may be refused, each status as a problem with its codes and an example', () => {
    const accept = document.paths?.['/v1/tickets/{ticketNo}/accept']?.post;
    const statuses = Object.keys(accept?.responses ?? {});
    expect(statuses).toEqual([
      '200',
      '400',
      '401',
      '403',
      '404',
      '406',
      '409',
      '412',
      '413',
      '415',
      '422',
      '500',
      '503',
    ]);
    expect(document.components?.responses?.['Refused409']).toMatchObject({
      description: expect.stringContaining('`state-conflict`, `already-urged`'),
      content: { 'application/problem+json': { example: { status: 409, allowedCommands: ['urge', 'withdraw'] } } },
    });
  });

  test('says that a caller has only so many streams and files', () => {
    const counted = ['/v1/stream', '/v1/tickets/{ticketNo}/stream', '/v1/attachments'].flatMap((path) =>
      Object.values(document.paths?.[path] ?? {}).map(({ responses }) => responses['429']),
    );
    expect(counted).toEqual(counted.map(() => ({ $ref: '#/components/responses/Refused429' })));
    expect(counted).toHaveLength(3);
  });

  test('says who gives a command and from which state, in the words of its rule', () => {
    const accept = document.paths?.['/v1/tickets/{ticketNo}/accept']?.post?.description;
    expect(accept).toContain(COMMAND_RULES.accept.whoMay.zh);
    expect(accept).toContain(COMMAND_RULES.accept.whenMay.en);
    expect(document.paths?.['/v1/tasks/{taskId}/refuse']?.post?.description).toContain('OFFERED');
  });

  test('names a window of a command, but not its length, which is the policy’s', () => {
    const windows = Object.values(COMMAND_RULES).flatMap(({ whenMay }) => [whenMay.zh, whenMay.en]);
    expect(windows.filter((words) => /\d ?(天|个工作日|小时|workdays?|days?|hours?)/.test(words))).toEqual([]);
  });

  test('says of each path that names one of many that it may lead to none', () => {
    const ofOne = Object.entries(document.paths ?? {}).filter(([path]) => path.includes('{'));
    const silent = ofOne.flatMap(([path, { get, put, post }]) =>
      [get, put, post].some((one) => one !== undefined && one.responses?.['404'] === undefined) ? [path] : [],
    );
    expect(silent).toEqual([]);
  });

  test('describes every JSON answer as more than a text', () => {
    const text = JSON.stringify(document.paths);
    expect(text).not.toContain('"application/json":{"schema":{"type":"string"}}');
  });

  test('says where `If-Match` is looked at', () => {
    const looking = Object.entries(document.paths ?? {}).flatMap(([path, item]) =>
      JSON.stringify([item.put?.parameters, item.post?.parameters]).includes('"If-Match"') ? [path] : [],
    );
    expect(looking).toContain('/v1/policies/{version}');
    expect(looking).toContain('/v1/tickets/{ticketNo}/answer');
    expect(looking).not.toContain('/v1/tickets');
  });

  test('says that a policy is a YAML file too, in both directions', () => {
    const sent = document.paths?.['/v1/policies/import']?.post?.requestBody;
    const read = document.paths?.['/v1/policies/{version}']?.get?.responses?.['200'];
    for (const one of [sent, read]) {
      expect(one).toMatchObject({ content: { 'application/json': {}, 'application/yaml': {} } });
    }
  });
});
