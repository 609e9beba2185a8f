import { z } from 'zod';

const MAX_PORT = 65_535;

// Digits alone: a blank would count as 0, which is any free port.
const port = z
  .string()
  .refine((text) => /^\d+$/.test(text) && Number(text) <= MAX_PORT, `expected a whole number from 0 to ${MAX_PORT}`)
  .transform(Number);
const flag = z
  .enum(['true', 'false', '1', '0'], 'expected true or false')
  .transform((text) => text === 'true' || text === '1');
// Without a dot as well: service@localhost.
const address = z.string().regex(/^[^@\s]+@[^@\s]+$/, 'expected a mail address such as service@example.cn');
const httpUrl = z.url({ protocol: /^https?$/, error: 'expected a URL that begins with http:// or https://' });
const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

const environment = z
  .object({
    DATABASE_URL: z.url({
      protocol: /^postgres(ql)?$/,
      error:
        'expected postgres://user:password@host:5432/database (under `npm start` it may be left out: unset it there for the embedded PostgreSQL)',
    }),
    KEFU_HTTP_PORT: port.default(3000),
    KEFU_HTTP_HOST: z
      .union([z.ipv4(), z.ipv6()], { error: 'expected an address such as 127.0.0.1, 0.0.0.0 or ::' })
      .optional(),
    KEFU_SMTP_PORT: port.optional(),
    KEFU_EMBEDDED: flag.default(false),
    KEFU_TEMPORAL_UI_URL: httpUrl.optional(),
    KEFU_MAIL_URL: z.url({ protocol: /^smtps?$/, error: 'expected smtp://user:password@host:587' }).optional(),
    KEFU_MAIL_SERVICE: address.default('service@kefu.localhost'),
    KEFU_MAIL_MERCHANT: address.default('merchant@kefu.localhost'),
    KEFU_MAIL_COMPLAINT: address.default('complaint@kefu.localhost'),
    KEFU_DATA_DIR: z.string().default('.kefu'),
    KEFU_LOG_LEVEL: z.enum(LOG_LEVELS, `expected one of ${LOG_LEVELS.join(', ')}`).default('info'),
    KEFU_PUBLIC_URL: httpUrl.optional(),
    // Of the worker's preloaded file (worker/leanThreads.mjs), which takes it as it stands.
    KEFU_STACK_TRACES: z.enum(['on', 'off'], 'expected on or off').optional(),
    // Of `npm start` alone, which asks here whether they are ports.
    KEFU_PG_PORT: port.optional(),
    KEFU_TEMPORAL_PORT: port.optional(),
    KEFU_TEMPORAL_UI_PORT: port.optional(),
  })
  .transform((env) => ({
    databaseUrl: env.DATABASE_URL,
    httpPort: env.KEFU_HTTP_PORT,
    /** The demo's keys and its mailbox are for this machine; a service of its own is there for all. */
    httpHost: env.KEFU_HTTP_HOST ?? (env.KEFU_EMBEDDED ? '127.0.0.1' : '::'),
    /** Null: no mail comes in over SMTP. */
    smtpPort: env.KEFU_SMTP_PORT ?? null,
    /** The database is the local one of `npm start`: demo sign-ins and the development mailbox exist. */
    embedded: env.KEFU_EMBEDDED,
    temporalUiUrl: env.KEFU_TEMPORAL_UI_URL ?? null,
    /** Null: mail goes to the development mailbox only. */
    mailUrl: env.KEFU_MAIL_URL ?? null,
    mailFrom: { service: env.KEFU_MAIL_SERVICE, merchant: env.KEFU_MAIL_MERCHANT, complaint: env.KEFU_MAIL_COMPLAINT },
    dataDir: env.KEFU_DATA_DIR,
    logLevel: env.KEFU_LOG_LEVEL,
    /** The operator's own site, which has a page for each ticket; this service has none. Null: mails have no link. */
    publicUrl: env.KEFU_PUBLIC_URL?.replace(/\/+$/, '') ?? null,
  }));

export type Config = Readonly<z.output<typeof environment>>;

/** The environment is not usable; `message` names every fault, one line each. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

/**
 * Reads the whole configuration at once; an empty variable counts as unset.
 * Temporal's own variables (TEMPORAL_ADDRESS …) are read in `temporal.ts`.
 * @throws ConfigError that lists all faults.
 */
export function loadConfig(env: NodeJS.ProcessEnv = process.env): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const result = environment.safeParse(given);
  if (result.success) return result.data;
  const faults = result.error.issues.map((issue) => {
    const name = issue.path.join('.');
    const value = name === 'DATABASE_URL' || name === 'KEFU_MAIL_URL' ? 'its value' : JSON.stringify(given[name]);
    return `  ${name}: ${given[name] === undefined ? 'not set' : value}; ${issue.message}`;
  });
  throw new ConfigError(`The configuration cannot be used:\n${faults.join('\n')}`);
}
