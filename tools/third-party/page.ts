/**
 * The tables of a Markdown page: the text of the cells, without backticks, by the heading of their section.
 * The row of the column names and the line below it are left out.
 */
export function tablesOf(markdown: string): Map<string, string[][]> {
  const tables = new Map<string, string[][]>();
  let heading = '';
  for (const line of markdown.split('\n')) {
    if (line.startsWith('## ')) heading = line.slice(3);
    if (!line.startsWith('|')) continue;
    const cells = line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim().replaceAll('`', ''));
    tables.set(heading, [...(tables.get(heading) ?? []), cells]);
  }
  return new Map([...tables].map(([name, rows]) => [name, rows.slice(2)]));
}
