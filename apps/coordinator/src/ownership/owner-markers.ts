import { Inject, Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ClusterConfig, HoldfastConfig } from '#config';
import { LeaseStore, IdentityStore } from '#redis';
import {
  installationOfMarker,
  isOwnMarker,
  NO_INDICES,
  ownerMarkerName,
  StepFailure,
  versioned,
  type OwnerMarker,
  type OwnIdentity,
  type RunRecord,
} from '#domain';
import { ClusterClients, permittedCall, CONFIG, type MutatingCall } from '#engine';
import type { CallOptions } from '#http';
import { Identities } from './identities.ts';
import { markerOf } from './origin-of.ts';

const CALLER = 'holdfast (owner marker)';
/** A snapshot of nothing is done at once; a busy master takes its time (ms). */
const DONE_WITHIN_MS = 5_000;
const POLL_MS = 50;

/**
 * The owner marker of a repository: an empty snapshot whose name holds the id of a cluster in an installation. It says
 * whose the repository is to every other installation, and to this one when Redis lost the id.
 */
@Injectable()
export class OwnerMarkers {
  // eslint-disable-next-line max-params -- one per collaborator, as Nest injects them
  constructor(
    @Inject(CONFIG) private readonly config: HoldfastConfig,
    private readonly leases: LeaseStore,
    private readonly identities: IdentityStore,
    private readonly clients: ClusterClients,
    private readonly own: Identities,
  ) {}

  /** Every marker in the repository of a cluster. One call, and one more where there is any. @throws StepFailure */
  async read({ name, records }: ClusterConfig, call: CallOptions): Promise<OwnerMarker[]> {
    const store = this.clients.of(name).records;
    const names = (await store.names(records.repository, call))
      .map(({ snapshot }) => snapshot)
      .filter((snapshot) => installationOfMarker(snapshot) !== null);
    if (names.length === 0) return [];
    const described = await store.describe(records.repository, names, call);
    return names.flatMap(
      (snapshot) =>
        markerOf(described.find((each) => each.snapshot === snapshot) ?? { snapshot, metadata: null }) ?? [],
    );
  }

  /**
   * Who the cluster is now. Where Redis does not know its id, that of a marker with the same cluster, engine and prefix is
   * taken up. Idempotent. @throws StepFailure when the engine or the repository does not answer
   */
  async recall(
    cluster: ClusterConfig,
    call: CallOptions,
  ): Promise<{ own: OwnIdentity; markers: OwnerMarker[] }> {
    const own = await this.own.now(cluster, call);
    const markers = await this.read(cluster, call);
    if (own.installation !== null) return { own, markers };
    const found = markers.find((marker) => isOwnMarker(marker, own));
    if (!found) return { own, markers };
    const installation = await this.identities.claim(cluster.name, found.installation);
    return { own: { ...own, installation }, markers };
  }

  /**
   * Gives the cluster its id and the repository its marker, where either is missing. A marker of this cluster that names
   * another engine or prefix is written again. Idempotent; only for a run that holds the lock.
   * @throws StepFailure when the marker cannot be written, FencedOut when the run no longer holds the lock
   */
  async ensure(run: RunRecord, cluster: ClusterConfig): Promise<OwnIdentity> {
    const look = { timeoutMs: this.config.steps.callTimeout, caller: CALLER };
    const { own, markers } = await this.recall(cluster, look);
    const installation = own.installation ?? (await this.identities.claim(cluster.name, randomUUID()));
    const identity = { ...own, installation };
    // Without a search engine there is no repository that could have a marker.
    if (cluster.records.engine === 'none') return identity;
    if (own.engine !== null) await this.identities.seen(cluster.name, own.engine);
    const marker = markers.find((each) => each.installation === installation);
    if (marker?.refusal)
      throw StepFailure.permanent('refused', marker.refusal.what, { remedy: marker.refusal.remedy });
    if (marker && says(marker, identity)) return identity;
    const store = this.clients.of(cluster.name).records;
    const { repository } = cluster.records;
    const snapshot = ownerMarkerName(installation);
    if (marker) await store.delete(repository, snapshot, await this.permitted(run));
    const { engine, prefix } = identity;
    const metadata = {
      holdfast: versioned('snapshot', { cluster: cluster.name, installation, engine, prefix }),
    };
    await store
      .create({ repository, snapshot, indices: [NO_INDICES], metadata }, await this.permitted(run))
      .catch((error: unknown) => {
        // An earlier try whose answer was lost.
        if (!(error instanceof StepFailure) || error.detail.code !== 'id-in-use') throw error;
      });
    await this.untilDone(cluster, snapshot);
    return identity;
  }

  private async permitted(run: RunRecord): Promise<MutatingCall> {
    const permission = await this.leases.renew(run);
    return permittedCall({
      caller: CALLER,
      timeoutMs: this.config.steps.callTimeout,
      remainingMs: () => permission.remainingMs(),
    });
  }

  /** Best that no other snapshot finds this one running. Elasticsearch takes several at once, so it is not waited for long. */
  private async untilDone({ name, records }: ClusterConfig, snapshot: string): Promise<void> {
    const store = this.clients.of(name).records;
    const until = performance.now() + DONE_WITHIN_MS;
    while (performance.now() < until) {
      const running = await store.runningSnapshots(records.repository, {
        timeoutMs: this.config.steps.callTimeout,
        caller: CALLER,
      });
      if (!running.includes(snapshot)) return;
      await sleep(POLL_MS);
    }
  }
}

function says(marker: OwnerMarker, own: OwnIdentity): boolean {
  return marker.cluster === own.cluster && marker.engine === own.engine && marker.prefix === own.prefix;
}
