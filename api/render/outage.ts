import type { OutageComponent, OutageFacts } from '../../contracts/outages.ts';
import type { OutageAnswer, OutageFactsAnswer } from '../../contracts/schemas/outage.ts';
import type { OutageAuditRow } from '../../db/repositories/outages/declaredOutages.ts';
import type { OutageRow } from '../../db/repositories/outages/outages.ts';
import { renderActor } from './event.ts';
import { shown, shownOrNull } from './instant.ts';

export const COMPONENT_NAMES: Readonly<Record<OutageComponent, OutageAnswer['label']>> = {
  limits: { zh: '时限处理', en: 'Limits' },
  api: { zh: '接口服务', en: 'API' },
  database: { zh: '数据库', en: 'Database' },
  temporal: { zh: 'Temporal 服务', en: 'Temporal service' },
  worker: { zh: '工作进程', en: 'Worker' },
  mail: { zh: '邮件', en: 'E-mail' },
  phone: { zh: '电话', en: 'Phone' },
  network: { zh: '网络', en: 'Network' },
};

export function renderOutage(row: OutageRow): OutageAnswer {
  return {
    id: row.id,
    cause: row.cause,
    component: row.component,
    label: COMPONENT_NAMES[row.component],
    from: shown(row.from_at),
    to: shownOrNull(row.to_at),
    note: row.note,
    declaredBy: row.declared_by === null ? null : renderActor(row.declared_by),
    endedBy: row.ended_by === null ? null : renderActor(row.ended_by),
    withdrawnAt: shownOrNull(row.withdrawn_at),
  };
}

export function renderOutageDeed({ action, actor, at, reason, before, after }: OutageAuditRow) {
  return {
    action,
    actor: renderActor(actor),
    at: shown(at),
    reason,
    before: before === null ? null : renderFacts(before),
    after: renderFacts(after),
  };
}

function renderFacts({ from, to, ...rest }: OutageFacts): OutageFactsAnswer {
  return { ...rest, from: shown(from), to: shownOrNull(to) };
}
