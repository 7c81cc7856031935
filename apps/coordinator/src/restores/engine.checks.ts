import { chooseRehearsal, inGibibytes, isDeletable, resultsOf, someOf, type PreflightCheck } from '#domain';
import type { IndexEntry, IndexSettings } from '#search';
import { samplesOf } from './plan-samples.ts';
import type { RestoreFacts } from './restore-facts.ts';

const about = (name: string) => resultsOf({ name, component: 'records' as const });

/** Whether the engine would take the restore as it is now: what it refuses later costs the indices that were deleted. */
export function engineChecks(facts: RestoreFacts): PreflightCheck[] {
  return [namesCheck(facts), blocksCheck(facts), versionCheck(facts), shardsCheck(facts), diskCheck(facts)];
}

/** The indices that the restore will delete. */
export function doomedIndices(facts: RestoreFacts): IndexEntry[] {
  const owned = { allowed: facts.allowed ?? [], space: facts.cluster.indexSpace, samples: samplesOf(facts) };
  return facts.indices.filter(({ name }) => isDeletable(name, owned));
}

/** An alias goes with its indices; one that also stands for another index stays, and so does a data stream. */
function namesCheck(facts: RestoreFacts): PreflightCheck {
  const { passed, failed } = about('names-free');
  const doomed = new Set(doomedIndices(facts).map((each) => each.name));
  const held = facts.engine.holders.filter(
    ({ kind, indices }) => kind === 'data-stream' || indices.some((index) => !doomed.has(index)),
  );
  const [first] = held;
  if (first === undefined) return passed('no alias and no data stream has the name of an index of the set');
  const words = held.map(({ name: taken, kind, indices }) =>
    kind === 'alias' ? `the alias "${taken}" of ${someOf(indices)}` : `the data stream "${taken}"`,
  );
  const remedy =
    first.kind === 'alias'
      ? `Remove the alias: POST /_aliases {"actions":[{"remove":{"index":"${first.indices[0] ?? '*'}","alias":"${first.name}"}}]}.`
      : `Delete the data stream if nothing uses it: DELETE /_data_stream/${first.name}.`;
  return failed(
    `${someOf(words)} has the name of an index that would be restored`,
    `${remedy} Find out first what made it. Then plan again.`,
  );
}

/** These keep an index from being deleted; with the others it can be. */
const KEEPS = ['read_only', 'metadata'];

function blocksCheck(facts: RestoreFacts): PreflightCheck {
  const { passed, failed } = about('blocks');
  const { limits, settings } = facts.engine;
  const [clusterBlock] = limits.blocks;
  if (clusterBlock !== undefined)
    return failed(
      `cluster.blocks.${clusterBlock} is on: the engine would refuse to ${clusterBlock === 'read_only' ? 'delete and to restore' : 'restore'}`,
      `Find out who set it, then PUT /_cluster/settings {"persistent":{"cluster.blocks.${clusterBlock}":null},"transient":{"cluster.blocks.${clusterBlock}":null}}.`,
    );
  const doomed = new Set(doomedIndices(facts).map((each) => each.name));
  const kept = settings.filter(
    ({ index, blocks }) => doomed.has(index) && blocks.some((block) => KEEPS.includes(block)),
  );
  const [first] = kept;
  if (first === undefined) return passed('no block keeps the engine from deleting and restoring');
  const words = kept.map(
    ({ index, blocks }) => `${index} (${blocks.filter((block) => KEEPS.includes(block)).join(', ')})`,
  );
  const off = first.blocks.map((block) => `"index.blocks.${block}":null`).join(',');
  return failed(
    `a block keeps the engine from deleting ${someOf(words)}`,
    `PUT /${first.index}/_settings {${off}}, and so for each of them; then plan again.`,
  );
}

/** An engine reads no snapshot of a later one. */
function versionCheck({ snapshots, engine: { limits } }: RestoreFacts): PreflightCheck {
  const { passed, failed } = about('snapshot-version');
  const later = snapshots.filter(({ indexVersion }) => (indexVersion ?? 0) > limits.indexVersion);
  const [first] = later;
  if (first === undefined || limits.indexVersion === 0)
    return passed(`the search engine (${limits.version}) can read snapshots of this version`);
  return failed(
    `${someOf(later.map(({ snapshot }) => snapshot))} was taken by version ${first.engineVersion ?? `(index version ${first.indexVersion ?? ''})`}, which is later than the ${limits.version} of this engine: it cannot be read`,
    `Update every node of the search engine to the version that took the set, or choose an older set.`,
  );
}

const openShards = ({ open, shards, replicas }: IndexSettings): number =>
  open ? shards * (1 + replicas) : 0;
const sum = <T>(items: readonly T[], of: (item: T) => number): number =>
  items.reduce((total, item) => total + of(item), 0);

/** No API tells how many replicas an index in a snapshot has: they count where an index of that name is there now. */
function shardsCheck(facts: RestoreFacts): PreflightCheck {
  const { passed, failed } = about('shard-limit');
  const { snapshots, engine } = facts;
  const { maxShards } = engine.limits;
  const doomed = new Set(doomedIndices(facts).map((each) => each.name));
  const wanted = new Set(snapshots.flatMap(({ indexNames }) => indexNames));
  const now = sum(engine.settings, openShards);
  const gone = sum(
    engine.settings.filter(({ index }) => doomed.has(index)),
    openShards,
  );
  const replicas = sum(
    engine.settings.filter(({ index }) => wanted.has(index)),
    ({ shards, replicas: copies }) => shards * copies,
  );
  const after = now - gone + sum(snapshots, ({ shards }) => shards.total) + replicas;
  const rehearsed = chooseRehearsal(snapshots)?.index;
  const beside = engine.settings.find(({ index }) => index === rehearsed)?.shards ?? 1;
  const most = Math.max(after, rehearsed === undefined ? 0 : now + beside);
  if (!(maxShards > 0)) return passed('the engine does not tell how many shards it may hold');
  if (most <= maxShards)
    return passed(`${after} shards after the restore, of ${maxShards} that the data nodes may hold`);
  return failed(
    `${most} shards would be open, and the data nodes may hold ${maxShards}: the engine would refuse to restore`,
    'Raise cluster.max_shards_per_node, add a data node, or delete indices that nothing needs; then plan again.',
  );
}

/** A lower bound: replicas are not counted, and that a shard must fit on one node is not either. */
function diskCheck(facts: RestoreFacts): PreflightCheck {
  const { passed, failed } = about('disk-room');
  const { snapshots, engine } = facts;
  const { roomBytes } = engine.limits;
  if (roomBytes === null) return passed('no data node tells how much room it has');
  const copies = new Map(engine.settings.map(({ index, replicas }) => [index, 1 + replicas]));
  const freed = sum(doomedIndices(facts), (each) => (each.sizeBytes ?? 0) * (copies.get(each.name) ?? 1));
  const needed = sum(snapshots, ({ sizeBytes }) => sizeBytes ?? 0);
  const figures = `${inGibibytes(needed)} without replicas; ${inGibibytes(roomBytes)} are free below the high watermark, and the deletion frees ${inGibibytes(freed)}`;
  if (needed <= roomBytes + freed) return passed(`the set needs ${figures}`);
  return failed(
    `the set does not fit on the disks of the data nodes: it needs ${figures}`,
    'Add disks or a data node, or delete what nothing needs; then plan again.',
  );
}
