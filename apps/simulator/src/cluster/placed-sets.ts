import { generationIn } from '../profiles/generation.ts';
import { randomBytes } from 'node:crypto';
import type { IndexSpec } from '../config/default-indices.ts';
import type { Snapshot } from '../elasticsearch/elasticsearch.state.ts';
import { earlyLayout } from '../profiles/8.1/part-layout.ts';
import { historyLayout } from '../profiles/8.8/history-layout.ts';
import { separateLayout } from '../web-apps/part-layout.ts';
import type { PartLayout } from '../web-apps/part-layout.ts';
import { webAppNames } from '../web-apps/web-app.state.ts';
import type { ZeebeBackup } from '../zeebe/zeebe.state.ts';
import type { SimulatedCluster } from './simulated-cluster.ts';

export interface SetsPlan {
  readonly count: number;
  readonly firstId: number;
  readonly step: number;
  readonly version?: string | undefined;
}

/** One backup of the past. `share` is how far the logs had come by then, from 0 to 1. */
interface PlacedSet {
  readonly backupId: number;
  readonly takenAt: number;
  readonly share: number;
}

/** A snapshot that every set has. The sets share the list of indices: there may be many thousand of them. */
interface Template {
  readonly indices: readonly IndexSpec[];
  name(backupId: number): string;
  metadata(backupId: number): object;
}

const minute = 60_000;
const partMs = 1_000;

const numbers = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1);

function partTemplates({ config, state, context }: SimulatedCluster, version: string): Template[] {
  const layouts: PartLayout[] = webAppNames
    .filter((app) => config.components.includes(app))
    .map(generationIn(config) === '8.1' ? earlyLayout : separateLayout);
  if (config.components.includes('webapps')) layouts.push(historyLayout(context));
  const known = state.elasticsearch.indices.map(({ name, shards, docs, bytes }) => ({
    name,
    shards,
    docs,
    bytes,
  }));
  return layouts.flatMap((layout) => {
    const count = layout.count();
    return numbers(count).map((part) => {
      const names = layout.indices(part, count);
      return {
        indices: known.filter(({ name }) => names.includes(name)),
        name: (backupId: number) => layout.name({ backupId, version }, part, count),
        metadata: (backupId: number) => layout.metadata({ backupId, version }, part, count),
      };
    });
  });
}

function recordsTemplate({ state }: SimulatedCluster): Template {
  const known = state.elasticsearch.indices.filter(({ name }) => name.startsWith('zeebe-record'));
  return {
    indices: known.map(({ name, shards, docs, bytes }) => ({ name, shards, docs, bytes })),
    name: (backupId) => `camunda_zeebe_records_backup_${backupId}`,
    metadata: (backupId) => ({ backupId }),
  };
}

function snapshotOf(template: Template, { backupId, takenAt }: PlacedSet, order: number): Snapshot {
  const startedAt = takenAt + order * partMs;
  return {
    name: template.name(backupId),
    uuid: randomBytes(16).toString('base64url'),
    indices: template.indices,
    includeGlobalState: true,
    metadata: template.metadata(backupId),
    startedAt,
    expectedEnd: startedAt + partMs,
    state: 'SUCCESS',
    endedAt: startedAt + partMs,
    failures: [],
  };
}

function zeebeBackupOf({ state }: SimulatedCluster, set: PlacedSet): ZeebeBackup {
  const createdAt = new Date(set.takenAt).toISOString();
  const partitions = state.zeebe.partitions.map(({ partitionId, processedPosition }) => ({
    partitionId,
    state: 'COMPLETED' as const,
    createdAt,
    lastUpdatedAt: createdAt,
    snapshotId: null,
    checkpointPosition: Math.max(1, Math.floor(processedPosition * set.share)),
  }));
  return { backupId: set.backupId, failing: {}, partitions };
}

/** One set a minute, the last one a minute ago. */
function setsOf({ count, firstId, step }: SetsPlan, now: number): PlacedSet[] {
  return Array.from({ length: count }, (_, index) => ({
    backupId: firstId + index * step,
    takenAt: now - (count - index) * minute,
    share: (index + 1) / (count + 1),
  }));
}

/** Fills the cluster with complete backups, as if it had taken them; or says which of them it has already. */
export function placeSets(cluster: SimulatedCluster, plan: SetsPlan): string | undefined {
  const { config, context, state, snapshots } = cluster;
  if (config.tenants.length > 1) return 'Sets can be placed in a cluster with one physical tenant only.';
  const repository = snapshots.repository(config.repository);
  if (repository === undefined) return `There is no repository ${config.repository}.`;
  cluster.zeebe.partitions.settle();
  const sets = setsOf(plan, context.now());
  const records = recordsTemplate(cluster);
  // A cluster without record indices has no snapshot of them either.
  const hasRecords = generationIn(config) === '8.4' || records.indices.length > 0;
  const templates = [
    ...partTemplates(cluster, plan.version ?? config.version),
    ...(hasRecords ? [records] : []),
  ];
  const placed = sets.flatMap((set) => templates.map((template, order) => snapshotOf(template, set, order)));
  const location = repository.settings.location ?? repository.name;
  const existing = state.elasticsearch.snapshots[location] ?? [];
  const names = new Set(existing.map(({ name }) => name));
  const twice = placed.find(({ name }) => names.has(name))?.name;
  if (twice !== undefined) return `The repository has ${twice} already.`;
  // Oldest first: sorting what is sorted costs next to nothing, and the lists are sorted at every request.
  state.elasticsearch.snapshots[location] = [...placed, ...existing];
  if (config.components.includes('zeebe')) placeZeebeBackups(cluster, sets);
  const lastId = sets.at(-1)?.backupId ?? plan.firstId;
  context.record('control', 'sets-placed', {
    count: plan.count,
    firstId: plan.firstId,
    lastId,
    step: plan.step,
  });
  return undefined;
}

function placeZeebeBackups(cluster: SimulatedCluster, sets: readonly PlacedSet[]): void {
  const { zeebe } = cluster.state;
  const ids = new Set(sets.map(({ backupId }) => backupId));
  const others = zeebe.backups.filter(({ backupId }) => !ids.has(backupId));
  zeebe.backups = [...others, ...sets.map((set) => zeebeBackupOf(cluster, set))];
  const last = sets.at(-1)?.backupId ?? 0;
  for (const partition of zeebe.partitions) partition.checkpointId = Math.max(partition.checkpointId, last);
}
