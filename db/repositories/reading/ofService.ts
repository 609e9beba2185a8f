import { type RawBuilder, sql } from 'kysely';
import { QUALITY_MATTERS } from '../../../domain/catalog/qualityMatters.ts';

/** `isQualityMatter` of domain/catalog/qualityMatters.ts, for rows of `tickets` under this name. */
export function isOfService(tickets: string): RawBuilder<boolean> {
  const codes = sql.join(QUALITY_MATTERS.map((code) => sql.lit(code)));
  return sql<boolean>`(coalesce(${sql.ref(`${tickets}.category`)}, '') in (${codes}))`;
}
