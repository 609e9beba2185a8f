/** Suggestions are taken up like any simple question, and reviewed once a month (docs/norms.md, categories). */
export function isSuggestion(category: string | null): boolean {
  return category?.startsWith('OTH.SUGGEST.') === true;
}
