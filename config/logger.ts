import { type DestinationStream, type Logger, pino } from 'pino';
import type { Config } from './config.ts';

/** What PostgreSQL says about an error beside its message are the values of a row: names, words, telephone numbers. */
const ROW_VALUES = ['detail', 'where', 'internalQuery', 'aggregateErrors[*].detail', 'aggregateErrors[*].where'];

const HIDDEN = [
  'req.headers.authorization',
  ...['err', 'error'].flatMap((at) => ROW_VALUES.map((of) => `${at}.${of}`)),
];

/** The log of one process, in which no secret and nothing of a row's content stands. */
export function createLogger(name: string, level: Config['logLevel'], to?: DestinationStream): Logger {
  const options = { name, level, redact: { paths: HIDDEN, remove: true } };
  return to === undefined ? pino(options) : pino(options, to);
}
