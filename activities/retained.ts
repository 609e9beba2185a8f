import type { TimetableSource } from '../domain/clocks/timetable.ts';
import { retentionOf } from '../domain/clocks/planning/retention.ts';
import type { DecisionRecord } from '../domain/ticket/record.ts';

/** The decision as it is written: where it archives the ticket, its line says how long the record is kept, which a workflow cannot reckon. */
export async function retained(decision: DecisionRecord, timetables: TimetableSource): Promise<DecisionRecord> {
  const archived = decision.events.find(({ type }) => type === 'archived');
  if (archived === undefined) return decision;
  const { timetable, dispute } = decision.state;
  const kept = retentionOf({ archivedAt: archived.at, disputed: dispute !== null }, await timetables.of(timetable));
  const line = { ...archived, data: { ...archived.data, ...kept } };
  return { ...decision, events: decision.events.map((event) => (event === archived ? line : event)) };
}
