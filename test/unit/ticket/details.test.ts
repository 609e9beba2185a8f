import { expect, test } from 'vitest';
import { at, Desk, people } from '../../support/desk.ts';
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

test('and who leads its plan, beside whoever has it', () => {
  const desk = new Desk({ category: 'ORD.PAY.FAILED' }).do('take-over', people.pay, {});
  expect(detailsOf(desk.state)).toContain('handler 2001\n');
  const part = { department: 'TECH', responsible: people.tech, milestoneAt: at('2025-11-06 18:00') } as const;
  desk.do('coordinate', people.supervisor, { lead: people.order, latestMilestoneAt: null, tasks: [part] });
  expect(detailsOf(desk.state)).toContain('handler 2001 · lead 2002\n');
});
