import { Inject, Injectable } from '@nestjs/common';
import type { ClusterConfig, HoldfastConfig } from '#config';
import { SetNotes, RunStore } from '#redis';
import {
  installationOfMarker,
  procedureFor,
  StepFailure,
  stoppedAlone,
  stopsCamunda,
  templatePrefixes,
  type CheckResult,
  type Component,
  type Procedure,
  type RunningVersion,
  type RunRecord,
} from '#domain';
import type { CamundaControl } from '#camunda-processes';
import type { CallOptions } from '#http';
import type { SnapshotCheck } from '#search';
import { ClusterClients, CONFIG } from '#engine';
import { CatalogueService } from '../catalogue/catalogue.service.ts';
import type { KnownSet } from '../catalogue/known-set.ts';
import { ProblemError } from '../http/problem.error.ts';
import { DatabaseCommands } from '../databases/database-commands.ts';
import { ClusterControls } from './cluster-controls.ts';
import { plannedRange } from './database-facts.ts';
import { inProcessFacts, type InProcessFacts } from './in-process.facts.ts';
import type { EngineFacts, RestoreFacts } from './restore-facts.ts';

const CALLER = 'holdfast (restore plan)';
/** A component that runs answers within this (ms); one that is stopped must not hold the plan up. */
const ALIVE_MS = 3_000;
const SNAPSHOT_MS = 60_000;

/** Reads everything that a plan of a restore is made from. Changes nothing. */
@Injectable()
export class RestoreFactsReader {
  // eslint-disable-next-line max-params -- one per collaborator, as Nest injects them
  constructor(
    @Inject(CONFIG) private readonly config: HoldfastConfig,
    private readonly store: RunStore,
    private readonly clients: ClusterClients,
    private readonly controls: ClusterControls,
    private readonly catalogue: CatalogueService,
    private readonly notes: SetNotes,
    private readonly databases: DatabaseCommands,
  ) {}

  /** @throws ProblemError unknown-backup | store-unavailable */
  async of(
    cluster: ClusterConfig,
    backupId: number,
    { integrity }: { integrity: boolean },
  ): Promise<RestoreFacts> {
    const known = await this.catalogue.examine(cluster.name, backupId);
    try {
      return await this.gather(cluster, known, integrity);
    } catch (error) {
      if (error instanceof StepFailure) throw new ProblemError('store-unavailable', error.message);
      throw error;
    }
  }

  private async gather(cluster: ClusterConfig, known: KnownSet, deep: boolean): Promise<RestoreFacts> {
    const { records, restores } = this.clients.of(cluster.name);
    const names = (known.set?.parts ?? []).flatMap((part) => part.snapshots);
    const snapshots =
      names.length === 0 ? [] : await records.describe(cluster.records.repository, names, this.call());
    const allowed = cluster.restore?.indices ?? null;
    const patterns = [...new Set([...(allowed ?? []), ...snapshots.flatMap((each) => each.indexNames)])];
    const setIndices = new Set(snapshots.flatMap((each) => each.indexNames));
    const read = await together({
      integrity: this.integrity(cluster, deep ? names : []),
      repository: this.repository(cluster),
      running: this.running(cluster),
      indices: patterns.length === 0 ? [] : restores.indices(patterns, this.call()),
      templates: restores.templates(
        templatePrefixes(cluster.indexSpace.prefixes, cluster.records.required),
        this.call(),
      ),
      engine: this.engine(cluster, setIndices),
      versions: this.versions(cluster),
      zeebe: this.zeebe(cluster),
      newer: this.newer(cluster, known),
      inProcess: this.inProcess(cluster, known.backupId),
      database: this.database(cluster, known),
      deletion: this.deletion(cluster, known.backupId),
    });
    const control = await this.control(cluster);
    const documents = known.run?.measured?.documents ?? null;
    return { cluster, allowed, known, snapshots, ...read, documents, control, now: new Date() };
  }

  /** One after the other: each reads as many files as the snapshot has shards. */
  private async integrity(
    cluster: ClusterConfig,
    names: readonly string[],
  ): Promise<ReadonlyMap<string, SnapshotCheck>> {
    const { records } = this.clients.of(cluster.name);
    const found = new Map<string, SnapshotCheck>();
    const call = { timeoutMs: SNAPSHOT_MS, caller: CALLER };
    for (const name of names)
      found.set(name, await records.verifySnapshot(cluster.records.repository, name, call));
    return found;
  }

  private async engine({ name }: ClusterConfig, names: ReadonlySet<string>): Promise<EngineFacts> {
    const { restores } = this.clients.of(name);
    const [limits, settings, holders] = await Promise.all([
      restores.limits(this.call()),
      restores.settings(this.call()),
      restores.holders([...names], this.call()),
    ]);
    const policies = settings.filter(({ index }) => names.has(index)).map(({ lifecycle }) => lifecycle);
    const known = policies.filter((policy) => policy !== null);
    const lifecycles = await restores.lifecycles([...new Set(known)], this.call());
    return { limits, settings, holders, lifecycles };
  }

  /** To restore, it is enough that it can be read: one that is registered read-only will do. */
  private async repository(cluster: ClusterConfig): Promise<RestoreFacts['repository']> {
    const { repository } = cluster.records;
    try {
      const { nodes } = await this.clients.of(cluster.name).records.verifyRepository(repository, this.call());
      return {
        ok: true,
        readOnly: false,
        message: `"${repository}" is registered and verified on ${nodes} nodes`,
      };
    } catch (error) {
      if (!(error instanceof StepFailure)) throw error;
      if (error.detail.code === 'repository-read-only')
        return { ok: true, readOnly: true, message: `"${repository}" is registered, and can only be read` };
      if (error.detail.code !== 'refused') throw error;
      // To verify takes a right of its own, which no restore needs; the snapshots in it were read.
      if (error.detail.status === 403)
        return {
          ok: true,
          readOnly: false,
          message: `"${repository}" was not verified: ${error.message}`,
        };
      return { ok: false, readOnly: false, message: error.message };
    }
  }

  /** An owner marker holds no index, and blocks nothing. */
  private async running({ name }: ClusterConfig): Promise<string[]> {
    const running = await this.clients.of(name).records.runningSnapshots(undefined, this.call());
    return running.filter((each) => installationOfMarker(each) === null);
  }

  /** Of what runs now. */
  private async versions(cluster: ClusterConfig): Promise<RunningVersion[]> {
    const { info } = this.clients.of(cluster.name);
    const found = await Promise.all(
      Object.values(info).map(async (api) => {
        const answer = await api.read({ timeoutMs: ALIVE_MS, caller: CALLER }).catch(() => null);
        return answer === null ? [] : [{ component: api.component, version: answer.version }];
      }),
    );
    return found.flat();
  }

  /** Null while Zeebe does not answer. */
  private async zeebe(cluster: ClusterConfig): Promise<RestoreFacts['zeebe']> {
    const clients = this.clients.of(cluster.name);
    const call = { timeoutMs: ALIVE_MS, caller: CALLER };
    const topology = await clients.topology.topology(call).catch(() => null);
    if (topology === null) return null;
    const { partitionCount: partitions, tenants } = topology;
    return { partitions, ...(tenants && { tenants }) };
  }

  private async database(
    { name, database }: ClusterConfig,
    known: KnownSet,
  ): Promise<RestoreFacts['database']> {
    const clients = this.clients.of(name);
    if (database === undefined || clients.generated === null) return null;
    const call = { timeoutMs: ALIVE_MS, caller: CALLER };
    const [commands, range] = await Promise.all([
      this.databases.check(database),
      plannedRange({ ...clients, generated: clients.generated }, known.run, call),
    ]);
    return { commands, range };
  }

  private async inProcess(cluster: ClusterConfig, backupId: number): Promise<InProcessFacts | null> {
    const { restore } = this.clients.of(cluster.name);
    const procedure = restoreOf(cluster);
    if (restore === null || procedure === null || stopsCamunda(procedure)) return null;
    return inProcessFacts(restore, backupId, { timeoutMs: ALIVE_MS, caller: CALLER });
  }

  /** The last one that was started. */
  private async deletion(cluster: ClusterConfig, backupId: number): Promise<RunRecord | null> {
    const [note] = await this.notes.of(cluster.name, [backupId]);
    return note?.deletionId ? this.store.find(cluster.name, note.deletionId) : null;
  }

  private async newer(cluster: ClusterConfig, { backupId }: KnownSet): Promise<number[]> {
    const all = await this.catalogue.all(cluster.name);
    return all
      .filter((each) => each.backupId > backupId && each.set?.state === 'complete')
      .map((each) => each.backupId);
  }

  private async control(cluster: ClusterConfig): Promise<RestoreFacts['control']> {
    const control = this.controls.of(cluster);
    if (control === null) return null;
    const procedure = restoreOf(cluster);
    const checks =
      procedure === null || stopsCamunda(procedure)
        ? await control.check(cluster.zeebe.brokerCount)
        : await checksOf(control, stoppedAlone(procedure));
    return { adapter: control.adapter, checks, describe: (action) => control.describe(action) };
  }

  private call(): CallOptions {
    return { timeoutMs: this.config.steps.callTimeout, caller: CALLER };
  }
}

function restoreOf({ generation, components }: ClusterConfig): Procedure | null {
  return procedureFor(generation, new Set(components), 'restore');
}

/** Where nothing is stopped, nothing has to be able to. */
async function checksOf(control: CamundaControl, alone: readonly Component[]): Promise<CheckResult[]> {
  return alone.length === 0 ? [] : control.checkComponents(alone);
}

/** Waits for all of them, and keeps their names. @throws what the first one to fail throws */
async function together<T extends object>(asked: T): Promise<{ [Name in keyof T]: Awaited<T[Name]> }> {
  const named = Object.entries(asked).map(async ([name, value]) => [name, await value] as const);
  return Object.fromEntries(await Promise.all(named)) as { [Name in keyof T]: Awaited<T[Name]> };
}
