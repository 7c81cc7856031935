import type { Slot } from '#contracts';
import { runHref } from '../routing/route.ts';
import { Time, Zone } from '../time/time.tsx';
import { timeWithZone } from '../time/zone.ts';
import { Icon } from '../ui/icon.tsx';
import { Mark } from '../ui/mark.tsx';
import { lookOfSlot } from '../ui/state.ts';
import { Table, type Column } from '../ui/table.tsx';
import { Words } from '../ui/words.tsx';

const columnsOf = (cluster: string): Column<Slot>[] => [
  {
    head: 'Planned',
    extra: <Zone />,
    cell: ({ plannedAt, manual }) => (
      <>
        <Time at={plannedAt} /> {manual && <span class="small">by hand</span>}
      </>
    ),
  },
  { head: 'What became of it', cell: (slot) => <Mark look={lookOfSlot(slot)} /> },
  {
    head: 'Backup',
    cell: ({ backupId }) =>
      backupId === null ? (
        '–'
      ) : (
        <a class="figure" href={runHref(cluster, 'backup', backupId)}>
          {backupId}
        </a>
      ),
  },
  { head: 'Why', class: 'answer', cell: ({ reason }) => (reason === null ? '–' : <Words text={reason} />) },
];

/** What became of the last times: a strip for the eye, oldest left, and a table for who wants to know. */
export function Slots({ slots, cluster, name }: { slots: readonly Slot[]; cluster: string; name: string }) {
  if (slots.length === 0) return <p class="quiet">Its time has not come yet.</p>;
  return (
    <>
      <p class="small" aria-hidden="true">
        Recent times, oldest first
      </p>
      <ul class="slots" aria-label={`Recent times of ${name}, oldest first`}>
        {[...slots].reverse().map((slot) => {
          const look = lookOfSlot(slot);
          const words = `${timeWithZone(slot.plannedAt)}: ${look.word}${slot.reason === null ? '' : `, ${slot.reason}`}`;
          return (
            <li key={`${slot.plannedAt} ${slot.decidedAt}`} class={`slot tone-${look.tone}`} title={words}>
              <Icon name={look.icon} />
              <span class="unseen">{words}</span>
            </li>
          );
        })}
      </ul>
      <details>
        <summary>Recent times as a table</summary>
        <Table
          caption={`Recent times of ${name}`}
          columns={columnsOf(cluster)}
          rows={slots}
          keyOf={({ plannedAt, decidedAt }) => `${plannedAt} ${decidedAt}`}
        />
      </details>
    </>
  );
}
