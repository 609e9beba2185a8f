import { type DestinationStream, type Logger, pino } from 'pino';
import type { Config } from './config.ts';

/** What PostgreSQL says about an error beside its message are the values of a row: names, words, telephone numbers. */
const ROW_VALUES = ['detail', 'where', 'internalQuery', 'aggregateErrors[*].detail', 'aggregateErrors[*].where'];

/** With a lost connection comes the whole of it: its keys, its parameters, every statement that it knew. */
const CONNECTION = ['client'];

const HIDDEN = [
  'req.headers.authorization',
  ...['err', 'error'].flatMap((at) => [...ROW_VALUES, ...CONNECTION].map((of) => `${at}.${of}`)),
];

/** Temporal's own lines have their error under another name. */
const serializers = { error: pino.stdSerializers.err };

/** The log of one process, in which no secret and nothing of a row's content stands. */
export function createLogger(name: string, level: Config['logLevel'], to = standardOutput()): Logger {
  return pino({ name, level, serializers, redact: { paths: HIDDEN, remove: true } }, to);
}

const KEPT_BYTES = 1_000_000;

/** What cannot be written costs lines and not the service: on a full disk they are kept up to a megabyte, then dropped, until there is room again. */
function standardOutput(): DestinationStream {
  const output = pino.destination({ dest: process.stdout.fd, sync: false, maxLength: KEPT_BYTES });
  const flush = output.flushSync.bind(output);
  let isFull = false;
  output.on('write', () => (isFull = false));
  output.on('error', () => (isFull = true));
  // It tries for ever what a full disk does not take.
  output.flushSync = () => (isFull ? undefined : flush());
  return output;
}
