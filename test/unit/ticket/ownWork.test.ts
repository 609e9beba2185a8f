import { describe, expect, test } from 'vitest';
import type { StaffActor } from '../../../contracts/people.ts';
import { hadPart, workedOn } from '../../../domain/ticket/workedOn.ts';
import { at, Desk, people } from '../../support/desk.ts';

const handler: StaffActor = { ...people.agent, onBehalf: true };
const colleague: StaffActor = { kind: 'staff', staffNo: '1008', role: 'agent', department: 'FRONT', onBehalf: true };

/** Solved by the agent, and rated badly: a review about him is open. */
function ratedBadly(): Desk {
  return new Desk()
    .do('take-over', people.agent, {})
    .do('answer', people.agent, {})
    .do('accept', people.customer, {})
    .do('rate', people.customer, { rating: 'DISSATISFIED' });
}

describe('nobody says for the customer how his own work is judged', () => {
  test('who did the work neither rates nor re-opens it on the customer’s behalf', () => {
    const desk = ratedBadly();
    expect(desk.try('rate', handler, { rating: 'SATISFIED' })).toBe('forbidden');
    expect(desk.try('reopen', handler, {})).toBe('forbidden');
    expect(desk.state.rating?.rating).toBe('DISSATISFIED');
  });

  test('nor does whom the customer complained of', () => {
    const desk = ratedBadly().do('complain', people.customer, { about: colleague.staffNo });
    expect(desk.try('rate', colleague, { rating: 'SATISFIED' })).toBe('forbidden');
  });

  test('a colleague without a part records it, and the customer is free to change his mind', () => {
    expect(ratedBadly().do('rate', colleague, { rating: 'FAIR' }).state.rating?.rating).toBe('FAIR');
    expect(ratedBadly().do('rate', people.customer, { rating: 'FAIR' }).state.rating?.rating).toBe('FAIR');
  });

  test('one closing is reviewed once, however often the rating is changed', () => {
    const desk = ratedBadly();
    for (const rating of ['SATISFIED', 'DISSATISFIED', 'DISSATISFIED', 'FAIR', 'DISSATISFIED'] as const)
      desk.do('rate', people.customer, { rating });
    expect(desk.state.reviews.count).toBe(1);
    desk.do('reopen', people.customer, {}).do('take-over', people.senior, {}).do('answer', people.senior, {});
    desk.do('accept', people.customer, {}).do('rate', people.customer, { rating: 'DISSATISFIED' });
    expect(desk.state.reviews.count).toBe(2);
    expect(ratedBadly().do('reopen', colleague, {}).state.status).toBe('REASSESSING');
  });
});

describe('who worked on a ticket', () => {
  const atNight = (): Desk => new Desk({ category: 'ACC.LOGIN.STOLEN', at: at('2025-11-03 22:00'), duty: people.duty });
  const task = { department: 'TECH', responsible: people.tech, milestoneAt: at('2025-11-06 18:00') } as const;
  const coordinated = (): Desk =>
    new Desk({ category: 'PRD.QUALITY.VERIFY' }).do('coordinate', people.supervisor, {
      lead: people.pay,
      tasks: [task],
      latestMilestoneAt: null,
    });

  test.each([
    ['a duty agent who was only named', atNight(), []],
    ['a duty agent who took it over', atNight().do('take-over', people.duty, {}), ['3004']],
    ['a lead and a responsible who were only named', coordinated(), []],
    ['who did his task', coordinated().do('task-take-over', people.tech, { taskId: 'KF20251103001-T1' }), ['2003']],
    ['who merged it', new Desk().do('merge', people.agent, { into: 'KF20251103002' }), []],
    ['who declined it', new Desk().do('decline', people.agent, {}), ['1001']],
  ])('%s', (_, desk, worked) => {
    expect(workedOn(desk.state)).toEqual(worked);
  });

  test('whoever wrote to the customer, and nobody who wrote down what the customer said', () => {
    const desk = atNight();
    desk.input({ name: 'message-arrived', from: 'staff', staffNo: '1002', at: desk.now, replyClock: null });
    expect(workedOn(desk.state)).toEqual(['1002']);
    expect(hadPart(desk.state)).toEqual(['1002', '3004']);
    expect(workedOn(new Desk().do('urge', handler, { day: '2025-11-03' }).state)).toEqual([]);
  });

  test('who has it in hand is named before who had it earlier', () => {
    const desk = new Desk().do('take-over', people.agent, {}).do('hand-on', people.agent, { to: people.otherAgent });
    expect(workedOn(desk.state)).toEqual(['1001']);
    desk.do('answer', people.otherAgent, {});
    expect(workedOn(desk.state)).toEqual(['1002', '1001']);
  });

  test('of a ticket from before it was kept, whoever was named', () => {
    const desk = atNight();
    desk.state = { ...desk.state, workers: null };
    expect(workedOn(desk.state)).toEqual(['3004']);
    desk.do('take-over', people.risk, {});
    expect(workedOn(desk.state)).toEqual(['2006']);
  });

  test('who was only named has proposed nothing, and may re-assess it', () => {
    const desk = new Desk({ category: 'ACC.LOGIN.STOLEN', at: at('2025-11-03 22:00'), duty: people.senior });
    desk.do('withdraw', people.customer, {}).do('reopen', people.customer, {});
    expect(desk.state).toMatchObject({ status: 'REASSESSING', round: 1, pastHandlers: [] });
    desk.do('take-over', people.senior, {});
  });
});
