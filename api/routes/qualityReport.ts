import {
  qualityQuerySchema,
  type QualityReportAnswer,
  qualityReportSchema,
} from '../../contracts/schemas/qualityReport.ts';
import { type QualityFigures, qualityFigures } from '../../db/repositories/quality/qualityFigures.ts';
import { toldFrom } from '../../domain/quality/decide.ts';
import type { ApiDeps } from '../deps.ts';
import { monthOf } from '../http/month.ts';
import { staffNoOf } from '../http/principal.ts';
import type { Routes } from '../http/routes.ts';
import type { Who } from '../http/who.ts';

const READERS: Who = { customers: false, staff: ['supervisor', 'manager', 'inspector'], integration: false };

const NOTHING: QualityFigures = {
  ratings: 0,
  complaints: 0,
  samples: 0,
  upheld: 0,
  partly: 0,
  notUpheld: 0,
  upheldComplaints: 0,
  breached: 0,
  coaching: 0,
  scored: 0,
  averageScore: null,
};

export function qualityReportRoutes(routes: Routes, deps: ApiDeps): void {
  routes.get({
    path: '/v1/reports/quality',
    tag: 'reports',
    summary: 'Quality of service in a month, by person: reviews, verdicts, upheld complaints, scores',
    who: READERS,
    query: qualityQuerySchema,
    answers: { 200: { description: 'Figures of the month; zeros where there are none', schema: qualityReportSchema } },
    handler: async ({ principal, query }) => {
      const month = monthOf(query.month, Date.now());
      const rows = await qualityFigures(deps.db, { ...month, reader: staffNoOf(principal) });
      const total = rows.find(({ isTotal }) => isTotal);
      const { isTotal: _total, staffNo: _nobody, ...totals } = total ?? { ...NOTHING, isTotal: true, staffNo: null };
      const staff = rows
        .filter(({ isTotal }) => !isTotal)
        .map(({ isTotal: _isTotal, ...row }) => ({ ...row, told: toldFrom(row.upheldComplaints) }));
      const body: QualityReportAnswer = { month: month.month, totals, staff };
      return { status: 200, body };
    },
  });
}
