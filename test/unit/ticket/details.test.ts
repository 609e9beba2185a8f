import { expect, test } from 'vitest';
import { Desk, people } from '../../support/desk.ts';
import { detailsOf } from '../../../workflows/ticket/details.ts';

test('what operations staff read on a ticket says in which zone its times are, and who is really waited on', () => {
  const desk = new Desk({ category: 'ORD.PAY.FAILED' });
  expect(detailsOf(desk.state)).toMatch(/2025-11-03 09:30 UTC\+8/);
  expect(detailsOf(desk.state)).toContain('waits on **department**');
  desk.do('take-over', people.pay, {}).do('answer', people.pay, {});
  expect(detailsOf(desk.state)).toContain('waits on **customer**');
  desk.do('accept', people.customer, {});
  expect(desk.clock('FOLLOW_UP').status).toBe('running');
  expect(detailsOf(desk.state)).toContain('waits on **department**');
  desk.do('follow-up', people.agent, { solved: true });
  expect(detailsOf(desk.state)).toContain('waits on **customer**');
});
