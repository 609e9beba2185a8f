/** Tells what happens, one line a step, each with the seconds since the start. */
export class Progress {
  readonly #begin = performance.now();

  readonly say = (line: string): void => {
    const seconds = ((performance.now() - this.#begin) / 1000).toFixed(1);
    console.log(`${seconds.padStart(6)} s  ${line}`);
  };

  /** Runs one step and says when it was done. */
  async step<T>(done: string, work: () => Promise<T>): Promise<T> {
    const result = await work();
    this.say(done);
    return result;
  }
}
