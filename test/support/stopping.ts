type Stop = () => Promise<unknown>;

/** One after the other, each also where one before it fails; the first failure is thrown at the end. */
export async function stopAll(stops: readonly Stop[]): Promise<void> {
  const failures: unknown[] = [];
  for (const stop of stops) await stop().catch((error: unknown) => failures.push(error));
  if (failures.length > 0) throw failures[0];
}

/** What stands on something that runs already: where it cannot be prepared, that is stopped. */
export async function orStopped<T>(stop: Stop, prepare: () => Promise<T>): Promise<T> {
  try {
    return await prepare();
  } catch (error) {
    await stop();
    throw error;
  }
}
