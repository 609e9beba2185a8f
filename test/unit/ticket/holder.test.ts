import { describe, expect, test } from 'vitest';
import { answerableFor } from '../../../domain/clocks/limitOwner.ts';
import { holderOf } from '../../../domain/ticket/holder.ts';
import { recipientOf } from '../../../scenarios/people.ts';
import { at, Desk, people } from '../../support/desk.ts';

const fault = (): Desk => new Desk({ channel: 'phone', category: 'TEC.FAULT.PAGE' });

function planned(): Desk {
  const desk = fault();
  desk.now = at('2025-11-03 15:00');
  const task = { department: 'TECH', responsible: people.tech, milestoneAt: at('2025-11-05 18:00') } as const;
  return desk.do('coordinate', people.supervisor, {
    lead: people.tech,
    tasks: [task],
    latestMilestoneAt: at('2025-11-10 18:00'),
  });
}

describe('who has a ticket', () => {
  test('is its department, also where the customer is asked for material', () => {
    const desk = new Desk({ channel: 'phone', category: 'ORD.PAY.VOUCHER' });
    expect(holderOf(desk.state)).toBe('PAY');
    desk.do('take-over', people.pay, {}).do('request-material', people.pay, { items: 1 });
    expect([desk.state.status, holderOf(desk.state)]).toEqual(['WAITING_CUSTOMER', 'PAY']);
  });

  test('are the supervisors until a plan is made, and the departments after that', () => {
    expect(holderOf(fault().state)).toBe('SUPERVISORS');
    expect(holderOf(planned().state)).toBe('TECH');
  });

  test('are the supervisors in the second round, the manager in the third', () => {
    const desk = new Desk({ channel: 'phone', category: 'TEC.GUIDE.REPORT' });
    const refused = [people.agent, people.senior, people.supervisor].map((by) => {
      desk.do('take-over', by, {}).do('answer', by, {}).do('reject', people.customer, {});
      return holderOf(desk.state);
    });
    expect(refused).toEqual(['FRONT', 'SUPERVISORS', 'MANAGERS']);
  });
});

describe('who is answerable for a limit', () => {
  const answerable = (desk: Desk): string[] =>
    desk.state.clocks.map((clock) => `${clock.id} ${answerableFor(clock, desk.state)}`);

  test('are the supervisors for the plan, and the task’s department for its limits', () => {
    expect(answerable(planned())).toEqual([
      'RESOLVE_COMPLEX TECH',
      'COORDINATION_PLAN SUPERVISORS',
      'TASK_ACCEPT TECH',
      'MILESTONE TECH',
    ]);
  });

  const heardOf = (desk: Desk, clock: string): string[] =>
    desk.notices.filter(({ params }) => params['clock'] === clock).map((one) => `${one.template} ${recipientOf(one)}`);

  test('hear of a plan that nobody makes, also where somebody on duty was named for the ticket', () => {
    const down = { channel: 'phone', category: 'TEC.FAULT.DOWN', at: at('2025-11-03 20:00') } as const;
    const desk = new Desk({ ...down, duty: people.duty }).passTo(at('2025-11-04 18:00'));
    expect(heardOf(desk, 'COORDINATION_PLAN')).toEqual(['clock-warning supervisor', 'clock-breached supervisor']);
  });

  test('and of a ruling that is due, not the specialist who has the ticket and may not rule; missed, the manager too', () => {
    const desk = new Desk({ channel: 'phone', category: 'ORD.PAY.REFUND' }).do('take-over', people.pay, {});
    desk.do('open-dispute', people.customer, { supplierCompanyId: 'supplier' }).do('refuse-claim', people.supplier, {});
    for (const party of [people.customer, people.supplier]) desk.do('complete-evidence', party, {});
    desk.passTo(at('2025-11-10 18:00'));
    expect(desk.state.assignee?.staffNo).toBe('2001');
    expect(heardOf(desk, 'DISPUTE_DECISION')).toEqual([
      'clock-warning supervisor',
      'clock-warning supervisor',
      'clock-breached supervisor',
      'clock-breached manager',
    ]);
  });
});
