import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import { type Credential, type Service, startService } from '../support/service.ts';

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  // Stories look into answers of every shape.
  // oxlint-disable-next-line typescript/no-explicit-any
  readonly body: any;
  readonly text: string;
}

type Headings = Readonly<Record<string, string>>;

async function answered(response: Response): Promise<Answer> {
  const text = await response.text();
  const isJson = (response.headers.get('content-type') ?? '').includes('json');
  return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : null, text };
}

/** Somebody with a key; speaks to the service over HTTP only. */
export class Visitor {
  readonly who: Credential;
  readonly #url: string;

  constructor(url: string, who: Credential) {
    this.#url = url;
    this.who = who;
  }

  get staffNo(): string {
    return this.who.staffNo ?? '';
  }

  async get(path: string, headers: Headings = {}): Promise<Answer> {
    const signal = AbortSignal.timeout(10_000);
    return answered(await fetch(this.#url + path, { headers: { ...this.#key, ...headers }, signal }));
  }

  async post(path: string, body: unknown = {}, headers: Headings = {}): Promise<Answer> {
    return answered(
      await fetch(this.#url + path, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', 'Idempotency-Key': randomUUID(), ...this.#key, ...headers },
        body: typeof body === 'string' ? body : JSON.stringify(body),
        signal: AbortSignal.timeout(10_000),
      }),
    );
  }

  get #key(): Headings {
    return { Authorization: `Bearer ${this.who.apiKey}` };
  }
}

/** A ticket as it lies on the desk: `people` act on it, each step is expected to succeed. */
export class Ticket {
  readonly no: string;
  readonly path: string;

  constructor(no: string) {
    this.no = no;
    this.path = `/v1/tickets/${no}`;
  }

  async do(who: Visitor, command: string, body: unknown = {}): Promise<Answer['body']> {
    const answer = await who.post(`${this.path}/${command}`, body);
    expect([command, answer.status, answer.text.slice(0, answer.status === 200 ? 0 : 500)]).toEqual([command, 200, '']);
    return answer.body;
  }

  /** `409 state-conflict`: what a command that must not be done is answered. */
  async refused(who: Visitor, command: string, body: unknown = {}): Promise<string> {
    const answer = await who.post(`${this.path}/${command}`, body);
    return `${answer.status} ${String(answer.body?.type).replace('/problems/', '')}`;
  }

  async read(who: Visitor): Promise<Answer['body']> {
    const answer = await who.get(this.path);
    expect(answer.status).toBe(200);
    return answer.body;
  }

  async events(who: Visitor): Promise<Answer['body'][]> {
    return (await who.get(`${this.path}/events`)).body.items;
  }

  async timeline(who: Visitor): Promise<string[]> {
    return (await this.events(who)).map((event) => event.type);
  }

  /** `RESOLVE_SIMPLE running`, oldest first, without the reply limits, which depend on the hour of the test. */
  async clocks(who: Visitor): Promise<string[]> {
    const { items } = (await who.get(`${this.path}/clocks`)).body;
    return items
      .filter(({ id }: { id: string }) => !/REPLY|LEFT|RESPONSE/.test(id))
      .map(({ id, status }: { id: string; status: string }) => `${id} ${status}`);
  }
}

type Choice = (credential: Credential) => boolean;

/** The running service with the demo's people in it. */
export class Office {
  readonly service: Service;

  constructor(service: Service) {
    this.service = service;
  }

  static async open(): Promise<Office> {
    return new Office(await startService());
  }

  visitor(choose: Choice): Visitor {
    const found = this.service.credentials.find(choose);
    if (found === undefined) throw new Error('nobody among the demo people is like that');
    return new Visitor(this.service.httpUrl, found);
  }

  role(role: string): Visitor {
    return this.visitor((credential) => credential.role === role);
  }

  specialist(department: string): Visitor {
    return this.visitor((credential) => credential.role === 'specialist' && credential.department === department);
  }

  /** Two companies that buy, one that sells, and the desk. */
  get people() {
    const main = (kind: string, nth: number): Visitor => {
      const mains = this.service.credentials.filter((one) => one.role === 'mainAccount' && one.companyKind === kind);
      return this.visitor((one) => one === mains[nth]);
    };
    const buyer = main('buyer', 0);
    const agents = this.service.credentials.filter(({ role }) => role === 'agent');
    const sub = (sees: boolean): Visitor =>
      this.visitor(
        ({ role, companyId, scopes }) =>
          role === 'subAccount' && companyId === buyer.who.companyId && scopes?.includes('ticket.company') === sees,
      );
    return {
      buyer,
      stranger: main('buyer', 1),
      supplier: main('supplier', 0),
      colleague: sub(true),
      narrow: sub(false),
      agent: this.visitor((one) => one === agents[0]),
      otherAgent: this.visitor((one) => one === agents[1]),
      senior: this.role('seniorAgent'),
      supervisor: this.role('supervisor'),
      manager: this.role('manager'),
      inspector: this.role('inspector'),
      duty: this.role('dutyAgent'),
      admin: this.role('admin'),
      integration: this.role('integration'),
    };
  }

  async ticket(who: Visitor, body: Readonly<Record<string, unknown>>): Promise<Ticket> {
    const answer = await who.post('/v1/tickets', { subject: '请协助', description: '详情见描述', ...body });
    expect([answer.status, answer.status === 201 ? '' : answer.text]).toEqual([201, '']);
    return new Ticket(answer.body.ticketNo);
  }

  /** The day on which wd(n) from now ends: 3 and 5 by the complex limit, 7 by the limit of several departments. */
  async workday(n: 3 | 5 | 7): Promise<string> {
    const clock = n === 7 ? 'RESOLVE_MULTI' : 'RESOLVE_COMPLEX';
    const at = new Date().toISOString();
    const { body } = await this.role('agent').post('/v1/clocks/preview', { clock, at });
    return String(n === 3 ? body.targetAt : body.dueAt).slice(0, 10);
  }

  /** What the service mailed about a ticket, oldest first. */
  async mails(ticketNo: string): Promise<Answer['body'][]> {
    const response = await fetch(`${this.service.httpUrl}/dev/mailbox.json`);
    const { body: all } = await answered(response);
    return all.filter((mail: Answer['body']) => mail.headers['x-kefu-ticket'] === ticketNo).toReversed();
  }
}

/** Looks again until it holds; fails with what was seen last. */
export async function eventually<Value>(look: () => Promise<Value>, holds: (seen: Value) => boolean, limitMs = 10_000) {
  const end = Date.now() + limitMs;
  for (;;) {
    const seen = await look();
    if (holds(seen)) return seen;
    if (Date.now() > end) throw new Error(`not within ${limitMs / 1000} s: ${JSON.stringify(seen)}`);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}
