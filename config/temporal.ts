import { Client, Connection } from '@temporalio/client';
import { loadClientConfigProfile, loadClientConnectConfig } from '@temporalio/envconfig';
import { ConfigError } from './config.ts';

/**
 * How Temporal is reached: Temporal's own variables over the profile of its configuration file.
 * @throws ConfigError where the file, the profile or what they name cannot be read.
 */
export function loadTemporalConfig(): ReturnType<typeof loadClientConnectConfig> {
  return readable(loadClientConnectConfig);
}

/** So that a connection which went dead without a word is noticed within a quarter of a minute. Temporal allows one each 10 s. */
const SIGNS_OF_LIFE = { 'grpc.keepalive_time_ms': 11_000, 'grpc.keepalive_timeout_ms': 4_000 };

/** Connects when first used, so that the API starts and takes tickets while Temporal is down. @throws ConfigError as `loadTemporalConfig`. */
export function lazyTemporal(): Client {
  const { connectionOptions, namespace } = loadTemporalConfig();
  const connection = Connection.lazy({ ...connectionOptions, channelArgs: SIGNS_OF_LIFE });
  return new Client({ connection, ...(namespace === undefined ? {} : { namespace }) });
}

/** True where the variables or the profile name a Temporal service. @throws ConfigError as `loadTemporalConfig`. */
export function namesTemporal(): boolean {
  return readable(loadClientConfigProfile).address !== undefined;
}

function readable<T>(load: () => T): T {
  try {
    return load();
  } catch (error) {
    const [reason] = (error instanceof Error ? error.message : String(error)).split('\n');
    throw new ConfigError(
      `Temporal's configuration cannot be used: ${reason}\nMend TEMPORAL_CONFIG_FILE (the file), TEMPORAL_PROFILE (the profile in it) or the TEMPORAL_TLS_… files.`,
    );
  }
}
