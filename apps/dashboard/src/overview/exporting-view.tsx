import type { ClusterOverview } from '#contracts';
import { FEW, roughly } from '#domain';
import { lookOfPhase, EXPORTING_LOOKS, type Look } from '../ui/state.ts';
import { Icon } from '../ui/icon.tsx';
import { Mark } from '../ui/mark.tsx';
import { plural } from '../time/format.ts';
import { Ago } from '../time/time.tsx';
import { behindOf, partitionsOf, type Partition } from './partitions.ts';
import { sentAt } from './overview-parts.ts';
import { freshnessOf } from './reading-freshness.ts';

/** Whether exporting runs, of the cluster and of each partition. */
export function ExportingView({ cluster }: { cluster: ClusterOverview }) {
  const { exporting } = cluster;
  if (exporting === null) return <span class="quiet">not read yet</span>;
  const partitions = partitionsOf(exporting);
  const behind = behindOf(partitions);
  return (
    <>
      <ExportingMark cluster={cluster} />
      {exporting.problem !== null && <p class="small">{exporting.problem}</p>}
      <Partitions partitions={partitions} />
      {behind !== null && <p class="small">{behindText(behind)}</p>}
    </>
  );
}

/** The state in a word, and of when it is where that matters. */
export function ExportingMark({ cluster }: { cluster: ClusterOverview }) {
  const { exporting } = cluster;
  if (exporting === null) return <span class="quiet">not read yet</span>;
  const freshness = freshnessOf(cluster, sentAt(cluster));
  const { tone, icon, word } = EXPORTING_LOOKS[exporting.exporting];
  if (freshness === 'before-end')
    return (
      <>
        <Mark look={{ tone: 'quiet', icon: 'clock', word: 'is read again' }} />
        <p class="small">{word} before the run ended</p>
      </>
    );
  return (
    <>
      <Mark look={{ tone, icon, word }} />
      {freshness === 'old' && (
        <p class="small">
          read <Ago at={exporting.readAt} />
        </p>
      )}
    </>
  );
}

/** As exact as it is sent: it changes all the time. */
function behindText(behind: number): string {
  const rough = roughly(behind);
  return `${rough === 0 ? `fewer than ${FEW}` : `over ${rough.toLocaleString('en')}`} records to export`;
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
  const lag = behind === null ? '' : `, ${behindText(behind)}`;
  return `Partition ${id}: ${word}, ${where} of ${plural(replicas.length, 'replica')}${lag}`;
}
