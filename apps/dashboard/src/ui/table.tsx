import type { ComponentChildren } from 'preact';

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
            {columns.map(({ head, cell, numeric, class: extra = '' }) => (
              <td key={head} role="cell" data-head={head} class={`${numeric ? 'numeric' : ''} ${extra}`}>
                {cell(row)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
