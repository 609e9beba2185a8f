import { randomUUID } from 'node:crypto';
import { Agent, type OutgoingHttpHeaders, request } from 'node:http';

export interface Answer {
  readonly status: number;
  readonly text: string;
}

interface Sent {
  readonly headers: OutgoingHttpHeaders;
  readonly body?: object;
}

/** Plain keep-alive requests: `fetch` costs the driver as much as the service spends on an answer. */
export class HttpCaller {
  readonly #baseUrl: string;
  readonly #agent = new Agent({ keepAlive: true, maxSockets: Infinity });

  constructor(baseUrl: string) {
    this.#baseUrl = baseUrl;
  }

  get(path: string, apiKey: string): Promise<Answer> {
    return this.#send('GET', path, { headers: { authorization: `Bearer ${apiKey}` } });
  }

  post(path: string, body: object, apiKey = ''): Promise<Answer> {
    const headers = {
      'content-type': 'application/json',
      'idempotency-key': randomUUID(),
      authorization: `Bearer ${apiKey}`,
    };
    return this.#send('POST', path, { headers, body });
  }

  #send(method: string, path: string, { headers, body }: Sent): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const asked = request(`${this.#baseUrl}${path}`, { method, agent: this.#agent, headers }, (response) => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (chunk: string) => (text += chunk));
        response.on('end', () => resolve({ status: response.statusCode ?? 0, text }));
        response.on('error', reject);
      });
      asked.on('error', reject);
      asked.end(body === undefined ? undefined : JSON.stringify(body));
    });
  }

  close(): void {
    this.#agent.destroy();
  }
}
