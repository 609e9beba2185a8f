import { expect, test } from 'vitest';
import { createChores } from '../../../intake/chores.ts';

function gate(): { readonly passed: Promise<void>; readonly open: () => void } {
  let open = (): void => undefined;
  const passed = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { passed, open: () => open() };
}

test('a chore that fails is told by its name and done again, and keeps no other waiting', async () => {
  const told: string[] = [];
  let tries = 0;
  const done = gate();
  const slow = gate();
  const chores = createChores(
    [
      { name: 'never ends', everyMs: 1, run: () => slow.passed },
      {
        name: 'fails at first',
        everyMs: 1,
        run: async () => {
          tries += 1;
          if (tries === 1) throw new Error('away');
          done.open();
        },
      },
    ],
    { info: () => undefined, warn: (_fields, text) => told.push(text) },
  );
  chores.start();
  await done.passed;
  slow.open();
  await chores.stop();
  expect(told).toEqual(['not done: fails at first']);
});

test('stopping waits for what is under way, and begins nothing more', async () => {
  const begun = gate();
  const work = gate();
  let runs = 0;
  const chores = createChores([
    {
      name: 'once',
      everyMs: 1,
      run: () => {
        runs += 1;
        begun.open();
        return work.passed;
      },
    },
  ]);
  chores.start();
  await begun.passed;
  const stopped = chores.stop();
  work.open();
  await stopped;
  expect(runs).toBe(1);
});
