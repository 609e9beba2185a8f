import { expect, test } from 'vitest';
import { shownInstant } from '../../../contracts/instants.ts';
import { allowedCommands } from '../../../domain/ticket/allowed.ts';
import { decide } from '../../../domain/ticket/decide.ts';
import { commandOf, Desk, people } from '../../support/desk.ts';

const { agent, customer, supervisor } = people;

test.each([
  ['rate', 'RATING_WINDOW', commandOf('rate', customer, { rating: 'SATISFIED' })],
  ['reopen', 'REOPEN_WINDOW', commandOf('reopen', customer, {})],
  ['reopen', 'REOPEN_WINDOW', commandOf('reopen', supervisor, {})],
] as const)('%s ends with its window, also while the timer of that is late', (name, window, command) => {
  const desk = new Desk();
  desk.do('take-over', agent, {}).do('answer', agent, {}).do('accept', customer, {});
  const dueAt = desk.clock(window).plan?.dueAt ?? '';
  const last = new Date(Date.parse(dueAt) - 1).toISOString();
  expect(allowedCommands(desk.state, command.actor, last)).toContain(name);
  expect(decide(desk.state, command, last).ok).toBe(true);
  expect(allowedCommands(desk.state, command.actor, dueAt)).not.toContain(name);
  const refusal = { code: 'state-conflict', detail: { zh: expect.stringContaining(shownInstant(dueAt)) } };
  expect(decide(desk.state, command, dueAt)).toMatchObject({ ok: false, refusal });
});
