import { describe, expect, test } from 'vitest';
import type { StaffActor } from '../../../contracts/people.ts';
import { Desk, people } from '../../support/desk.ts';

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
