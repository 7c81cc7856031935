import type { CallHook } from '../apps/simulator/src/index.ts';
import { isAtCall, type HttpSpot } from '../test/faults/points.ts';

/** A call that was performed, and whose caller does not know yet. */
export interface Held {
  /** User-Agent of the caller. */
  caller: string | null;
  /** Answers it, where the caller is still there. */
  letGo: () => void;
}

interface Wanted {
  cluster: string;
  spot: HttpSpot;
  take: (held: Held) => void;
}

/** Holds calls of Holdfast to simulated components, so that its processes can be killed in the middle of them. */
export class Holds {
  private wanted: Wanted[] = [];

  readonly onCall: CallHook = async (cluster, call, moment) => {
    const wanted = this.wanted.find(
      (each) => moment === 'after' && each.cluster === cluster && isAtCall(each.spot, call, null),
    );
    if (wanted === undefined) return undefined;
    this.wanted = this.wanted.filter((each) => each !== wanted);
    await new Promise<void>((letGo) => wanted.take({ caller: call.caller.userAgent, letGo }));
    return undefined;
  };

  /** The next such call of a cluster, and only that one. */
  next(cluster: string, spot: HttpSpot): Promise<Held> {
    return new Promise((take) => this.wanted.push({ cluster, spot, take }));
  }
}
