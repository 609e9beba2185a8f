import { basename } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { play } from '../../scenarios/player.ts';
import { type Fault, parseScenario, type Scenario } from '../../scenarios/scenario.ts';
import type { Stage } from '../../scenarios/stage.ts';
import { createTheatre, ownScenarios, readScenario } from '../../scenarios/theatre.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await createTheatre(inject('testServerPath'));
});
afterAll(() => stage.stop());

function parsed(text: string): Scenario {
  const result = parseScenario(text);
  if (!result.ok) throw new Error(result.faults.map(({ line, message }) => `${line}: ${message}`).join('\n'));
  return result.scenario;
}

function faultsIn(text: string): readonly Fault[] {
  const result = parseScenario(text);
  return result.ok ? [] : result.faults;
}

const silent = (): void => undefined;

describe('the stories of scenarios/ go as written', () => {
  test.each(ownScenarios().map((path) => [basename(path, '.yaml'), path]))('%s', async (_name, path) => {
    expect(await play(stage, parsed(readScenario(path)), silent)).toBeNull();
  });
});

test('a story played can be replayed: its dates are part of its history', async () => {
  const path = ownScenarios().find((file) => file.endsWith('material-never-comes.yaml')) ?? '';
  await play(stage, parsed(readScenario(path)), silent);
  const ticketNo = stage.memory.latest();
  const { events, state } = stage.memory.of(ticketNo);
  expect({ first: events[0]?.at, status: state.status }).toEqual({
    first: '2025-11-03T02:00:00.000Z',
    status: 'CLOSED',
  });
  await stage.replay(ticketNo, await stage.history(ticketNo));
});

const OPENING = `title: 邮件
source: S0
start: 2025-11-07 17:50
open: {channel: email}
steps:
`;

describe('a story that is wrong fails', () => {
  test.each([
    [
      'a limit',
      '- expect: {clock: EMAIL_FIRST_REPLY, due: 2025-11-10 18:00}',
      'expected 2025-11-10 18:00, is 2025-11-10 17:50',
    ],
    ['a status', '- expect: {status: CLOSED}', 'status: expected CLOSED, is RECEIVED'],
    ['what runs', '- expect: {running: []}', 'running: expected none, is EMAIL_FIRST_REPLY, RESOLVE_SIMPLE'],
    ['an event', '- expect: {event: clock-breached}', 'clock-breached: expected once at least, happened never'],
    ['who was told', '- expect: {told: 客服经理}', '客服经理 told: never; heard of nothing'],
    ['a refusal', '- {do: answer, by: 1001}', 'answer: expected to be done, was refused: forbidden'],
    [
      'a command done',
      '- {do: take-over, by: 1001, refused: forbidden}',
      'expected to be refused: forbidden, was done',
    ],
    ['a hand-over of nobody', '- expect hand-over: {status: OPEN}', 'nobody was said to be on duty'],
    ['time run back', '- wait until: 2025-11-07 09:00', 'time does not run back'],
    [
      'a limit beside tickets',
      '- {limit: APPT_CONFIRM, at: 2025-11-07 10:00, due: 2025-11-10 18:00}',
      'is 2025-11-11 18:00',
    ],
  ])('%s', async (_what, step, message) => {
    const fault = await play(stage, parsed(`${OPENING}  ${step}\n`), silent);
    expect(fault).toEqual({ line: 6, message: expect.stringContaining(message) });
  });
});

describe('a file that cannot be understood says where', () => {
  test.each([
    ['an unknown step', '  - nobody knows: it', 6, 'a step begins with "do"'],
    ['an unknown word', '  - expect:\n      status: CLOSED\n      colour: red', 8, '"colour" is not understood here'],
    ['an unknown limit', '  - expect: {clock: FIRST_REPLY}', 6, '"FIRST_REPLY" is not a limit of tickets'],
    [
      'an unknown person',
      '  - message from: customer\n  - do: take-over\n    by: 4711',
      8,
      '"4711" is not anybody of the demo',
    ],
    ['somebody who is on no shift', '  - on duty: [客户]', 6, '"客户" is not anybody of the desk'],
    ['a missing word', '  - do: take-over', 6, '"by" is missing'],
    ['a wrong day', '  - do: set-date\n    by: 2001\n    with: {dueOn: tomorrow}', 8, 'dueOn'],
    ['no such day', '  - wait until: 2025-02-30 10:00', 6, '"2025-02-30 10:00" is not a time such as'],
    ['a word alone', '  - expect: {due: 2025-11-10 17:50}', 6, '"due" needs "clock" beside it'],
    ['broken YAML', '  - expect: {status: CLOSED', 7, 'Flow map'],
    ['a beginning and a step', '  - {do: take-ovr, by: 2001}\nopen2: {}', 6, '"take-ovr" is not a command'],
    ['two things in one step', '  - {wait: 2 days, expect: {status: CLOSED}}', 6, 'one step does one thing'],
  ])('%s', (_what, steps, line, message) => {
    const faults = faultsIn(`${OPENING}${steps}\n`);
    expect(faults).toContainEqual({ line, message: expect.stringContaining(message) });
  });

  test('nothing at all', () => {
    expect(faultsIn('').map(({ line }) => line)).toEqual([1]);
    expect(faultsIn('- 1')).toHaveLength(1);
  });
});
