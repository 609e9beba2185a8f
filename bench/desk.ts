import type { Credential, Service } from '../test/support/service.ts';
import { type Answer, HttpCaller } from './http.ts';

/** Two limits run from the opening, as they do online, but both in workdays: none of them ends while the bench runs, at whatever hour that is. */
const TICKET = {
  channel: 'phone',
  category: 'ORD.PAY.FAILED',
  subject: '订单支付失败',
  description: '今天上午起，采购订单付款时一直提示失败，已重试三次。',
  demand: '请尽快恢复支付',
};

/** One limit runs from the opening: its resolution. */
const SIMPLE_TICKET = { ...TICKET, category: 'ACC.LOGIN.NO_CODE' };

export type Reader = 'agent' | 'buyer' | 'specialist';
type By = Reader | 'integration';
interface Listed {
  readonly ticketNo?: string;
}
type Step = readonly [command: string, by: By, body: object];

/** What follows the opening in the life that is measured: with it, seven HTTP steps. */
const STEPS: readonly Step[] = [
  ['take-over', 'specialist', {}],
  ['request-material', 'specialist', { items: [{ name: '截图', why: '核实提示' }] }],
  ['supply-material', 'buyer', { items: ['截图'], text: '截图已上传' }],
  ['answer', 'specialist', { solution: '已为您恢复支付通道，请重新付款。' }],
  ['accept', 'buyer', {}],
  ['rate', 'buyer', { rating: 'SATISFIED' }],
];

/** Those who come to the service's border. */
export class BenchDesk {
  readonly #http: HttpCaller;
  readonly #keys: Readonly<Record<By, string>>;
  readonly #companyId: string;

  constructor({ httpUrl, credentials }: Service) {
    this.#http = new HttpCaller(httpUrl);
    const buyer = oneOf(credentials, ({ role, companyKind }) => role === 'mainAccount' && companyKind === 'buyer');
    this.#companyId = buyer.companyId ?? '';
    this.#keys = {
      buyer: buyer.apiKey,
      agent: oneOf(credentials, ({ role }) => role === 'agent').apiKey,
      specialist: oneOf(credentials, ({ department }) => department === 'PAY').apiKey,
      integration: oneOf(credentials, ({ role }) => role === 'integration').apiKey,
    };
  }

  /** @returns the number of the ticket, once the service has answered 201. */
  async open(): Promise<string> {
    return this.#opened(TICKET, 'buyer');
  }

  /** A simple ticket whose limits run since then. */
  async openReceived(receivedAt: Date): Promise<string> {
    const received = { companyId: this.#companyId, receivedAt: receivedAt.toISOString() };
    return this.#opened({ ...SIMPLE_TICKET, ...received }, 'integration');
  }

  async #opened(ticket: object, by: By): Promise<string> {
    const answer = expectStatus(await this.#http.post('/v1/tickets', ticket, this.#keys[by]), 201);
    const { ticketNo }: { ticketNo: string } = JSON.parse(answer.text);
    return ticketNo;
  }

  /** How long a command takes to be told that its outcome is open, in ms. */
  async leftOpen(ticketNo: string): Promise<number> {
    const begin = performance.now();
    expectStatus(await this.#http.post(`/v1/tickets/${ticketNo}/take-over`, {}, this.#keys.specialist), 503);
    return performance.now() - begin;
  }

  /** A ticket from its opening to its rating; tells how long each command took. */
  async live(onStep: (command: string, ms: number) => void): Promise<string> {
    const ticketNo = await this.open();
    for (const [command, by, body] of STEPS) {
      const begin = performance.now();
      expectStatus(await this.#http.post(`/v1/tickets/${ticketNo}/${command}`, body, this.#keys[by]), 200);
      onStep(command, performance.now() - begin);
    }
    return ticketNo;
  }

  /** A page of a list, as whoever asks for it sees it. */
  async list(path: string, by: Reader): Promise<readonly Listed[]> {
    const answer = expectStatus(await this.#http.get(path, this.#keys[by]), 200);
    const { items }: { items: readonly Listed[] } = JSON.parse(answer.text);
    return items;
  }

  close(): void {
    this.#http.close();
  }
}

function oneOf(credentials: readonly Credential[], fits: (one: Credential) => boolean): Credential {
  const found = credentials.find(fits);
  if (found === undefined) throw new Error('nobody among the demo people is like that');
  return found;
}

function expectStatus(answer: Answer, status: number): Answer {
  if (answer.status !== status) throw new Error(`${answer.status} instead of ${status}: ${answer.text}`);
  return answer;
}
