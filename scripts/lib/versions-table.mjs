const MARKS = { passed: 'ok', failed: 'FAILED', pending: 'not run' };

/** What a test of the lane is about, by a word of its name. */
const COLUMNS = [
  ['backup', /^takes/],
  ['verify', /^verifies/],
  ['failure', /^fails/],
  ['restore', /^restores/],
  ['deletion', /^deletes/],
];

const IN_MEMORY = "the simulator's own engine and store, in memory";
const BY_COMMANDS = "the simulator's own store, and dumps by shell commands";
const ENGINES = { elasticsearch: 'Elasticsearch', opensearch: 'OpenSearch' };

/**
 * A table of what each version did on each engine, from the results of Jest: one row for each `describe` of the lane,
 * one column for each kind of test, and what the row ran against.
 * @param {{ testResults: { assertionResults: { ancestorTitles: string[], title: string, status: string }[] }[] }} results
 * @param {{ engine: string, version: string }[]} engines the real engines that ran
 * @returns {string} lines of text, by version
 */
export function versionsTable({ testResults }, engines = []) {
  const rows = new Map();
  for (const { ancestorTitles, title, status } of testResults.flatMap(
    ({ assertionResults }) => assertionResults,
  )) {
    const name = ancestorTitles.join(' > ');
    const column = COLUMNS.find(([, words]) => words.test(title))?.[0];
    if (!name.startsWith('Camunda ') || column === undefined) continue;
    rows.set(name, { ...rows.get(name), [column]: MARKS[status] ?? status });
  }
  if (rows.size === 0) return 'no version was tried';
  const cells = [...rows].map(([name, marks]) => {
    const [, version = name, engine] = /^(.*\)) on a (?:real (\w+)|relational database)$/.exec(name) ?? [];
    const isRelational = version !== name && engine === undefined;
    return [
      ...[isRelational ? name : version, ...COLUMNS.map(([column]) => marks[column] ?? '-')],
      isRelational ? BY_COMMANDS : against(engine, engines),
    ];
  });
  const order = [...new Set(cells.map(([version]) => version))];
  cells.sort(([one], [other]) => order.indexOf(one) - order.indexOf(other));
  const lines = [['', ...COLUMNS.map(([column]) => column), 'ran against'], ...cells];
  const widths = lines[0].map((_, at) => Math.max(...lines.map((line) => line[at].length)));
  return lines
    .map((line) =>
      line
        .map((cell, at) => cell.padEnd(widths[at]))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function against(engine, engines) {
  if (engine === undefined) return IN_MEMORY;
  const version = engines.find((each) => each.engine === engine)?.version ?? '(did not start)';
  return `${ENGINES[engine] ?? engine} ${version} and an S3 store (s3rver), both real`;
}
