import { log } from '@temporalio/workflow';

/** Work of activities beside the decisions: a workflow does not end before it is done, nor because it has failed. */
export class Errands {
  #underWay = 0;

  get underWay(): boolean {
    return this.#underWay > 0;
  }

  /** What fails for good is on record where people see it. */
  run(kind: string, work: () => Promise<void>): void {
    void this.#run(kind, work);
  }

  async #run(kind: string, work: () => Promise<void>): Promise<void> {
    this.#underWay += 1;
    try {
      await work();
    } catch (error) {
      log.error('errand failed', { kind, error: String(error) });
    } finally {
      this.#underWay -= 1;
    }
  }
}
