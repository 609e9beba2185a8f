/** A stretch of time in ms since 1970, half-open. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** The parts of the spans that lie inside another one, in order of time and without overlaps. */
export function within(spans: readonly Span[], outer: Span): Span[] {
  const parts: Span[] = [];
  const inside = spans
    .map(({ from, to }) => ({ from: Math.max(from, outer.from), to: Math.min(to, outer.to) }))
    .filter(({ from, to }) => from < to)
    .toSorted((a, b) => a.from - b.from);
  for (const span of inside) {
    const last = parts.at(-1);
    if (last === undefined || span.from > last.to) parts.push(span);
    else parts[parts.length - 1] = { from: last.from, to: Math.max(last.to, span.to) };
  }
  return parts;
}

export function holds(spans: readonly Span[], at: number): boolean {
  return spans.some(({ from, to }) => from <= at && at < to);
}
