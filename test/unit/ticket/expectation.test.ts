import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { planDecision } from '../../../db/repositories/decisionRows.ts';
import { expectationOf } from '../../../domain/ticket/expectation.ts';
import { CATEGORIES } from '../../../domain/catalog/categories.ts';
import { at, Desk, local, people } from '../../support/desk.ts';

const told = ({ state, now }: Desk): string => {
  const { expects, expectedAt, latestAt } = expectationOf(state, now);
  return [expects, local(expectedAt), local(latestAt)].filter((part) => part !== null).join(' ');
};
const monday = at('2025-11-03 09:30');

describe('what a customer is told to expect', () => {
  test('a simple question: its limit; a complex one: its target, and its limit at the latest', () => {
    expect(told(new Desk({ at: monday }))).toBe('solution 2025-11-04 18:00');
    expect(told(new Desk({ at: monday, category: 'ORD.PAY.FAILED' }))).toBe(
      'solution 2025-11-06 18:00 2025-11-10 18:00',
    );
  });

  test('once the target is past the limit, once that is past no time at all', () => {
    const late = (createdAt: string) => {
      const desk = new Desk({ at: monday, category: 'ORD.PAY.FAILED', createdAt: at(createdAt) });
      desk.now = at(createdAt);
      return told(desk.do('take-over', people.pay, {}));
    };
    expect(late('2025-11-07 09:00')).toBe('solution 2025-11-10 18:00');
    expect(late('2025-11-20 09:00')).toBe('late');
  });

  test('before the matter is known no time, whatever limit runs', () => {
    expect(told(new Desk({ at: monday, category: null }))).toBe('category');
  });

  test('a special matter: no date until one is set, also while the time to set one runs', () => {
    const desk = new Desk({ at: monday, category: 'ACC.QUAL.REVIEW' });
    expect(told(desk)).toBe('date');
    desk.do('take-over', people.qual, {});
    expect(desk.clock('RESOLVE_SPECIAL').status).toBe('running');
    expect(told(desk)).toBe('date');
    desk.do('set-date', people.qual, { dueAt: at('2025-11-20 18:00') });
    expect(told(desk)).toBe('solution 2025-11-20 18:00');
  });

  test('a re-assessment: first that somebody takes it up, then the new solution by its limit', () => {
    const desk = new Desk({ at: monday }).do('take-over', people.agent, {}).do('answer', people.agent, {});
    desk.do('reject', people.customer, {});
    expect(told(desk)).toBe('takeover 2025-11-04 18:00');
    expect(told(desk.do('take-over', people.senior, {}))).toBe('solution 2025-11-06 18:00');
  });

  test('no time while the limit stands still', () => {
    const desk = new Desk({ at: monday }).do('take-over', people.agent, {});
    expect(told(desk.do('request-material', people.agent, { items: 1 }))).toBe('pause');
  });

  test('a suggestion: its review', () => {
    expect(told(new Desk({ at: monday, category: 'OTH.SUGGEST.FEATURE' }))).toBe('solution 2025-12-01 18:00');
  });

  test('never an instant that has passed, whatever it is about and however late it is opened', () => {
    const anHour = 3_600_000;
    fc.assert(
      fc.property(
        fc.constantFrom(...CATEGORIES.map(({ code }) => code)),
        fc.integer({ min: 0, max: 2000 }),
        (category, hours) => {
          const desk = new Desk({ at: monday, category });
          desk.now = new Date(Date.parse(monday) + hours * anHour).toISOString();
          const { expects, expectedAt } = expectationOf(desk.state, desk.now);
          expect(expectedAt === null || expectedAt > desk.now).toBe(true);
          expect(expectedAt === null).toBe(expects !== 'solution' && expects !== 'takeover');
        },
      ),
    );
  });

  test('the notices of a decision tell it by the limits that begin with it', () => {
    const desk = new Desk({ at: monday, category: 'ORD.PAY.FAILED' }).do('take-over', people.pay, {});
    const { state, notices, events } = desk;
    const { rows } = planDecision({ at: monday, state, notices, events, touched: [] }, () => {
      throw new Error('every limit is planned');
    });
    const params = expect.objectContaining({ expects: 'solution', expectedAt: at('2025-11-06 18:00') });
    for (const template of ['ticket-opened', 'ticket-taken-over'])
      expect(rows.notices).toContainEqual(expect.objectContaining({ template, params }));
  });
});
