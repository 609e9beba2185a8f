import { createNotify, type NotifyDeps } from './notify.ts';
import { createRecord, type RecordDeps } from './record.ts';
import { createRoute } from './route.ts';

export type ActivityDeps = RecordDeps & NotifyDeps;

/** Everything a ticket's workflow may ask of the world. */
export function createActivities(deps: ActivityDeps) {
  return { record: createRecord(deps), notify: createNotify(deps), route: createRoute(deps) };
}

export type Activities = ReturnType<typeof createActivities>;
