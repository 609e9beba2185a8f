import { setTimeout as pause } from 'node:timers/promises';
import { isTicketNo } from '../../contracts/ids.ts';
import type { JobKind, JobResult, JobSelection } from '../../contracts/jobs.ts';
import { DEPARTMENTS } from '../../contracts/people.ts';
import { SLA_CLASSES } from '../../contracts/ticket.ts';
import { findJob, type JobRow } from '../../db/repositories/timetables/jobs.ts';
import type { TimetableKind } from '../../db/repositories/timetables/timetables.ts';
import { orderJob } from '../../intake/timetables/orderJob.ts';
import { type Connected, type Deed, UsageFault } from '../common/commandLine.ts';
import { AT_THE_MACHINE, versionIn, type Wish } from './tool.ts';

const LOOK_EVERY_MS = 250;

export const JOB_USAGE = `  what-if VERSION [SELECTION] [--no-wait]
  apply VERSION [SELECTION] [--reason TEXT] [--no-wait]
  SELECTION: --ticket NO … --department CODE … --category CODE … --class simple|complex|special … --provisional`;

/** Writes a job down, which the running desk starts, and tells how it goes until it is over. */
export function jobCommands(kind: TimetableKind): Readonly<Record<string, (wish: Wish) => Deed>> {
  return {
    'what-if': (wish) => order(wish, kind, 'what-if'),
    apply: (wish) => order(wish, kind, 'replan'),
  };
}

function order(wish: Wish, of: TimetableKind, kind: JobKind): Deed {
  const version = versionIn(wish);
  const versions = { calendar: null, policy: null, [of]: version };
  const selection = selectionIn(wish);
  const { reason = null, 'no-wait': isLeft = false } = wish.options;
  return async ({ db, print }) => {
    const id = await orderJob(db, { kind, ...versions, selection, actor: AT_THE_MACHINE, reason });
    print(`job ${id}: ${kind} of ${of} ${version}`);
    if (isLeft) return;
    const ended = await over(db, id);
    for (const line of resultLines(ended)) print(line);
    if (ended.status !== 'done')
      throw new Error(`the job is ${ended.status}${ended.failure === null ? '' : `: ${ended.failure}`}`);
  };
}

async function over(db: Connected['db'], id: string): Promise<JobRow> {
  for (;;) {
    const job = await findJob(db, id);
    if (job === null) throw new Error(`job ${id} is gone`);
    if (job.status !== 'queued' && job.status !== 'running') return job;
    await pause(LOOK_EVERY_MS);
  }
}

function resultLines({ total, failed, failures, result }: JobRow): string[] {
  const named = failures.map(({ ticketNo, why }) => `  ${ticketNo}: ${why.en}`);
  return [`${total} tickets, ${failed} failed`, ...named, ...(result === null ? [] : countLines(result))];
}

function countLines(result: JobResult): string[] {
  switch (result.kind) {
    case 'replan':
      return [
        `  tickets: ${countsText(result.tickets)}`,
        ...(result.reviews === undefined ? [] : [`  reviews: ${countsText(result.reviews)}`]),
        `  limits: ${countsText(result.limits)}`,
      ];
    case 'what-if':
      return [
        `  all: ${countsText(result.totals)}`,
        ...Object.entries(result.groups)
          .toSorted(([a], [b]) => (a < b ? -1 : 1))
          .map(([, { department, clock, ...counts }]) => `  ${department} ${clock}: ${countsText(counts)}`),
      ];
  }
}

function countsText(counts: Readonly<Record<string, number>>): string {
  return Object.entries(counts)
    .map(([name, count]) => `${count} ${name}`)
    .join(', ');
}

/** Null: all tickets. */
function selectionIn({ options }: Wish): JobSelection | null {
  const { ticket, department, category, class: slaClass, provisional } = options;
  const selection: JobSelection = {
    ...(ticket === undefined ? {} : { ticketNos: each('ticket', ticket, isTicketNo) }),
    ...(department === undefined ? {} : { departments: each('department', department, oneOf(DEPARTMENTS)) }),
    ...(category === undefined ? {} : { categories: category }),
    ...(slaClass === undefined ? {} : { slaClasses: each('class', slaClass, oneOf(SLA_CLASSES)) }),
    ...(provisional === true ? { provisional } : {}),
  };
  return Object.keys(selection).length === 0 ? null : selection;
}

function each<T extends string>(name: string, texts: readonly string[], isOne: (text: string) => text is T): T[] {
  return texts.map((text) => {
    if (isOne(text)) return text;
    throw new UsageFault(`${text} is no ${name}.`);
  });
}

function oneOf<T extends string>(all: readonly T[]): (text: string) => text is T {
  return (text): text is T => all.some((one) => one === text);
}
