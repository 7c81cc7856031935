import type { RunWorld } from '../run-world.spec-support.ts';
import { ExportingReconciler } from './exporting-reconciler.ts';

/** A reconciler that looks when its spec says so. */
export class Reconciler extends ExportingReconciler {
  lookAt(world: RunWorld): Promise<void> {
    return this.look(world.cluster);
  }

  /** The file no longer has the cluster. */
  leave(name: string): void {
    this.left(name);
  }
}
