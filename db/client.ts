import pg from 'pg';
import { PREPARED_MARK } from './prepare.ts';

/**
 * A client that turns the mark of `prepared` into the protocol's named statement, which Kysely has no word for, and gives up a
 * connection on which no answer came within `patienceMs`: a server that stands still, or a network that swallows everything, says
 * nothing itself. Such a connection may still bring the late answer, so it is cut and never used again.
 */
export function clientWithPatience(patienceMs: number): typeof pg.Client {
  return class extends pg.Client {
    constructor(config?: string | pg.ClientConfig) {
      super(config);
      // A connection that ends under a query tells that query; without a listener it would end the process as well.
      this.on('error', () => undefined);
    }

    // The driver has a dozen overloads; this one passes all of them on.
    override query = ((text: unknown, ...rest: unknown[]): unknown => {
      const name = typeof text === 'string' ? PREPARED_MARK.exec(text)?.[1] : undefined;
      const query: (...args: unknown[]) => unknown = super.query.bind(this) as never;
      if (name === undefined) return this.#inTime(query(text, ...rest));
      const [values, ...callback] = rest;
      return this.#inTime(query({ name, text, values }, ...callback));
    }) as never;

    #inTime(answer: unknown): unknown {
      if (!(answer instanceof Promise)) return answer;
      let waiting = true;
      const cut = (): void => {
        if (waiting) this.connection.stream.destroy();
      };
      // One more look at the socket first: this process may have been the one that stood still.
      const timer = setTimeout(() => setImmediate(cut), patienceMs);
      return answer.finally(() => {
        waiting = false;
        clearTimeout(timer);
      });
    }
  };
}
