import { setTimeout as sleep } from 'node:timers/promises';
import type { CamundaClients } from '#camunda';
import type { CallOptions } from '#http';
import type { Made } from './made-backups.ts';

export interface CleanUp {
  call: CallOptions;
  /** Between two looks at the same backup (ms). */
  betweenMs: number;
  /** How long a backup that was asked for, and is not there, may still appear (ms). */
  appearMs: number;
  /** For all of them together; the call in progress then is still waited for (ms). */
  longestMs: number;
  /** An operator does not want to wait. */
  isStopped(): boolean;
}

export type Left = Made & { problem: string };

/** The id 0 is below what others have: unless it was accepted here, it is shown, and never deleted. */
const isOurs = ({ id, accepted, shared }: Made): boolean => !shared && (id > 0 || accepted);

const NOT_OURS = 'another tool may have made it, so it was not deleted';
const MAY_APPEAR = 'it was asked for, and is not there now, but may still appear';
const STILL_THERE = 'it was still there at the last look';

/**
 * Deletes backups once they have ended, and looks until they are gone. Idempotent, and never throws.
 * @returns those that are not known to be gone, each with the reason
 */
export async function deleteLeftovers(
  clients: Pick<CamundaClients, 'backups'>,
  made: readonly Made[],
  clean: CleanUp,
): Promise<Left[]> {
  const began = performance.now();
  const passed = (): number => performance.now() - began;
  const isOver = (): boolean => clean.isStopped() || passed() >= clean.longestMs;
  let open = made.map((each) => new Leftover(each));
  while (open.some(({ isSettled }) => !isSettled)) {
    for (const each of open) if (!isOver()) await each.step(clients, clean, passed());
    open = open.filter(({ isGone }) => !isGone);
    if (isOver()) break;
    if (open.some(({ isSettled }) => !isSettled)) await sleep(clean.betweenMs);
  }
  return open.map(({ left }) => left);
}

class Leftover {
  isGone = false;
  /** Further looks would not change what is known. */
  isSettled = false;
  private deleted: boolean;
  private wasSeen = false;
  private problem = 'it was not looked at again';

  constructor(private readonly made: Made) {
    this.deleted = made.deleted;
  }

  get left(): Left {
    return { ...this.made, problem: this.problem };
  }

  /** One look, and the deletion where it is time for it. */
  async step(
    { backups }: Pick<CamundaClients, 'backups'>,
    { call, appearMs }: CleanUp,
    passedMs: number,
  ): Promise<void> {
    const { component, id } = this.made;
    const api = backups[component];
    if (this.isSettled) return;
    if (api === undefined) {
      this.isSettled = true;
      return;
    }
    try {
      const { state } = await api.look(id, call);
      if (state === 'absent') {
        this.isGone = this.deleted || this.wasSeen;
        this.isSettled = this.isGone || passedMs >= appearMs;
        this.problem = MAY_APPEAR;
        return;
      }
      this.wasSeen = true;
      this.isSettled = !isOurs(this.made);
      this.problem = this.isSettled ? NOT_OURS : STILL_THERE;
      if (this.isSettled || this.deleted || (state !== 'completed' && state !== 'failed')) return;
      await api.delete(id, call);
      this.deleted = true;
    } catch (error) {
      this.problem = (error as Error).message;
    }
  }
}
