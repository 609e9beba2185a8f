import type { Credential, Service } from '../test/support/service.ts';
import { type Answer, HttpCaller } from './http.ts';

const TICKET = {
  channel: 'online',
  category: 'ACC.LOGIN.NO_CODE',
  subject: '登录时收不到验证码',
  description: '今天上午起，采购账号登录时一直收不到短信验证码，已重试三次。',
  demand: '请尽快恢复登录',
};

type By = 'agent' | 'buyer';
export type Reader = By | 'specialist';
type Step = readonly [command: string, by: By, body: object];

/** What follows the opening in the life that is measured: with it, seven HTTP steps. */
export const STEPS: readonly Step[] = [
  ['take-over', 'agent', {}],
  ['request-material', 'agent', { items: [{ name: '截图', why: '核实提示' }] }],
  ['supply-material', 'buyer', { items: ['截图'], text: '截图已上传' }],
  ['answer', 'agent', { solution: '已为您恢复短信通道，请关闭短信拦截后重试。' }],
  ['accept', 'buyer', {}],
  ['rate', 'buyer', { rating: 'SATISFIED' }],
];

/** A customer and an agent at the service's border. */
export class BenchDesk {
  readonly #http: HttpCaller;
  readonly #buyer: string;
  readonly #agents: readonly string[];
  readonly #specialist: string;
  #turn = 0;

  constructor({ httpUrl, credentials }: Service) {
    this.#http = new HttpCaller(httpUrl);
    this.#buyer = keys(credentials, ({ role, companyKind }) => role === 'mainAccount' && companyKind === 'buyer')[0];
    this.#agents = keys(credentials, ({ role }) => role === 'agent');
    this.#specialist = keys(credentials, ({ role }) => role === 'specialist')[0];
  }

  /** @returns the number of the ticket, once the service has answered 201. */
  async open(): Promise<string> {
    const answer = expectStatus(await this.#http.post('/v1/tickets', TICKET, this.#buyer), 201);
    const ticket: { ticketNo: string } = JSON.parse(answer.text);
    return ticket.ticketNo;
  }

  /** How long a command takes to be told that its outcome is open, in ms. */
  async leftOpen(ticketNo: string): Promise<number> {
    const begin = performance.now();
    expectStatus(await this.#http.post(`/v1/tickets/${ticketNo}/take-over`, {}, this.#agents[0] ?? ''), 503);
    return performance.now() - begin;
  }

  /** A ticket from its opening to its rating; tells how long each command took. */
  async live(onStep: (command: string, ms: number) => void): Promise<string> {
    const ticketNo = await this.open();
    this.#turn += 1;
    const agent = this.#agents[this.#turn % this.#agents.length] ?? '';
    for (const [command, by, body] of STEPS) {
      const begin = performance.now();
      const answer = await this.#http.post(
        `/v1/tickets/${ticketNo}/${command}`,
        body,
        by === 'agent' ? agent : this.#buyer,
      );
      expectStatus(answer, 200);
      onStep(command, performance.now() - begin);
    }
    return ticketNo;
  }

  /** A page of a list, as whoever asks for it sees it. */
  async list(path: string, by: Reader): Promise<void> {
    const key = { agent: this.#agents[0] ?? '', buyer: this.#buyer, specialist: this.#specialist }[by];
    expectStatus(await this.#http.get(path, key), 200);
  }

  close(): void {
    this.#http.close();
  }
}

function keys(credentials: readonly Credential[], fits: (one: Credential) => boolean): readonly [string, ...string[]] {
  const [first, ...rest] = credentials.filter(fits).map(({ apiKey }) => apiKey);
  if (first === undefined) throw new Error('nobody among the demo people is like that');
  return [first, ...rest];
}

function expectStatus(answer: Answer, status: number): Answer {
  if (answer.status !== status) throw new Error(`${answer.status} instead of ${status}: ${answer.text}`);
  return answer;
}
