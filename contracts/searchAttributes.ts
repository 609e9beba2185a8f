/** By what operations staff find tickets in the Temporal UI: codes, never names of people. Kinds as Temporal's tools name them. */
export const SEARCH_ATTRIBUTES = {
  KefuCompany: 'Keyword',
  KefuCategory: 'Keyword',
  KefuChannel: 'Keyword',
  KefuStatus: 'Keyword',
  KefuDepartment: 'Keyword',
  KefuAssignee: 'Keyword',
  KefuWaitingOn: 'Keyword',
  KefuUrgent: 'Bool',
  KefuBreached: 'Bool',
} as const;
export type SearchAttribute = keyof typeof SEARCH_ATTRIBUTES;

/** Numbers of `temporal.api.enums.v1.IndexedValueType`. */
const INDEXED_VALUE_TYPES = { Keyword: 2, Bool: 5 } as const;

/** Each attribute with the number of its kind, as Temporal's operator service registers them. */
export function indexedValueTypes(): Readonly<Record<string, 2 | 5>> {
  return Object.fromEntries(Object.entries(SEARCH_ATTRIBUTES).map(([name, kind]) => [name, INDEXED_VALUE_TYPES[kind]]));
}
