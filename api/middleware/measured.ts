import type { RequestHandler } from 'express';
import type { Metrics } from '../metrics.ts';

/** Measures each answer under its route's pattern, never under the path with its numbers. */
export function measured(metrics: Metrics): RequestHandler {
  return (req, res, next) => {
    const stop = metrics.http.startTimer();
    res.once('finish', () => {
      // Express types the matched route as anything.
      const route: unknown = req.route;
      const path: unknown = typeof route === 'object' && route !== null ? Reflect.get(route, 'path') : null;
      stop({ method: req.method, route: typeof path === 'string' ? path : 'none', status: String(res.statusCode) });
    });
    next();
  };
}
