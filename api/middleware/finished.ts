import type { Request, RequestHandler, Response } from 'express';

/** Runs a middleware of express to its end. Rejects with what it passes on. */
export function finished(handler: RequestHandler, req: Request, res: Response): Promise<void> {
  return new Promise((resolve, reject) => {
    void handler(req, res, (error?: unknown) => {
      if (error === undefined || error === null) resolve();
      else reject(error);
    });
  });
}
