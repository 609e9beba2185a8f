import type { Logger } from 'pino';
import { pinoHttp } from 'pino-http';

const TICKET_IN_PATH = /\/(KF\d{11,})/;
const QUIET = /^\/(health|metrics|docs)\b/;

/** One line for each answered request, with the request's id and the ticket's number; never a header, a body or what was searched for. */
export function logging(logger: Logger) {
  return pinoHttp({
    logger,
    genReqId: (req) => req.id,
    autoLogging: { ignore: (req) => QUIET.test(req.url ?? '') },
    serializers: {
      req: (req: { id: string; method: string; url: string }) => ({
        id: req.id,
        method: req.method,
        url: req.url.split('?')[0],
      }),
      res: (res: { statusCode: number }) => ({ status: res.statusCode }),
    },
    // Of a ticket that was just opened only the answer knows the number.
    customProps: (req, res) => ({
      ticketNo: TICKET_IN_PATH.exec(req.url ?? '')?.[1] ?? TICKET_IN_PATH.exec(String(res.getHeader('location')))?.[1],
    }),
    customLogLevel: (_req, res, error) => {
      if (error !== undefined || res.statusCode >= 500) return 'error';
      return res.statusCode >= 400 ? 'warn' : 'info';
    },
  });
}
