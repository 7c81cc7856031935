import type { ComponentChildren } from 'preact';
import { Table, type Column } from '../ui/table.tsx';

interface NumberTableProps<T> {
  caption: string;
  rows: readonly T[];
  keyOf: (row: T) => string | number;
  /** Head and cell of each column; the first one names the row. */
  columns: readonly [string, (row: T) => ComponentChildren][];
}

/** The numbers behind a picture, the newest first. */
export function NumberTable<T>({ caption, rows, keyOf, columns }: NumberTableProps<T>) {
  const shown: Column<T>[] = columns.map(([head, cell], index) => ({
    head,
    cell,
    ...(index === 0 ? { class: 'name' } : { numeric: true }),
  }));
  return <Table caption={caption} columns={shown} rows={rows.toReversed()} keyOf={keyOf} />;
}
