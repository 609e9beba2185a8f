/** Where intake says what nobody waits for; a pino logger fits. */
export interface Log {
  info(fields: object, text: string): void;
  warn(fields: object, text: string): void;
}

export const SILENT: Log = { info: () => undefined, warn: () => undefined };
