import { Injectable } from '@nestjs/common';
import type { ClusterConfig } from '#config';
import { SetNotes } from '#redis';
import { ownershipOf, type OwnershipProof, type RunRecord, type SetOrigin } from '#domain';
import { Identities } from '../ownership/identities.ts';

/** What is known of a set, to say whose it is. */
export interface SetFound {
  backupId: number;
  run: RunRecord | null;
  origin: SetOrigin | null;
}

/** Says of sets whether they are those of a cluster, and what proves it. */
@Injectable()
export class SetOwners {
  constructor(
    private readonly identities: Identities,
    private readonly notes: SetNotes,
  ) {}

  /** In the order given; null for a foreign set. One round trip, and a call to the engine once a minute. */
  async of(cluster: ClusterConfig, sets: readonly SetFound[]): Promise<(OwnershipProof | null)[]> {
    const [own, notes] = await Promise.all([
      this.identities.of(cluster),
      this.notes.of(
        cluster.name,
        sets.map(({ backupId }) => backupId),
      ),
    ]);
    return sets.map(({ run, origin }, index) =>
      ownershipOf({ own, origin, run, adopted: notes[index]?.adopted != null }),
    );
  }
}
