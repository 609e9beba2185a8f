import type { BreachAnswer, BreachTotalAnswer, PromiseReportAnswer } from '../../contracts/schemas/reports.ts';
import type { Holder } from '../../contracts/people.ts';
import type { BreachRow, BreachTotal } from '../../db/repositories/outages/breaches.ts';
import type { PromiseCount } from '../../db/repositories/promises.ts';
import { HOLDER_NAMES } from '../../domain/catalog/departments.ts';
import { type ClockRuleId, CLOCK_RULES } from '../../domain/clocks/rules.ts';
import { addPromises, NO_PROMISES, type PromiseFigures, promiseRate } from '../../domain/reports/promiseRate.ts';
import { breachSentence } from '../../domain/reports/sentence.ts';
import type { Split } from '../../domain/reports/split.ts';
import type { Period } from '../http/period.ts';
import { shown, shownOrNull } from './instant.ts';

function clockLabel(id: ClockRuleId): BreachAnswer['label'] {
  const { zh, en } = CLOCK_RULES[id];
  return { zh, en };
}

function holderLabel(holder: Holder): BreachAnswer['label'] {
  const { zh, en } = HOLDER_NAMES[holder];
  return { zh, en };
}

export function renderBreach(row: BreachRow, split: Split, nowMs: number): BreachAnswer {
  const endMs = row.stoppedAt?.getTime() ?? nowMs;
  const overrunMs = Math.max(0, endMs - row.dueAt.getTime());
  return {
    ticketNo: row.ticketNo,
    reviewId: row.reviewId,
    handoverId: row.handoverId,
    clock: row.clock,
    key: row.key,
    label: clockLabel(row.clock),
    department: row.department,
    startedAt: shown(row.startedAt),
    dueAt: shown(row.dueAt),
    stoppedAt: shownOrNull(row.stoppedAt),
    elapsedMs: endMs - row.startedAt.getTime(),
    overrunMs,
    explained: row.explained,
    split: {
      customerMs: split.customer.ms,
      customerWorkingMs: split.customer.workingMs,
      outageMs: split.outage.ms,
      outageWorkingMs: split.outage.workingMs,
      departments: split.departments.map(({ department, ms, workingMs }) => ({ department, ms, workingMs })),
    },
    sentence: breachSentence(overrunMs, split),
  };
}

export function renderBreachTotal({ department, clock, breaches, overrunMs }: BreachTotal): BreachTotalAnswer {
  return {
    department,
    departmentLabel: holderLabel(department),
    clock,
    label: clockLabel(clock),
    breaches,
    overrunMs,
  };
}

function withRate({ made, kept, broken, open, cancelled }: PromiseFigures): PromiseReportAnswer['totals'] {
  return { made, kept, broken, open, cancelled, rate: promiseRate({ made, kept, broken, open, cancelled }) };
}

function summed<Key>(counts: readonly PromiseCount[], keyOf: (count: PromiseCount) => Key): Map<Key, PromiseFigures> {
  const sums = new Map<Key, PromiseFigures>();
  for (const count of counts) sums.set(keyOf(count), addPromises(sums.get(keyOf(count)) ?? NO_PROMISES, count));
  return sums;
}

export function renderPromises(counts: readonly PromiseCount[], { from, to }: Period): PromiseReportAnswer {
  const byDepartment = summed(counts, ({ department }) => department);
  const byStaff = summed(counts, ({ staffNo }) => staffNo);
  return {
    from: shown(from),
    to: shown(to),
    totals: withRate(counts.reduce<PromiseFigures>(addPromises, NO_PROMISES)),
    departments: [...byDepartment].map(([department, figures]) => ({
      department,
      label: holderLabel(department),
      ...withRate(figures),
    })),
    staff: [...byStaff].map(([staffNo, figures]) => ({ staffNo, ...withRate(figures) })),
  };
}
