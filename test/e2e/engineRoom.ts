import { Client, Connection } from '@temporalio/client';

type Description = Awaited<ReturnType<ReturnType<Client['workflow']['getHandle']>['describe']>>;

/** What an operator sees of one ticket in Temporal. */
export interface EngineView {
  readonly status: string;
  readonly attributes: Readonly<Record<string, unknown>>;
  /** The summaries of the timers that are still to fire. */
  readonly timers: readonly string[];
  /** Everything legible in the history, the summaries and the current details. */
  readonly everything: string;
  readonly events: number;
}

/** Every string in a history, payloads decoded: what somebody with access to Temporal could read. */
function legible(value: unknown): string {
  if (typeof value === 'string') return value;
  if (value instanceof Uint8Array) return Buffer.from(value).toString('utf8');
  if (typeof value !== 'object' || value === null) return '';
  return Object.values(value).map(legible).join('\n');
}

function attributesOf(description: Description): Record<string, unknown> {
  const ours = description.typedSearchAttributes.getAll().filter(({ key }) => key.name.startsWith('Kefu'));
  return Object.fromEntries(ours.map(({ key, value }) => [key.name.replace('Kefu', ''), value]));
}

/** The Temporal server behind a running service. */
export class EngineRoom {
  readonly #connection: Connection;
  readonly #client: Client;

  private constructor(connection: Connection) {
    this.#connection = connection;
    this.#client = new Client({ connection, namespace: 'kefu' });
  }

  static async enter(address: string): Promise<EngineRoom> {
    return new EngineRoom(await Connection.connect({ address, connectTimeout: 5000 }));
  }

  async look(ticketNo: string): Promise<EngineView> {
    const handle = this.#client.workflow.getHandle(ticketNo);
    const [description, history, details] = await Promise.all([
      handle.describe(),
      handle.fetchHistory(),
      handle.query('__temporal_workflow_metadata'),
    ]);
    const events = history.events ?? [];
    const over = new Set(
      events.map(({ timerFiredEventAttributes: fired, timerCanceledEventAttributes: cancelled }) =>
        String(fired?.startedEventId ?? cancelled?.startedEventId ?? ''),
      ),
    );
    const timers = events
      .filter((event) => event.timerStartedEventAttributes && !over.has(String(event.eventId)))
      .map((event) => legible(event.userMetadata?.summary?.data).replaceAll('"', ''));
    return {
      status: description.status.name,
      attributes: attributesOf(description),
      timers,
      everything: [legible(history), legible(details), legible(description.raw)].join('\n'),
      events: events.length,
    };
  }

  async leave(): Promise<void> {
    await this.#connection.close();
  }
}
