import { randomUUID } from 'node:crypto';
import { Agent, request } from 'node:http';

export interface Answer {
  readonly status: number;
  readonly text: string;
}

/** Plain keep-alive requests: `fetch` costs the driver as much as the service spends on an answer. */
export class HttpCaller {
  readonly #baseUrl: string;
  readonly #agent = new Agent({ keepAlive: true, maxSockets: Infinity });

  constructor(baseUrl: string) {
    this.#baseUrl = baseUrl;
  }

  post(path: string, body: object, apiKey = ''): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const headers = {
        'content-type': 'application/json',
        'idempotency-key': randomUUID(),
        authorization: `Bearer ${apiKey}`,
      };
      const asked = request(`${this.#baseUrl}${path}`, { method: 'POST', agent: this.#agent, headers }, (response) => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (chunk: string) => (text += chunk));
        response.on('end', () => resolve({ status: response.statusCode ?? 0, text }));
        response.on('error', reject);
      });
      asked.on('error', reject);
      asked.end(JSON.stringify(body));
    });
  }

  close(): void {
    this.#agent.destroy();
  }
}
