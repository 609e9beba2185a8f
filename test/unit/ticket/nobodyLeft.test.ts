import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { StaffActor } from '../../../contracts/people.ts';
import { whoOrWhen } from '../../../domain/ticket/judging.ts';
import type { TicketState } from '../../../domain/ticket/state.ts';
import { DEMO_STAFF } from '../../../intake/demoPeople.ts';
import { Desk } from '../../support/desk.ts';

const house = DEMO_STAFF.map(({ staffNo, role, department }): StaffActor => ({
  kind: 'staff',
  staffNo,
  role,
  department,
}));
const CATEGORIES = ['OTH.RULE.FEE', 'ORD.PAY.REFUND', 'ACC.QUAL.REVIEW', 'SVC.COMPLAINT'];

/** His proposal was refused: the next round. */
function refused(state: TicketState, by: StaffActor): TicketState {
  return {
    ...state,
    status: 'REASSESSING',
    round: state.round + 1,
    assignee: null,
    pastHandlers: [...state.pastHandlers, by.staffNo],
    refusedRoles: [...(state.refusedRoles ?? []), by.role],
  };
}

/** A ticket about which nothing is looked into any more. */
const opened = (category: string, judged: readonly string[], judgedRoles = {}): TicketState => ({
  ...new Desk({ category }).state,
  judged,
  judgedRoles,
  reviews: { count: 1, open: [] },
});

const able = (state: TicketState, name: 'take-over' | 'close-unresolved') =>
  house.filter((one) => whoOrWhen(state, one, name) === null);

test('every round has somebody who may take it up or end it in writing, whoever was refused and whomever it is about', () => {
  const people = fc.constantFrom(...house);
  fc.assert(
    fc.property(
      fc.constantFrom(...CATEGORIES),
      people,
      fc.uniqueArray(people, { maxLength: 2 }),
      fc.boolean(),
      fc.array(fc.nat(99), { minLength: 4, maxLength: 4 }),
      (category, first, about, isRoleKept, turns) => {
        const judged = about.map(({ staffNo }) => staffNo);
        const roles = isRoleKept ? Object.fromEntries(about.map(({ staffNo, role }) => [staffNo, role])) : {};
        let state = refused(opened(category, judged, roles), first);
        for (const turn of turns) {
          const takers = able(state, 'take-over');
          if (takers.length === 0) {
            expect(able(state, 'close-unresolved')).not.toEqual([]);
            return;
          }
          expect(takers.filter(({ staffNo }) => judged.includes(staffNo))).toEqual([]);
          const taker = takers[turn % takers.length];
          if (taker !== undefined) state = refused(state, taker);
        }
      },
    ),
  );
});

test('a supervisor who was refused ends nothing in round 1, where others may still propose', () => {
  const supervisor = house.find(({ role }) => role === 'supervisor');
  if (supervisor === undefined) throw new Error('nobody');
  const state = refused(opened('ACC.LOGIN.STOLEN', ['3005']), supervisor);
  expect(able(state, 'close-unresolved')).toEqual([]);
  expect(able(state, 'take-over').map(({ role }) => role)).toContain('manager');
});

test('a supervisor who was refused ends nothing beside a manager whom it is not about', () => {
  const [supervisor, senior] = ['supervisor', 'seniorAgent'].map((role) => house.find((one) => one.role === role));
  if (supervisor === undefined || senior === undefined) throw new Error('nobody');
  const about = (role: string) => opened('ACC.LOGIN.STOLEN', ['3005'], { '3005': role });
  const enders = (state: TicketState) => able(state, 'close-unresolved').map(({ role }) => role);
  const twice = (state: TicketState) => refused(refused(state, senior), supervisor);
  expect(enders(twice(about('dutyAgent')))).toEqual([]);
  expect(enders(twice(about('supervisor')))).toEqual([]);
  expect(enders(twice(about('manager')))).toEqual(['supervisor', 'manager']);
  expect(enders(refused(twice(about('dutyAgent')), supervisor))).toEqual(['manager']);
});

test('of a complaint about the only manager, refused three times, a supervisor writes the end', () => {
  const [qa, otherQa, supervisor] = ['3003', '3004', '3001'].map((number) =>
    house.find(({ staffNo }) => staffNo === number),
  );
  if (qa === undefined || otherQa === undefined || supervisor === undefined) throw new Error('nobody');
  const complaint = opened('SVC.COMPLAINT', ['3002']);
  const state = refused(refused(refused(complaint, qa), otherQa), supervisor);
  expect(able(state, 'close-unresolved')).toEqual([supervisor]);
  expect(able({ ...state, judged: [] }, 'close-unresolved').map(({ role }) => role)).toEqual(['manager']);
});
