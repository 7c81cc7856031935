import { Injectable } from '@nestjs/common';
import type { Restore } from '#contracts';
import { ConfirmationStore } from '#redis';
import type { RunRecord } from '#domain';
import { isActionOf } from './action-key.ts';

/** What runs wait for people to do. */
@Injectable()
export class RequestedActions {
  constructor(private readonly confirmations: ConfirmationStore) {}

  /** @returns null where the run waits for no person. @throws ioredis' error while Redis is down */
  async of(run: RunRecord): Promise<Restore['waitingFor']> {
    if (run.kind !== 'restore' || run.phase === 'done') return null;
    const [asked] = await this.confirmations.waiting(run.cluster, (key) => isActionOf(run, key));
    if (!asked) return null;
    const { key, instruction, requestedAt } = asked;
    return { action: key, instruction, requestedAt: new Date(requestedAt).toISOString() };
  }
}
