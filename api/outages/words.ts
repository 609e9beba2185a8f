import type { OutageFacts } from '../../contracts/outages.ts';
import { shownInstant } from '../../contracts/instants.ts';
import type { Words } from '../../contracts/words.ts';
import type { OutageOutcome } from '../../db/repositories/outages/declaredOutages.ts';
import type { OutageRow } from '../../db/repositories/outages/outages.ts';
import { DECLARED_BACK_MS } from '../../domain/reports/outageReach.ts';
import { notFound, Problem } from '../http/problem.ts';
import type { Who } from '../http/who.ts';
import { COMPONENT_NAMES } from '../render/outage.ts';

export const OUTAGE_DECLARERS: Who = { customers: false, staff: ['ops', 'admin'], integration: false };

/** As people say it. */
function said(at: string | Date): string {
  return shownInstant(new Date(at).toISOString());
}

/** In UTC. Throws `date-not-allowed` for the future, for what lies too far back, and for an end that is not after the start. */
export function soundTimes(
  { from, to, ...rest }: OutageFacts,
  { nowMs, declaredMs }: { readonly nowMs: number; readonly declaredMs: number },
): OutageFacts {
  const begins = pastInstant(from, '/from', nowMs);
  const earliest = declaredMs - DECLARED_BACK_MS;
  if (Date.parse(begins) < earliest)
    throw wrongInstant('/from', {
      zh: `不早于 ${said(new Date(earliest))}（申报前30天）的时刻`,
      en: `an instant not before ${said(new Date(earliest))}, 30 days before it was declared`,
    });
  const ends = to === null ? null : pastInstant(to, '/to', nowMs);
  if (ends !== null && ends <= begins) throw notAfter('/to', begins);
  return { ...rest, from: begins, to: ends };
}

/** In UTC. Throws `date-not-allowed` for the future. */
export function pastInstant(at: string, pointer: string, nowMs: number): string {
  if (Date.parse(at) <= nowMs) return new Date(at).toISOString();
  throw wrongInstant(pointer, { zh: '不在将来的时刻', en: 'an instant that is not in the future' });
}

function notAfter(pointer: string, from: string | Date): Problem {
  return wrongInstant(pointer, { zh: `晚于 ${said(from)} 的时刻`, en: `an instant after ${said(from)}` });
}

function wrongInstant(pointer: string, expected: Words): Problem {
  return new Problem(
    'date-not-allowed',
    {
      zh: `中断时间有误："${pointer}" 处要求“${expected.zh}”。`,
      en: `The outage cannot have this ${pointer.slice(1)}: expected ${expected.en}.`,
    },
    { errors: [{ pointer, expected }] },
  );
}

/** The outage after a change. Throws what stands against it. */
export function outageOf(outcome: OutageOutcome): OutageRow {
  switch (outcome.kind) {
    case 'done':
      return outcome.row;
    case 'unknown':
      throw notFound();
    case 'overlaps':
      throw overlapping(outcome.other);
    case 'conflict':
      throw settled(outcome.row);
  }
}

function overlapping({ id, component, from_at, to_at }: OutageRow): Problem {
  const { zh } = COMPONENT_NAMES[component];
  const until =
    to_at === null ? { zh: '（仍在持续）', en: 'on' } : { zh: ` 至 ${said(to_at)}`, en: `to ${said(to_at)}` };
  return new Problem(
    'state-conflict',
    {
      zh: `已申报过${zh}中断：${said(from_at)}${until.zh}。请先结束、更正或撤回该中断（${id}）。`,
      en: `An outage of ${component} was declared from ${said(from_at)} ${until.en} already: end, correct or withdraw that one (${id}).`,
    },
    { members: { outageId: id } },
  );
}

function settled({ cause, from_at, to_at, withdrawn_at }: OutageRow): Problem {
  if (cause === 'measured')
    return new Problem('state-conflict', {
      zh: '该中断由系统自动测得，不可更改。',
      en: 'This outage was measured by the desk itself and never changes.',
    });
  if (withdrawn_at !== null)
    return new Problem('state-conflict', {
      zh: `该中断已于 ${said(withdrawn_at)} 撤回。`,
      en: `The outage was withdrawn at ${said(withdrawn_at)}.`,
    });
  if (to_at === null) return notAfter('/at', from_at);
  return new Problem('state-conflict', {
    zh: `该中断已于 ${said(to_at)} 结束。`,
    en: `The outage ended at ${said(to_at)}.`,
  });
}
