import { monthSchema } from './text.ts';
import { z } from './zod.ts';

const n = z.int().min(0);
const figures = {
  ratings: n.openapi({ description: 'Reviews of dissatisfied ratings opened in the month' }),
  complaints: n.openapi({ description: 'Reviews of complaints opened in the month' }),
  samples: n.openapi({ description: 'Sampled tickets opened for review in the month' }),
  upheld: n,
  partly: n,
  notUpheld: n,
  upheldComplaints: n.openapi({
    description: 'Complaints upheld in the month: 2 are told to supervisors, 3 to managers',
  }),
  breached: n.openapi({ description: 'Reviews of the month that missed a limit' }),
  coaching: n,
  scored: n,
  averageScore: z.number().min(0).max(100).nullable(),
};

export const qualityQuerySchema = z.strictObject({
  month: monthSchema.optional().openapi({ description: 'In the service centre’s zone; by default the present one' }),
});

export const qualityReportSchema = z
  .strictObject({
    month: monthSchema,
    totals: z.strictObject(figures),
    staff: z.array(
      z.strictObject({
        staffNo: z.string().nullable(),
        ...figures,
        told: z.enum(['supervisor', 'manager']).nullable(),
      }),
    ),
  })
  .openapi('QualityReport');
export type QualityReportAnswer = z.infer<typeof qualityReportSchema>;
