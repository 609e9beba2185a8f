import { findCategory } from '../catalog/categories.ts';

/** Whether a new ticket of this category goes straight to an agent: simple ones of the front desk. */
export function isAssignedAtOpening(category: string | null): boolean {
  const found = category === null ? null : findCategory(category);
  return found?.slaClass === 'simple' && found.routing === 'direct' && found.department === 'FRONT';
}
