import type { RunFile } from './runFile.ts';
import type { Settings } from './settings.ts';

export type Addresses = Omit<RunFile, 'pids'>;

/** What the embedded service sends lands in its own development mailbox, unless a mail server is named. */
function mailEnv({ ports }: Settings, { smtpUrl }: Addresses): NodeJS.ProcessEnv {
  if (smtpUrl === null) return {};
  const named = process.env['KEFU_MAIL_URL'];
  return { KEFU_SMTP_PORT: String(ports.smtp), ...(named ? {} : { KEFU_MAIL_URL: smtpUrl }) };
}

/** What worker and API are told of the parts that were started for them. */
export function childEnv(settings: Settings, addresses: Addresses, namespace: string): NodeJS.ProcessEnv {
  return {
    ...process.env,
    DATABASE_URL: addresses.databaseUrl,
    KEFU_HTTP_PORT: String(settings.ports.http),
    KEFU_DATA_DIR: settings.dataDir,
    KEFU_EMBEDDED: settings.externalDatabase === null ? 'true' : 'false',
    ...mailEnv(settings, addresses),
    ...(addresses.temporalUiUrl === null ? {} : { KEFU_TEMPORAL_UI_URL: addresses.temporalUiUrl }),
    ...(settings.externalTemporal
      ? {}
      : { TEMPORAL_ADDRESS: addresses.temporalAddress, TEMPORAL_NAMESPACE: namespace }),
  };
}
