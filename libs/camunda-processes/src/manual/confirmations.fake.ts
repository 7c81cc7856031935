import { Confirmations, type Confirmation, type ConfirmationRequest } from './confirmations.port.ts';

/** Keeps requests in memory. For tests: nothing of it survives the process. */
export class InMemoryConfirmations extends Confirmations {
  private readonly requests = new Map<string, ConfirmationRequest>();

  request(key: string, instruction: string): Promise<void> {
    if (!this.requests.has(key)) this.add(key, instruction, false);
    return Promise.resolve();
  }

  withdraw(key: string): Promise<void> {
    const asked = this.requests.get(key) ?? this.add(key, '', true);
    if (asked.answer === null) asked.withdrawn = true;
    return Promise.resolve();
  }

  find(key: string): Promise<ConfirmationRequest | null> {
    return Promise.resolve(structuredClone(this.requests.get(key) ?? null));
  }

  /**
   * What the person does.
   * @returns false when nothing is asked under this key, or it was answered or withdrawn
   */
  answer(key: string, answer: Partial<Confirmation> = {}): boolean {
    const asked = this.requests.get(key);
    if (!asked || asked.withdrawn || asked.answer !== null) return false;
    asked.answer = { confirmedAt: Date.now(), by: 'somebody', ok: true, note: null, ...answer };
    return true;
  }

  private add(key: string, instruction: string, withdrawn: boolean): ConfirmationRequest {
    const added = { requestedAt: Date.now(), instruction, withdrawn, answer: null };
    this.requests.set(key, added);
    return added;
  }
}
