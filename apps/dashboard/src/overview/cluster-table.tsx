import type { ComponentChildren } from 'preact';
import type { ClusterOverview } from '#contracts';
import { announce } from '../ui/announce.tsx';
import { InTurn } from '../ui/in-turn.ts';
import { useVirtualRows } from '../ui/virtual-rows.ts';
import { ClusterRow } from './cluster-row.tsx';
import type { Sort } from './order.ts';
import { SORT_WORDS } from './overview-head.tsx';

/** Of one line and a line below it (px). */
const ROW_HEIGHT = 57;

const COLUMNS: { head: string; sort?: Sort; direction?: 'ascending' | 'descending' }[] = [
  { head: 'Cluster', sort: 'name', direction: 'ascending' },
  { head: 'State', sort: 'worst', direction: 'descending' },
  { head: 'Last good set', sort: 'age', direction: 'descending' },
  { head: 'Last backup' },
  { head: 'Last run' },
  { head: 'Exporting' },
  { head: 'Next backup', sort: 'next', direction: 'ascending' },
  { head: 'Action' },
];

interface ClusterTableProps {
  clusters: readonly ClusterOverview[];
  sort: Sort;
  onSort: (sort: Sort) => void;
}

/** One line for each cluster; where the screen is narrow, one block. */
export function ClusterTable({ clusters, sort, onSort }: ClusterTableProps) {
  const { rows, height, frame, measure } = useVirtualRows({
    ...{ count: clusters.length, estimate: ROW_HEIGHT },
    keyOf: (index) => clusters[index]?.name ?? '',
  });
  const isPartial = height !== null;
  return (
    <table
      class={`fleet ${isPartial ? 'placed' : ''}`}
      role="table"
      // Where not all rows are there, a screen reader is to know how many there are.
      aria-rowcount={isPartial ? clusters.length + 1 : undefined}
    >
      <caption class="unseen">Clusters, in this order: {SORT_WORDS[sort]}</caption>
      <thead role="rowgroup">
        <tr role="row" class="fleet-row" aria-rowindex={isPartial ? 1 : undefined}>
          {COLUMNS.map((column) => (
            <Head key={column.head} column={column} sort={sort} onSort={onSort} />
          ))}
        </tr>
      </thead>
      <tbody
        role="rowgroup"
        ref={(element) => void (frame.current = element)}
        style={isPartial ? { height: `${height}px` } : {}}
      >
        {rows.map(({ index, top }) => {
          const cluster = clusters[index];
          return (
            cluster && (
              <tr
                key={cluster.name}
                role="row"
                ref={measure}
                data-index={index}
                class="fleet-row"
                aria-rowindex={isPartial ? index + 2 : undefined}
                style={top === null ? {} : { top: `${top}px` }}
              >
                <InTurn of={[cluster]}>{() => <ClusterRow cluster={cluster} />}</InTurn>
              </tr>
            )
          );
        })}
      </tbody>
    </table>
  );
}

interface HeadProps {
  column: (typeof COLUMNS)[number];
  sort: Sort;
  onSort: (sort: Sort) => void;
}

function Head({ column: { head, sort, direction }, sort: chosen, onSort }: HeadProps): ComponentChildren {
  const isChosen = sort === chosen;
  return (
    <th role="columnheader" scope="col" aria-sort={isChosen ? direction : undefined}>
      {sort === undefined ? (
        head
      ) : (
        <button
          type="button"
          class="sort"
          title={`Order: ${SORT_WORDS[sort]}`}
          onClick={() => {
            onSort(sort);
            announce(`Clusters are in this order: ${SORT_WORDS[sort]}`);
          }}
        >
          {head} <span aria-hidden="true">{isChosen ? (direction === 'ascending' ? '▲' : '▼') : ''}</span>
        </button>
      )}
    </th>
  );
}
