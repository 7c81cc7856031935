import type { ClusterOverview } from '#contracts';
import { lookOfPhase, EXPORTING_LOOKS, type Look } from '../ui/state.ts';
import { Icon } from '../ui/icon.tsx';
import { Mark } from '../ui/mark.tsx';
import { now } from '../time/clock.ts';
import { plural, rough } from '../time/format.ts';
import { behindOf, partitionsOf, type Partition } from './partitions.ts';

/** A reading that is older than this is marked as such (ms): they come every two seconds. */
const OLD_MS = 15_000;

/** Whether exporting runs, of the cluster and of each partition. */
export function ExportingView({ exporting }: { exporting: ClusterOverview['exporting'] }) {
  if (exporting === null) return <span class="quiet">not read yet</span>;
  const partitions = partitionsOf(exporting);
  const behind = behindOf(partitions);
  const age = now.value - Date.parse(exporting.readAt);
  return (
    <>
      <Mark look={EXPORTING_LOOKS[exporting.exporting]} />
      {exporting.problem !== null && <p class="small">{exporting.problem}</p>}
      <Partitions partitions={partitions} />
      {behind !== null && <p class="small">{plural(behind, 'record')} to export</p>}
      {age > OLD_MS && <p class="small">read {rough(age)} ago</p>}
    </>
  );
}

function Partitions({ partitions }: { partitions: Partition[] }) {
  if (partitions.length === 0) return null;
  return (
    <ul class="partitions" aria-label="Partitions">
      {partitions.map((partition) => {
        const look = lookOf(partition);
        return (
          <li key={partition.id} class={`partition tone-${look.tone}`} title={details(partition, look)}>
            <Icon name={look.icon} />
            <span aria-hidden="true">{partition.id}</span>
            <span class="unseen">{details(partition, look)}</span>
          </li>
        );
      })}
    </ul>
  );
}

function lookOf({ phase }: Partition): Look {
  return phase === 'mixed' ? EXPORTING_LOOKS.mixed : lookOfPhase(phase);
}

function details({ id, leader, behind, replicas }: Partition, { word }: Look): string {
  const where = leader === null ? 'no leader was read' : `leader ${leader}`;
  const lag = behind === null ? '' : `, ${plural(behind, 'record')} to export`;
  return `Partition ${id}: ${word}, ${where} of ${plural(replicas.length, 'replica')}${lag}`;
}
