export interface Spread {
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
}

/** Median, 95th and 99th percentile; not a number where nothing was measured. */
export function spreadOf(values: readonly number[]): Spread {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (part: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? NaN;
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99) };
}
