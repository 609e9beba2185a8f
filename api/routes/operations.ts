import { OpenApiGeneratorV31 } from '@asteasolutions/zod-to-openapi';
import { z } from '../../contracts/schemas/zod.ts';
import type { ApiDeps } from '../deps.ts';
import type { Routes } from '../http/routes.ts';
import { TAGS } from '../http/tags.ts';

export function openApiDocument(routes: Routes) {
  const used = new Set(
    routes.registry.definitions.flatMap((one) => (one.type === 'route' ? (one.route.tags ?? []) : [])),
  );
  return new OpenApiGeneratorV31(routes.registry.definitions, { sortComponents: 'alphabetically' }).generateDocument({
    openapi: '3.1.0',
    info: {
      title: 'Kefu',
      version: '1',
      description:
        'Every POST carries an `Idempotency-Key`: the same key with the same body gives the first answer again. ' +
        'A field of a body that may be left out is taken as left out where it comes as null, though its schema names no null; ' +
        'where the schema does, null has a meaning of its own. ' +
        'Errors are problem documents (RFC 9457) in the language of `Accept-Language`, zh-CN or en; their codes never change. ' +
        'Each of their `errors` has a `pointer` (RFC 6901) from the root of the body, `/name` for a query parameter, or from the ' +
        'root of a file where it has a `line`, and says what was `expected` there.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    tags: TAGS.filter(({ name }) => used.has(name)),
  });
}

export function operationRoutes(routes: Routes, deps: ApiDeps): void {
  let document: string | null = null;
  routes.open({
    path: '/openapi.json',
    tag: 'operations',
    summary: 'This document',
    answers: { 200: { description: 'OpenAPI 3.1', schema: z.looseObject({ openapi: z.string() }) } },
    handler: (_req, res) => {
      document ??= JSON.stringify(openApiDocument(routes));
      res.type('application/json').send(document);
    },
  });
  routes.open({
    path: '/metrics',
    tag: 'operations',
    summary: 'Figures for Prometheus',
    answers: {
      200: {
        description: 'Prometheus text; without the figures of the desk where PostgreSQL does not answer',
        mediaType: 'text/plain',
      },
    },
    handler: async (_req, res) => {
      const { registry } = deps.metrics;
      res.type(registry.contentType).send(await registry.metrics());
    },
  });
}
