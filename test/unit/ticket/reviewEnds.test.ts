import { describe, expect, test } from 'vitest';
import { reviewReopenRefusal } from '../../../domain/ticket/reviewEnded.ts';
import { at, Desk, people } from '../../support/desk.ts';

const AGAINST = { supplierCompanyId: 'supplier' };
const INTO = { into: 'KF20251103002' } as const;
const answered = (): Desk => new Desk().do('take-over', people.agent, {}).do('answer', people.agent, {});

/** The customer complains, the inspector finds the result wrong, and that is told. */
function foundWrong(desk: Desk, meanwhile: (desk: Desk) => void = () => undefined): Desk {
  desk.do('complain', people.customer, { about: null });
  const [review] = desk.state.reviews.open;
  if (review === undefined) throw new Error('a complaint is reviewed');
  desk.passTo(at('2025-11-03 10:30'));
  meanwhile(desk);
  const { reviewId } = review;
  desk.input({ name: 'review-ended', reviewId, reopen: true, actor: people.inspector, textId: null });
  return desk;
}

describe('a review that finds the result wrong', () => {
  test('sends a closed ticket back to work', () => {
    const desk = foundWrong(answered().do('accept', people.customer, {}));
    expect(desk.state).toMatchObject({ status: 'REASSESSING', round: 1, closeReason: null });
    expect(desk.told('ticket-reopened')).toContain('1001');
  });

  test('refuses an answer that still waits for the customer; silence does not make it good', () => {
    const desk = foundWrong(answered());
    expect(desk.state).toMatchObject({ status: 'REASSESSING', round: 1, pastHandlers: ['1001'] });
    expect(desk.clocks).toContain('CONFIRM_WAIT cancelled');
    expect(desk.events.at(-1)).toMatchObject({ type: 'reopened', before: 'AWAITING_CONFIRMATION' });
  });

  test('but not the new answer of somebody else, which the customer judges first', () => {
    const desk = foundWrong(answered(), (one) =>
      one.do('reject', people.customer, {}).do('take-over', people.senior, {}).do('answer', people.senior, {}),
    );
    expect(desk.state).toMatchObject({ status: 'AWAITING_CONFIRMATION', round: 1, proposedBy: '1003' });
  });

  test.each([
    ['DUPLICATE', (desk: Desk) => desk.do('mark-duplicate', people.agent, { of: 'KF20251103002' })],
    ['TERMINATED', (desk: Desk) => desk.do('terminate', people.supervisor, {})],
  ])('leaves a ticket closed as %s as it is, and the inspector is told before', (closeReason, close) => {
    const desk = foundWrong(close(new Desk()));
    expect(desk.state).toMatchObject({ status: 'CLOSED', closeReason, reviews: { open: [] } });
    expect(reviewReopenRefusal(desk.state)?.errors?.[0]?.pointer).toBe('/reopen');
  });

  test.each([
    ['DISPUTE', (desk: Desk) => desk.do('reject', people.customer, {}).do('open-dispute', people.customer, AGAINST)],
    ['DUPLICATE', (desk: Desk) => desk.do('reject', people.customer, {}).do('merge', people.senior, INTO)],
  ])('whose re-opening meets a %s in between says so to the inspector and to the customer', (bar, meanwhile) => {
    const desk = foundWrong(answered(), meanwhile);
    expect(desk.state.round).toBe(1);
    const told = desk.notices.filter(({ template }) => template === 'review-not-reopened');
    expect(told.map(({ to, params }) => [to.kind, params['bar']])).toEqual([
      ['staff', bar],
      ['customer', bar],
    ]);
    expect(reviewReopenRefusal(desk.state)?.code).toBe('review-incomplete');
  });

  test('and nobody is told so where it goes on by itself', () => {
    const desk = foundWrong(answered().do('accept', people.customer, {}));
    expect(desk.told('review-not-reopened')).toEqual([]);
  });

  test('by what it leaves, an end of service is still to be looked at by a second person', () => {
    const desk = foundWrong(new Desk().do('terminate', people.supervisor, {}));
    expect(desk.state.owed).toMatchObject({ duty: 'termination-review' });
  });
});
