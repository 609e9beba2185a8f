import type { OutageComponent } from '../../contracts/outages.ts';
import type { OutageAnswer } from '../../contracts/schemas/outage.ts';
import type { OutageRow } from '../../db/repositories/outages.ts';
import { renderActor } from './event.ts';
import { shown, shownOrNull } from './instant.ts';

const COMPONENT_NAMES: Readonly<Record<OutageComponent, OutageAnswer['label']>> = {
  limits: { zh: '时限处理', en: 'Limits' },
  api: { zh: '接口服务', en: 'API' },
  database: { zh: '数据库', en: 'Database' },
  temporal: { zh: 'Temporal 服务', en: 'Temporal service' },
  worker: { zh: '工作进程', en: 'Worker' },
  mail: { zh: '邮件', en: 'Mail' },
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
  };
}
