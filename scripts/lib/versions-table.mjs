const MARKS = { passed: 'ok', failed: 'FAILED', pending: 'not run' };

/**
 * A table of what each version did, from the results of Jest: one row for each `describe` of the lane whose tests have the
 * same names, one column for each test.
 * @param {{ testResults: { assertionResults: { ancestorTitles: string[], title: string, status: string }[] }[] }} results
 * @returns {string} lines of text
 */
export function versionsTable({ testResults }) {
  const rows = new Map();
  const columns = [];
  for (const { ancestorTitles, title, status } of testResults.flatMap(
    ({ assertionResults }) => assertionResults,
  )) {
    const row = ancestorTitles.join(' > ');
    if (!row.startsWith('Camunda ')) continue;
    if (!columns.includes(title)) columns.push(title);
    rows.set(row, { ...rows.get(row), [title]: MARKS[status] ?? status });
  }
  if (rows.size === 0) return 'no version was tried';
  const cells = [...rows].map(([row, marks]) => [
    row,
    ...columns.map((column, index) => `${index + 1} ${marks[column] ?? '-'}`),
  ]);
  const width = Math.max(...cells.map(([name]) => name.length));
  return [
    ...columns.map((column, index) => `${index + 1} ${column}`),
    '',
    ...cells.map(([name, ...marks]) =>
      `${name.padEnd(width)}  ${marks.map((mark) => mark.padEnd(10)).join('')}`.trimEnd(),
    ),
  ].join('\n');
}
