import { Confirmations, type ConfirmationRequest } from '#camunda-processes';
import type { ConfirmationStore } from '#redis';

/** The requests of one cluster, in Redis, where every process of Holdfast sees them. */
export class RedisConfirmations extends Confirmations {
  constructor(
    private readonly store: ConfirmationStore,
    private readonly cluster: string,
  ) {
    super();
  }

  request(key: string, instruction: string): Promise<void> {
    return this.store.request(this.cluster, key, instruction);
  }

  withdraw(key: string): Promise<void> {
    return this.store.withdraw(this.cluster, key);
  }

  async find(key: string): Promise<ConfirmationRequest | null> {
    const found = await this.store.find(this.cluster, key);
    if (found === null) return null;
    const { requestedAt, instruction, withdrawn, answer } = found;
    return { requestedAt, instruction, withdrawn, answer };
  }
}
