/** What became of promises. */
export interface PromiseFigures {
  readonly made: number;
  readonly kept: number;
  readonly broken: number;
  readonly open: number;
  readonly cancelled: number;
}

export const NO_PROMISES: PromiseFigures = { made: 0, kept: 0, broken: 0, open: 0, cancelled: 0 };

export function addPromises(a: PromiseFigures, b: PromiseFigures): PromiseFigures {
  return {
    made: a.made + b.made,
    kept: a.kept + b.kept,
    broken: a.broken + b.broken,
    open: a.open + b.open,
    cancelled: a.cancelled + b.cancelled,
  };
}

/** Kept of those that are decided, 0 to 1 in four digits; null while none is. */
export function promiseRate({ kept, broken }: PromiseFigures): number | null {
  const decided = kept + broken;
  return decided === 0 ? null : Math.round((kept / decided) * 10_000) / 10_000;
}
