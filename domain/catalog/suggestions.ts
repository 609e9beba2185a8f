/** Suggestions are reviewed once a month instead of being solved within days (domain.md §5, §10.8). */
export function isSuggestion(category: string | null): boolean {
  return category?.startsWith('OTH.SUGGEST.') === true;
}
