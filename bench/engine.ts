import { Client, Connection, isGrpcServiceError } from '@temporalio/client';
import { tsToMs } from '@temporalio/common';
import { pingUpdate } from '../workflows/canary/messages.ts';
import type { RunFile } from '../engine/runFile.ts';
import { NAMESPACE } from '../engine/temporal.ts';

const LOOK_EVERY_MS = 50;
/** gRPC's: the workflow is not started yet. */
const NOT_FOUND = 5;
const ARMED_LIMIT_MS = 120_000;

export interface HistorySize {
  readonly events: number;
  readonly bytes: number;
  readonly byType: Readonly<Record<string, number>>;
}

/** The bench's own look at Temporal, beside the service. */
export class EngineView {
  readonly #connection: Connection;
  readonly #client: Client;

  private constructor(connection: Connection) {
    this.#connection = connection;
    this.#client = new Client({ connection, namespace: NAMESPACE });
  }

  static async connect({ temporalAddress }: RunFile): Promise<EngineView> {
    return new EngineView(await Connection.connect({ address: temporalAddress }));
  }

  /** When the ticket's first timer was armed, by Temporal's clock; waits for it. */
  async armedAt(ticketNo: string): Promise<number> {
    const end = Date.now() + ARMED_LIMIT_MS;
    while (Date.now() < end) {
      const events = await this.#eventsOf(ticketNo);
      const armed = events.find((event) => event.timerStartedEventAttributes);
      if (armed !== undefined) return tsToMs(armed.eventTime);
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
    }
    throw new Error(`no timer of ${ticketNo} is armed after ${ARMED_LIMIT_MS / 1000} s`);
  }

  async historyOf(ticketNo: string): Promise<HistorySize> {
    const [events, { historyLength, historySize }] = await Promise.all([
      this.#eventsOf(ticketNo),
      this.#client.workflow.getHandle(ticketNo).describe(),
    ]);
    const byType: Record<string, number> = {};
    for (const event of events) {
      const key = Object.keys(event).find((name) => name.endsWith('EventAttributes')) ?? '';
      const type = key.replace('EventAttributes', '');
      byType[type] = (byType[type] ?? 0) + 1;
    }
    return { events: historyLength, bytes: historySize ?? NaN, byType };
  }

  /** An update that decides and writes nothing: the engine's own share in a step. */
  async rawUpdate(): Promise<void> {
    await this.#client.workflow.getHandle('kefu-canary').executeUpdate(pingUpdate);
  }

  async #eventsOf(ticketNo: string) {
    try {
      return (await this.#client.workflow.getHandle(ticketNo).fetchHistory()).events ?? [];
    } catch (error) {
      if (isGrpcServiceError(error) && Number(error.code) === NOT_FOUND) return [];
      throw error;
    }
  }

  close(): Promise<void> {
    return this.#connection.close();
  }
}
