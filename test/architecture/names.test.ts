import { describe, expect, test } from 'vitest';
import { COMMAND_NAMES, DESK_COMMANDS, TASK_COMMANDS, TICKET_COMMANDS } from '../../contracts/commands.ts';
import { EVENT_OF_COMMAND } from '../../contracts/events.ts';
import { commandUpdates } from '../../workflows/ticket/messages.ts';

describe('one name from the URL to the history', () => {
  test('each command is an update of the same name', () => {
    const wireNames = [...commandUpdates].map(([command, update]) => [command, update.name]);
    expect(wireNames).toEqual(COMMAND_NAMES.map((name) => [name, name]));
  });

  test('a task’s command is the URL’s with the prefix `task-`', () => {
    expect(COMMAND_NAMES).toEqual([
      ...TICKET_COMMANDS,
      ...TASK_COMMANDS.map((name) => `task-${name}`),
      ...DESK_COMMANDS,
    ]);
  });

  test('each command has its own event', () => {
    const events = Object.values(EVENT_OF_COMMAND);
    expect(new Set(events).size).toBe(events.length);
    expect(Object.keys(EVENT_OF_COMMAND).toSorted()).toEqual([...COMMAND_NAMES].toSorted());
  });
});
