import type { ComponentChildren } from 'preact';

/** What a cell shows that has nothing to show; it is left out where rows are cards. */
const NOTHING = '–';

export interface Column<T> {
  head: string;
  cell: (row: T) => ComponentChildren;
  /** Figures are set right, one below the other. */
  numeric?: boolean;
  /** Of the head, where it says more than its name. */
  extra?: ComponentChildren;
  class?: string;
}

interface TableProps<T> {
  /** Read out; the heading above says it to the eyes. */
  caption: string;
  columns: readonly Column<T>[];
  rows: readonly T[];
  keyOf: (row: T) => string | number;
}

/** A table that is a list of cards where the screen is narrow; the roles keep it a table for screen readers. */
export function Table<T>({ caption, columns, rows, keyOf }: TableProps<T>) {
  return (
    <table class="table" role="table">
      <caption class="unseen">{caption}</caption>
      <thead role="rowgroup">
        <tr role="row">
          {columns.map(({ head, extra, numeric }) => (
            <th key={head} role="columnheader" scope="col" class={numeric ? 'numeric' : ''}>
              {head} {extra}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {rows.map((row) => (
          <tr key={keyOf(row)} role="row">
            {columns.map((column) => (
              <Cell key={column.head} column={column} row={row} />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Cell<T>({ column: { head, cell, numeric, class: extra = '' }, row }: { column: Column<T>; row: T }) {
  const content = cell(row);
  return (
    <td
      role="cell"
      data-head={head}
      class={`${numeric ? 'numeric' : ''} ${extra} ${content === NOTHING ? 'nothing' : ''}`}
    >
      <div>{content}</div>
    </td>
  );
}
