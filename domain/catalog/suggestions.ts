/** Suggestions are taken up like any simple question, and reviewed once a month (domain.md §5, §10.8). */
export function isSuggestion(category: string | null): boolean {
  return category?.startsWith('OTH.SUGGEST.') === true;
}
