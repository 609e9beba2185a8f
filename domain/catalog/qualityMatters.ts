import type { ReviewOrigin } from '../../contracts/reviews.ts';
import type { SlaClass } from '../../contracts/ticket.ts';
import type { Category } from './categories.ts';

const ORIGINS: Readonly<Record<string, Exclude<ReviewOrigin, 'sample'>>> = {
  'SVC.RATING': 'rating',
  'SVC.COMPLAINT': 'complaint',
};

/** The categories whose matter is the desk's own service: a quality review answers them, and no front desk has a part in it. */
export const QUALITY_MATTERS: readonly string[] = Object.keys(ORIGINS);

/** The limit within which each is answered, the ticket's and its review's. */
export const QUALITY_CLOCK_OF = { rating: 'QUALITY_RATING', complaint: 'QUALITY_COMPLAINT' } as const;

/** What its review begins with; null where the category is no quality matter. */
export function qualityOrigin(category: string | null): Exclude<ReviewOrigin, 'sample'> | null {
  return category === null ? null : (ORIGINS[category] ?? null);
}

/** Norm: docs/norms.md, quality reviews. */
export function isQualityMatter(category: string | null): boolean {
  return qualityOrigin(category) !== null;
}

/** The class by which a ticket of this category goes: what is about the service has its review's limit, whatever is asked for. */
export function slaClassFor({ code, slaClass }: Category, asked: SlaClass | undefined): SlaClass {
  return isQualityMatter(code) ? slaClass : (asked ?? slaClass);
}
