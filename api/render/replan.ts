import { REPLAN_KEPT, type ReplanKept } from '../../contracts/jobs.ts';
import type { ClockDetailAnswer } from '../../contracts/schemas/clock.ts';
import type { KeptAnswer } from '../../contracts/schemas/limitMoves.ts';
import type { Words } from '../../contracts/words.ts';
import type { ReplanRow } from '../../db/repositories/reading/timeline.ts';
import type { Audience } from './audience.ts';
import { shown, shownOrNull } from './instant.ts';

const KEPT_WORDS: Readonly<Record<ReplanKept, Words>> = {
  breached: { zh: '已到期，不再重新计算', en: 'its limit has come: it is not judged again' },
  past: {
    zh: '按新版本将立即超时或错过目标，故沿用原时限',
    en: 'by the new version it would be late or past its target at once, so it keeps its limit',
  },
  told: {
    zh: '该期限已告知客户或当事人，不缩短',
    en: 'its end was told to the customer or the parties: it is not cut short',
  },
};

/** Why a re-plan left a limit as it was. */
export function renderKept(code: ReplanKept | null): KeptAnswer {
  return code === null ? null : { code, ...KEPT_WORDS[code] };
}

/** What re-plans did to one clock. Why somebody asked for them is the house's own matter. */
export function renderReplans(
  key: string,
  rows: readonly ReplanRow[],
  audience: Audience,
): ClockDetailAnswer['replans'] {
  return rows.flatMap(({ at, data, jobId, reason }) => {
    if (data[`${key}.from`] === undefined) return [];
    const code = REPLAN_KEPT.find((one) => one === data[`${key}.kept`]);
    return [
      {
        at: shown(at),
        calendar: numberOr(data['calendar']),
        policy: numberOr(data['policy']),
        ...moveOf(key, data),
        target: data[`${key}.target.from`] === undefined ? null : moveOf(`${key}.target`, data),
        kept: renderKept(code ?? null),
        dayOff: data[`${key}.dayOff`] === true,
        jobId: audience === 'staff' ? jobId : null,
        reason: audience === 'staff' ? reason : null,
      },
    ];
  });
}

type Value = ReplanRow['data'][string] | undefined;

function moveOf(what: string, data: ReplanRow['data']) {
  return { from: instantOr(data[`${what}.from`]), to: instantOr(data[`${what}.to`]) };
}

function numberOr(value: Value): number | null {
  return typeof value === 'number' ? value : null;
}

function instantOr(value: Value): string | null {
  return typeof value === 'string' ? shownOrNull(value) : null;
}
