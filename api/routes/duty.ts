import type { Principal } from '../../contracts/people.ts';
import { type OnDutyAnswer, onDutySchema, dutyTimeQuerySchema } from '../../contracts/schemas/duty.ts';
import { namedStaff } from '../../db/repositories/people/people.ts';
import { noteFor } from '../../db/repositories/reading/handovers.ts';
import { readScopeOf } from '../../db/repositories/reading/scope.ts';
import { shiftStart } from '../../db/repositories/reading/shiftStart.ts';
import { dutiesAt, nextDuties, personOnDuty } from '../../db/repositories/shifts/rosterDuties.ts';
import { shiftAt, type Shift } from '../../domain/clocks/planning/shifts.ts';
import type { ApiDeps } from '../deps.ts';
import type { Routes } from '../http/routes.ts';
import { STAFF } from '../http/who.ts';
import { shown, shownDay } from '../render/instant.ts';
import { peopleOf, renderShift, renderStart } from '../render/roster.ts';

const DAY_MS = 24 * 3_600_000;
/** What a shift begins with is a list to work through, not the whole backlog. */
const MOST_TO_START_WITH = 100;

async function peopleOn(
  deps: ApiDeps,
  at: string,
): Promise<Pick<OnDutyAnswer, 'onDuty' | 'urgent' | 'next' | 'onCall' | 'rostered'>> {
  const [now, ahead, nights, named] = await Promise.all([
    dutiesAt(deps.db, at),
    nextDuties(deps.db, at),
    nextDuties(deps.db, at, 'ONCALL'),
    personOnDuty(deps.db, at),
  ]);
  const tonight = now.some(({ shift }) => shift === 'ONCALL') ? now.filter(({ shift }) => shift === 'ONCALL') : nights;
  const everybody = [...now, ...ahead, ...tonight, ...(named === null ? [] : [named])];
  const people = await namedStaff(deps.db, [...new Set(everybody.map(({ staffNo }) => staffNo))]);
  return {
    rostered: now.length > 0,
    onDuty: peopleOf(now, people),
    urgent: people.find(({ staffNo }) => staffNo === named?.staffNo) ?? null,
    next: renderShift(ahead, people),
    onCall: renderShift(tonight, people),
  };
}

async function noteOf(deps: ApiDeps, { businessDate: day, shift }: Shift): Promise<OnDutyAnswer['handover']> {
  const note = await noteFor(deps.db, { day, shift });
  if (note === null) return null;
  return { handoverId: note.handover_id, status: note.status, self: `/v1/handovers/${note.handover_id}` };
}

/** Yesterday begins at midnight of the service centre's day before. */
async function startOf(deps: ApiDeps, principal: Principal, at: string): Promise<OnDutyAnswer['startWith']> {
  const yesterday = shownDay(new Date(Date.parse(at) - DAY_MS));
  const since = new Date(`${yesterday}T00:00:00+08:00`).toISOString();
  const rows = await shiftStart(deps.db, { scope: readScopeOf(principal), since, limit: MOST_TO_START_WITH });
  return rows.map(renderStart);
}

export function dutyRoutes(routes: Routes, deps: ApiDeps): void {
  routes.get({
    path: '/v1/duty',
    tag: 'rosters',
    summary: 'Who is on duty, who comes next, who is on call, and what the shift begins with',
    who: STAFF,
    query: dutyTimeQuerySchema,
    answers: { 200: { description: 'The duty list', schema: onDutySchema } },
    handler: async ({ principal, query }) => {
      const at = new Date(query.at ?? Date.now()).toISOString();
      const { calendar } = await deps.timetables.current();
      const shift = shiftAt(at, calendar);
      const [people, handover, startWith] = await Promise.all([
        peopleOn(deps, at),
        noteOf(deps, shift),
        startOf(deps, principal, at),
      ]);
      const { businessDate: day, shift: name, start, handoverBy } = shift;
      const hours = { day, shift: name, startsAt: shown(start), endsAt: shown(handoverBy) };
      return { status: 200, body: { at: shown(at), shift: hours, ...people, handover, startWith } };
    },
  });
}
