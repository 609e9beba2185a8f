/**
 * Removes batch after batch until one was not full, each a statement of its own, since what fell due while nobody swept would outlast the time
 * of one; answers how many in all.
 */
export async function inBatches(
  most: number,
  sweepSome: (most: number) => Promise<bigint | undefined>,
): Promise<number> {
  for (let swept = 0; ;) {
    const batch = Number((await sweepSome(most)) ?? 0n);
    swept += batch;
    if (batch < most) return swept;
  }
}
