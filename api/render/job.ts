import type { LimitList, ReplanResult, WhatIfCounts, WhatIfLimit, WhatIfResult } from '../../contracts/jobs.ts';
import { WHAT_IF_CHANGES } from '../../contracts/jobs.ts';
import { compareText } from '../../contracts/order.ts';
import type { JobAnswer, JobHeadAnswer, JobLimitPageAnswer } from '../../contracts/schemas/job.ts';
import type { JobLimitRow } from '../../db/repositories/timetables/jobLimits.ts';
import type { JobRow } from '../../db/repositories/timetables/jobs.ts';
import { HOLDER_NAMES } from '../../domain/catalog/departments.ts';
import { CLOCK_RULES } from '../../domain/clocks/rules.ts';
import { hasMore } from '../../domain/clocks/replanning/whatIfTally.ts';
import { renderActor } from './event.ts';
import { shown, shownOrNull } from './instant.ts';
import { renderKept } from './replan.ts';

const KIND_NAMES: Readonly<Record<JobRow['kind'], JobHeadAnswer['label']>> = {
  'what-if': { zh: '假设推演', en: 'What-if' },
  replan: { zh: '重新计算时限', en: 'Re-plan' },
};

const LIST_NAMES: Readonly<Record<LimitList, JobHeadAnswer['label']>> = {
  'would-breach': { zh: '将会超时', en: 'Would be late' },
  saved: { zh: '不再超时', en: 'Would be saved' },
  earlier: { zh: '到期提前', en: 'Due earlier' },
  later: { zh: '到期推后', en: 'Due later' },
  target: { zh: '仅目标时间变动', en: 'Only the target moves' },
  begins: { zh: '开始计时', en: 'Begins' },
  ends: { zh: '不再计时', en: 'Ends' },
  'day-off': { zh: '约定日期为休息日', en: 'The agreed date is a day off' },
  kept: { zh: '保持不变', en: 'Stays as it was' },
};

const NO_REVIEWS = { replanned: 0, unchanged: 0, skipped: 0 };

export function renderJobHead(job: JobRow, nowMs: number): JobHeadAnswer {
  const { id, kind, status, calendar, policy, selection, total, done, failed, failure } = job;
  return {
    id,
    kind,
    status,
    label: KIND_NAMES[kind],
    calendar,
    policy,
    selection: Object.keys(selection).length === 0 ? null : renderSelection(selection),
    by: renderActor(job.actor),
    reason: job.reason,
    total,
    done,
    failed,
    ratio: ratioOf(job),
    cancelling: status === 'running' && job.cancelled_by !== null,
    createdAt: shown(job.created_at),
    startedAt: shownOrNull(job.started_at),
    endedAt: shownOrNull(job.ended_at),
    etaSeconds: etaSeconds(job, nowMs),
    failure,
  };
}

export function renderJob(job: JobRow, nowMs: number): JobAnswer {
  return { ...renderJobHead(job, nowMs), result: renderResult(job.result), failures: job.failures };
}

function renderSelection(selection: JobRow['selection']): NonNullable<JobHeadAnswer['selection']> {
  const { departments, categories, slaClasses, ticketNos, provisional, finalIn, from, to } = selection;
  return {
    ...(departments === undefined ? {} : { departments: [...departments] }),
    ...(categories === undefined ? {} : { categories: [...categories] }),
    ...(slaClasses === undefined ? {} : { slaClasses: [...slaClasses] }),
    ...(ticketNos === undefined ? {} : { ticketNos: [...ticketNos] }),
    ...(provisional === undefined ? {} : { provisional }),
    ...(finalIn === undefined ? {} : { finalIn: { ...finalIn, years: [...finalIn.years] } }),
    ...(from === undefined ? {} : { from: shown(from) }),
    ...(to === undefined ? {} : { to: shown(to) }),
  };
}

function ratioOf({ status, total, done }: JobRow): number {
  if (status === 'done') return 1;
  return total === 0 ? 0 : Math.round((1000 * done) / total) / 1000;
}

function etaSeconds({ status, total, done, started_at }: JobRow, nowMs: number): number | null {
  if (status !== 'running' || started_at === null || done === 0) return null;
  return Math.ceil((((nowMs - started_at.getTime()) / done) * (total - done)) / 1000);
}

function renderResult(result: WhatIfResult | ReplanResult | null): JobAnswer['result'] {
  if (result === null) return null;
  switch (result.kind) {
    case 'replan':
      return {
        kind: result.kind,
        tickets: result.tickets,
        reviews: result.reviews ?? NO_REVIEWS,
        limits: result.limits,
      };
    case 'what-if':
      return {
        kind: result.kind,
        totals: renderCounts(result.totals),
        groups: Object.entries(result.groups)
          .toSorted(([a], [b]) => compareText(a, b))
          .map(([, { department, clock, ...counts }]) => ({
            department,
            departmentLabel: labelOf(HOLDER_NAMES[department]),
            clock,
            clockLabel: labelOf(CLOCK_RULES[clock]),
            ...renderCounts(counts),
          })),
        named: WHAT_IF_CHANGES.map((change) => ({
          change,
          label: LIST_NAMES[change],
          limits: (result.named[change] ?? []).map(renderLimit),
        })),
        onDayOff: (result.onDayOff ?? []).map(renderLimit),
        more: hasMore(result),
      };
  }
}

export function renderJobLimit(row: JobLimitRow): JobLimitPageAnswer['items'][number] {
  const { change, kept, ticketNo, reviewId, department, clock, key, from_at, to_at } = row;
  return {
    change,
    changeLabel: LIST_NAMES[change],
    kept: renderKept(kept),
    ticketNo,
    ...(reviewId === null ? {} : { reviewId }),
    department,
    departmentLabel: labelOf(HOLDER_NAMES[department]),
    clock,
    clockLabel: labelOf(CLOCK_RULES[clock]),
    key,
    from: shownOrNull(from_at),
    to: shownOrNull(to_at),
  };
}

function renderLimit(limit: WhatIfLimit) {
  return { ...limit, from: shownOrNull(limit.from), to: shownOrNull(limit.to) };
}

const NOT_COUNTED_ONCE = { target: 0, begins: 0, ends: 0, kept: 0, dayOff: 0 };

function renderCounts({ 'would-breach': wouldBreach, ...counts }: WhatIfCounts) {
  return { ...NOT_COUNTED_ONCE, ...counts, wouldBreach };
}

function labelOf({ zh, en }: JobHeadAnswer['label']): JobHeadAnswer['label'] {
  return { zh, en };
}
