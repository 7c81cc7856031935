import { setTimeout as sleep } from 'node:timers/promises';
import { PATIENCE_SECONDS } from './patience.ts';

const RUNTIME = '/actuator/backupRuntime';

/** The backups of a simulated Zeebe that chooses their ids, as the cluster itself takes and lists them. */
export class OwnBackups {
  /** @param zeebe its management address */
  constructor(private readonly zeebe: string) {}

  /** Takes one, as the schedule of the cluster would. @returns its id, once it is complete */
  async take(): Promise<number> {
    const answer = await fetch(`${this.zeebe}${RUNTIME}`, { method: 'POST' });
    const { backupId } = (await answer.json()) as { backupId: number };
    for (let tries = 0; tries < PATIENCE_SECONDS * 20; tries += 1) {
      const seen = (await (await fetch(`${this.zeebe}${RUNTIME}/${backupId}`)).json()) as { state: string };
      if (seen.state === 'COMPLETED') return backupId;
      await sleep(50);
    }
    throw new Error(`backup ${backupId} did not complete`);
  }

  async ids(): Promise<number[]> {
    const answer = await fetch(`${this.zeebe}${RUNTIME}`);
    return ((await answer.json()) as { backupId: number }[]).map(({ backupId }) => backupId);
  }
}
