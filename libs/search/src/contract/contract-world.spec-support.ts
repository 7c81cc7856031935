import { StepFailure, type FailureDetail } from '#domain';
import type { IndexRecovery, RestoreStore } from '../ports/restore-store.port.ts';
import type { SnapshotObservation, SnapshotStore } from '../ports/snapshot-store.port.ts';
import type { StoreFixture } from './store-fixture.contract.ts';

/** The detail of the StepFailure that a promise is rejected with. */
export async function failureOf(promise: Promise<unknown>): Promise<FailureDetail> {
  const error: unknown = await promise.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (error instanceof StepFailure) return error.detail;
  throw new Error(`A StepFailure was expected, not ${String(error)}`);
}

const pause = () => new Promise((resolve) => setTimeout(resolve, 50));

/** Asks until the answer is the one that is waited for; jest's timeout ends it. */
export async function eventually<T>(ask: () => Promise<T>, isIt: (answer: T) => boolean): Promise<T> {
  for (;;) {
    const answer = await ask();
    if (isIt(answer)) return answer;
    await pause();
  }
}

/** A restore is not over at once when its index is deleted, and keeps its snapshot busy until then. */
async function untilFree(work: () => Promise<void>): Promise<void> {
  await eventually(
    () =>
      work().then(
        () => true,
        (error: unknown) => {
          if (error instanceof StepFailure && error.detail.code === 'busy') return false;
          throw error;
        },
      ),
    (done) => done,
  );
}

/** What all suites of one engine share: its stores, and names of their own for all they make. */
export class ContractWorld {
  /** What every name starts with, so that parallel runs do not meet. */
  readonly run = `contract-${Date.now().toString(36)}`;
  private count = 0;
  private given: StoreFixture | null = null;

  set fixture(fixture: StoreFixture) {
    this.given = fixture;
  }

  get fixture(): StoreFixture {
    if (this.given === null) throw new Error('The fixture is made before the first test, not before that.');
    return this.given;
  }

  get store(): SnapshotStore {
    return this.fixture.store;
  }

  get restores(): RestoreStore {
    return this.fixture.restores;
  }

  get repository(): string {
    return this.fixture.repository;
  }

  /** A name that nothing has yet. */
  name(what: string): string {
    return `${this.run}-${what}-${(this.count += 1)}`;
  }

  /** Creates an index with documents, and gives its name. */
  async index(what: string, options: { hidden?: boolean; shards?: number; alias?: string } = {}) {
    const name = this.name(what);
    await this.fixture.createIndex(name, options);
    return name;
  }

  /** Creates an index whose shards are on no node, and gives its name. */
  async unassigned(what: string): Promise<string> {
    const name = this.name(what);
    await this.fixture.createUnassigned(name);
    return name;
  }

  /** Starts a snapshot, and gives its name. */
  async create(indices: string[], metadata: Record<string, unknown> = {}): Promise<string> {
    const snapshot = this.name('snapshot');
    await this.store.create({ repository: this.repository, snapshot, indices, metadata });
    return snapshot;
  }

  async finished(snapshot: string): Promise<SnapshotObservation> {
    return eventually(
      () => this.store.look(this.repository, snapshot),
      (seen) => seen.state !== 'running',
    );
  }

  /** A completed snapshot. */
  async taken(indices: string[], metadata: Record<string, unknown> = {}): Promise<string> {
    const snapshot = await this.create(indices, metadata);
    await this.finished(snapshot);
    return snapshot;
  }

  /** The state of these indices, once none is being restored. */
  async recovered(indices: string[]): Promise<IndexRecovery[]> {
    return eventually(
      () => this.restores.recovery(indices),
      (found) => found.length > 0 && found.every(({ done, stuck }) => done || stuck !== null),
    );
  }

  /** Takes away all that carries the name of this run. */
  async clear(): Promise<void> {
    for (const { snapshot, state } of await this.store.names(this.repository)) {
      if (!snapshot.startsWith(this.run)) continue;
      await untilFree(() => this.store.delete(this.repository, snapshot));
      if (state === 'IN_PROGRESS') await this.finished(snapshot);
    }
    const indices = await this.restores.indices([`${this.run}*`]);
    await this.restores.deleteIndices(indices.map(({ name }) => name));
  }
}
