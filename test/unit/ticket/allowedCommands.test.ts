import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type CommandName, type CommandPayloads, TASK_COMMANDS, TICKET_COMMANDS } from '../../../contracts/commands.ts';
import { ERRORS } from '../../../contracts/errors.ts';
import type { TaskId } from '../../../contracts/ids.ts';
import type { Actor } from '../../../contracts/people.ts';
import { allowedCommands, allowedTaskCommands } from '../../../domain/ticket/allowed.ts';
import { decide } from '../../../domain/ticket/decide.ts';
import { ENDING, READERS, WORLD } from '../../support/anyTicket.ts';
import { commandOf, Desk, people } from '../../support/desk.ts';
import { CATEGORIES, plausiblePayloads } from '../../support/plausible.ts';

const HOUR_MS = 3_600_000;
const ENDS_EVERY = 11;
/** Of so many bodies one is what the command asks for. */
const BODIES = 3;

const step = fc.record({
  pick: fc.nat(500),
  n: fc.nat(30),
  waitHours: fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, fc.integer({ min: 0, max: 90 })),
});
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

/** A ticket in any state that people reach; at last time has gone on, and its timers are late. */
function anyDesk(category: string | null, steps: readonly Step[], lateHours: number): Desk {
  const desk = new Desk({ category });
  for (const { pick, n, waitHours } of steps) {
    desk.passTo(later(desk, waitHours));
    const open = openSteps(desk, pick % ENDS_EVERY === 0);
    const { name, by } = open[pick % open.length] ?? { name: 'complain', by: [people.customer] };
    desk.try(name, by[n % by.length] ?? people.customer, plausiblePayloads(desk, n, WORLD)[name]);
  }
  desk.now = later(desk, lateHours);
  return desk;
}

/** What somebody could do now, and who; whatever it is, each is as likely. */
function openSteps(desk: Desk, mayEnd: boolean): { name: CommandName; by: readonly Actor[] }[] {
  const { state, now } = desk;
  const open = READERS.flatMap((actor) => [
    ...allowedCommands(state, actor, now)
      .filter((name) => mayEnd || !ENDING.includes(name))
      .map((name) => ({ name, actor })),
    ...state.tasks.flatMap(({ taskId }) =>
      allowedTaskCommands(state, actor, taskId).map((name) => ({ name: `task-${name}` as const, actor })),
    ),
  ]);
  const names = [...new Set<CommandName>(open.map(({ name }) => name))];
  return names.map((name) => ({ name, by: open.filter((one) => one.name === name).map(({ actor }) => actor) }));
}

function later({ now }: Desk, hours: number): string {
  return new Date(Date.parse(now) + hours * HOUR_MS).toISOString();
}

/** Whether `decide` takes it with one of the bodies, or has nothing but the body against it; who may asks for no body. */
function isTaken(desk: Desk, name: CommandName, actor: Actor, bodies: readonly CommandPayloads[]): boolean {
  for (const body of bodies) {
    const decision = decide(desk.state, commandOf(name, actor, body[name]), desk.now);
    const status = decision.ok ? 200 : ERRORS[decision.refusal.code].status;
    if (status !== 409) return status !== 403;
  }
  return false;
}

function who(actor: Actor): string {
  return actor.kind === 'staff' ? actor.staffNo : actor.kind;
}

function faultsFor(desk: Desk, actor: Actor, bodies: readonly CommandPayloads[]): string[] {
  const spoken: readonly Actor[] = actor.kind === 'staff' ? [actor, { ...actor, onBehalf: true }] : [actor];
  const named: readonly string[] = allowedCommands(desk.state, actor, desk.now);
  const wrong = TICKET_COMMANDS.filter(
    (name) => named.includes(name) !== spoken.some((as) => isTaken(desk, name, as, bodies)),
  );
  const ofTasks = desk.state.tasks.flatMap(({ taskId }) => {
    const onIt = bodies.map((body) => onTask(body, taskId));
    const may: readonly string[] = allowedTaskCommands(desk.state, actor, taskId);
    return TASK_COMMANDS.filter((name) => may.includes(name) !== isTaken(desk, `task-${name}`, actor, onIt));
  });
  const { status } = desk.state;
  return [...wrong, ...ofTasks].map((name) => `${name} by ${who(actor)} of ${status}: ${String(named.includes(name))}`);
}

function onTask(body: CommandPayloads, taskId: TaskId): CommandPayloads {
  return {
    ...body,
    'task-take-over': { taskId },
    'task-refuse': { taskId },
    'task-send-back': { taskId },
    'task-transfer': { ...body['task-transfer'], taskId },
    'task-complete': { taskId },
    'task-extend': { ...body['task-extend'], taskId },
    'task-cancel': { taskId },
  };
}

test('whatever became of a ticket, its allowed commands are those that the rules take, of everybody', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...CATEGORIES),
      fc.array(step, { maxLength: 20 }),
      fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 24 * 40 })),
      (category, steps, lateHours) => {
        const desk = anyDesk(category, steps, lateHours);
        const bodies = Array.from({ length: BODIES }, (_, n) => plausiblePayloads(desk, n, WORLD));
        expect(READERS.flatMap((actor) => faultsFor(desk, actor, bodies))).toEqual([]);
      },
    ),
    { numRuns: 80 },
  );
});
