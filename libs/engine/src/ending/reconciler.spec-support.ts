import { ObservedExporting } from '../pauses/observed-exporting.ts';
import { PauseOwners } from '../pauses/pause-owners.ts';
import type { FakeProcess, RunWorld } from '../run-world.spec-support.ts';
import { pass } from '../run-world.spec-support.ts';
import { ExportingReconciler } from './exporting-reconciler.ts';

/** A reconciler that looks when its spec says so. */
export class Reconciler extends ExportingReconciler {
  private constructor(
    private readonly world: RunWorld,
    { config, store, metrics, pauses }: FakeProcess,
    readonly observed: ObservedExporting,
  ) {
    const owners = new PauseOwners(store, pauses);
    super(config, store, metrics, world.zeebe.clients, pauses, owners, observed);
  }

  /** That of a process. */
  static of(world: RunWorld, process: FakeProcess): Reconciler {
    return new Reconciler(world, process, new ObservedExporting());
  }

  lookAt(world: RunWorld): Promise<void> {
    return this.look(world.cluster);
  }

  /** The file no longer has the cluster. */
  leave(name: string): void {
    this.left(name);
  }

  /** A look, some time (ms), another look. @returns how often exporting was asked to be resumed, before and after */
  async around(ms: number): Promise<number[]> {
    const { world } = this;
    await this.lookAt(world);
    pass(ms - 1);
    await this.lookAt(world);
    const before = world.zeebe.resumedBy.length;
    pass(1);
    await this.lookAt(world);
    return [before, world.zeebe.resumedBy.length];
  }
}
