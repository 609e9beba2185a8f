import { log } from '@temporalio/workflow';

/** Work of activities beside the decisions: a workflow does not end before it is done, nor because it has failed. */
export class Errands<Errand extends { readonly kind: string }> {
  readonly #underWay = new Set<Errand>();

  get underWay(): readonly Errand[] {
    return [...this.#underWay];
  }

  /** What fails for good is on record where people see it. */
  run(errand: Errand, work: () => Promise<void>): void {
    void this.#run(errand, work);
  }

  async #run(errand: Errand, work: () => Promise<void>): Promise<void> {
    this.#underWay.add(errand);
    try {
      await work();
    } catch (error) {
      log.error('errand failed', { kind: errand.kind, error: String(error) });
    } finally {
      this.#underWay.delete(errand);
    }
  }
}
