import { createNotify, type NotifyDeps } from './notify.ts';
import { createRecord, type RecordDeps } from './record.ts';
import { createOpenReview } from './openReview.ts';
import { createRecordedSince } from './recordedSince.ts';
import { createCountUpheld, createRecordReview } from './recordReview.ts';
import { createRoute } from './route.ts';

export type ActivityDeps = RecordDeps & NotifyDeps;

/** Everything a ticket's workflow may ask of the world. */
export function createActivities(deps: ActivityDeps) {
  return {
    record: createRecord(deps),
    recordedSince: createRecordedSince(deps),
    notify: createNotify(deps),
    route: createRoute(deps),
    openReview: createOpenReview(deps),
    recordReview: createRecordReview(deps),
    countUpheld: createCountUpheld(deps),
  };
}

export type Activities = ReturnType<typeof createActivities>;
