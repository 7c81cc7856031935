import { Injectable } from '@nestjs/common';
import type { ClusterConfig } from '#config';
import type { PreflightCheck, RunKind, RunRecord } from '#domain';
import { RestorePreflight } from '../restores/restore-preflight.ts';
import { DeletionPreflight } from '../sets/deletion-preflight.ts';
import { Preflight } from './preflight.ts';

interface Examiner {
  examine(run: RunRecord, cluster: ClusterConfig): Promise<PreflightCheck[]>;
}

/** What must be true before a run of each kind touches anything. */
@Injectable()
export class PreflightByKind {
  private readonly byKind: Record<RunKind, Examiner>;

  constructor(backup: Preflight, restore: RestorePreflight, deletion: DeletionPreflight) {
    this.byKind = { backup, restore, deletion };
  }

  /** Only looks; may be repeated. @returns one line per check, whether it passed or not */
  examine(run: RunRecord, cluster: ClusterConfig): Promise<PreflightCheck[]> {
    return this.byKind[run.kind].examine(run, cluster);
  }
}
