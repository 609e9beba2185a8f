import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import express, { type Router } from 'express';
import type { Routes } from '../http/routes.ts';

const require = createRequire(import.meta.url);
const ASSETS = dirname(require.resolve('swagger-ui-dist/package.json'));
const FILES = ['swagger-ui.css', 'swagger-ui-bundle.js', 'favicon-32x32.png'];

const PAGE = `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Kefu API</title><link rel="icon" href="/docs/favicon-32x32.png"><link rel="stylesheet" href="/docs/swagger-ui.css"></head>
<body><div id="docs"></div><script src="/docs/swagger-ui-bundle.js"></script><script src="/docs/start.js"></script></body>
</html>
`;

// `validatorUrl: null` keeps the page from asking a validator on another host.
const START = `window.ui = SwaggerUIBundle({ url: '/openapi.json', dom_id: '#docs', validatorUrl: null, deepLinking: true,
  docExpansion: 'none', persistAuthorization: true });
`;

/** The documentation's own files, from the installed package: no other host is asked. */
export function docsAssets(): Router {
  const router = express.Router();
  router.get('/docs/start.js', (_req, res) => {
    res.type('text/javascript').send(START);
  });
  const files = express.static(ASSETS, { index: false, maxAge: '1h' });
  router.use('/docs', (req, res, next) => {
    if (FILES.includes(req.path.slice(1))) files(req, res, next);
    else next();
  });
  return router;
}

export function docsRoutes(routes: Routes): void {
  routes.open({
    path: '/docs',
    tag: 'pages',
    summary: 'Readable documentation of this API',
    answers: { 200: { description: 'A page', mediaType: 'text/html' } },
    handler: (_req, res) => {
      res.type('text/html').send(PAGE);
    },
  });
}
