import { sql } from 'kysely';
import { expect } from 'vitest';
import { createRecord } from '../../../activities/record.ts';
import { isTicketNo, type TicketNo } from '../../../contracts/ids.ts';
import { readTicketState } from '../../../db/repositories/states.ts';
import { createTimetableSource } from '../../../db/repositories/timetables/timetables.ts';
import { nextMoment } from '../../../domain/clocks/running/ticking.ts';
import { decide } from '../../../domain/ticket/decide.ts';
import { recordOf } from '../../../domain/ticket/record.ts';
import type { DemoCredential } from '../../../intake/seed.ts';
import type { Answer, Desk } from './desk.ts';

export const CASE = {
  channel: 'online',
  category: 'ORD.DISPUTE.CASE',
  subject: '设备到货后无法开机',
  description: '联系人手机 13912345678，请尽快处理',
  orderNo: 'DD20251107001',
  contact: { name: '陈静', phone: '13912345678' },
};
export const CLAIM = { supplierCompanyId: 'S2001', claim: '到货即坏', demand: '退货退款' };

/** An order that C1001 has from S2001, or from another supplier. */
export async function newOrder({ database: { db } }: Desk, supplierCompanyId = 'S2001'): Promise<string> {
  const { rows } = await sql<{ orderNo: string }>`
    insert into orders (order_no, buyer_company_id, supplier_company_id)
    select 'DD20251108' || count(*), 'C1001', ${supplierCompanyId} from orders returning order_no as "orderNo"
  `.execute(db);
  const [order] = rows;
  if (order === undefined) throw new Error('the order was not written');
  return order.orderNo;
}

/** A ticket of the buyer with a dispute, and the two sides of it. */
export class Disputed {
  readonly ticketNo: TicketNo;
  readonly orderNo: string;
  readonly #desk: Desk;

  private constructor(desk: Desk, ticketNo: TicketNo, orderNo: string) {
    this.#desk = desk;
    this.orderNo = orderNo;
    this.ticketNo = ticketNo;
  }

  /** Each about an order of its own: about one there is one case at a time. */
  static async open(
    desk: Desk,
    buyer: DemoCredential,
    before: (ticketNo: TicketNo) => Promise<unknown> = () => Promise.resolve(),
  ): Promise<Disputed> {
    const orderNo = await newOrder(desk);
    const opened = await desk.post(buyer, '/v1/tickets', { ...CASE, orderNo });
    const no = opened.body.ticketNo;
    if (!isTicketNo(no)) throw new Error('no ticket was opened');
    const disputed = new Disputed(desk, no, orderNo);
    await desk.post(buyer, disputed.path('/messages'), { text: '另外我的账号密码忘了' });
    await before(no);
    await disputed.done(buyer, 'open-dispute', CLAIM);
    return disputed;
  }

  path(rest: string): string {
    return `/v1/tickets/${this.ticketNo}${rest}`;
  }

  give(who: DemoCredential, command: string, body: object = {}, headers?: Record<string, string>): Promise<Answer> {
    return this.#desk.post(who, this.path(`/${command}`), body, headers);
  }

  async done(who: DemoCredential, command: string, body: object = {}): Promise<Answer> {
    const answer = await this.give(who, command, body);
    expect([command, answer.status, answer.body.detail]).toEqual([command, 200, undefined]);
    return answer;
  }

  seen(who: DemoCredential, rest = ''): Promise<Answer> {
    return this.#desk.get(who, this.path(rest));
  }

  /** As if nobody had acted until the window of this clock ended, whatever he was reminded of. */
  async silenceIn(clockId: string): Promise<void> {
    const { db } = this.#desk.database;
    const state = await readTicketState(db, this.ticketNo);
    const clock = state?.clocks.findLast(({ id, status }) => id === clockId && status === 'running');
    const due = clock?.plan?.dueAt;
    if (state === null || clock === undefined || due === undefined || due === null)
      throw new Error(`${clockId} does not run`);
    expect(nextMoment(clock)).toBeDefined();
    const reminded = { ...clock, doneUntil: clock.plan?.moments.findLast(({ kind }) => kind === 'remind')?.at ?? null };
    const clocks = state.clocks.map((each) => (each === clock ? reminded : each));
    const decision = decide({ ...state, clocks }, { name: 'moments-passed', keys: [clock.key] }, due);
    if (!decision.ok) throw new Error(decision.refusal.detail.en);
    await createRecord({ db, timetables: createTimetableSource(db) })(
      recordOf(`silence-${clock.key}`, state, decision),
    );
  }
}
