import { rowsOf, type Node, type Row } from './schema.ts';

const INTRODUCTION = `# Configuration reference

<!-- \`npm run docs:configuration\` writes this page from the schema that checks the file. Change the schema or its descriptions. -->

Every key of \`holdfast.yaml\`. [When a change is taken up](configuration.md) is a page of its own.

- **Check a file** without starting anything: [\`holdfast config validate holdfast.yaml\`](cli.md#check-a-configuration) prints every
  problem with its key and remedy. So does Holdfast at its start. A file that is changed while Holdfast runs is checked in the same
  way; \`holdfast doctor\` shows the problems.
- **In an editor**, the first line gives completion and checks as you type (YAML by Red Hat, IntelliJ and others). Give the address
  of your Holdfast, or the path of the file [holdfast.schema.json](holdfast.schema.json):

  \`\`\`yaml
  # yaml-language-server: $schema=http://127.0.0.1:8080/docs/holdfast.schema.json
  \`\`\`

- **[A complete example](holdfast.example.yaml)** has every section.
- **\`\${NAME}\`** in a value is replaced by that environment variable, or by the content of the file (64 KiB at most) that
  \`NAME_FILE\` names. Commands of the operator (\`restore.commands\`, \`database\`) are left to the shell.
- **Durations** are a number and a unit: \`250ms\`, \`30s\`, \`15m\`, \`1h\`, \`7d\`, \`4w\`.

| environment variable | used by | meaning |
|---|---|---|
| \`HOLDFAST_CONFIG\` | all apps, \`npm start\`; \`exporting ensure-running\`, \`conformance\` and \`config\` of the command line | path of \`holdfast.yaml\` |
| \`HOLDFAST_HEALTH_HOST\`, \`HOLDFAST_HEALTH_PORT\` | workers | where \`/health/live\`, \`/health/ready\` and \`/metrics\` listen |
| \`HOLDFAST_REDIS_URL\`, \`HOLDFAST_REDIS_PASSWORD\` | all apps | in the place of the section \`redis\`, and of its password; also as \`HOLDFAST_REDIS_URL_FILE\`, \`HOLDFAST_REDIS_PASSWORD_FILE\` |
| \`HOLDFAST_LOG_LEVEL\` | all apps | log level |
| \`OTEL_EXPORTER_OTLP_ENDPOINT\` | all apps | where traces are sent; without it there are none |
| \`HOLDFAST_STATE\` | all apps, \`npm start\` | a directory for what a process must remember if it is killed while Redis is down |
| \`HOLDFAST_PORT\` | \`npm start\` | port of the demo |
| \`HOLDFAST_URL\`, \`HOLDFAST_TOKEN\`, \`HOLDFAST_TOKEN_FILE\` | the command line | where Holdfast is, and the token |
| \`HOLDFAST_CONTEXT\` | the command line | the [context](cli.md#several-holdfasts) to use where \`HOLDFAST_URL\` is not given |
| \`HOLDFAST_SEARCH_PASSWORD\` | \`clusters probe\` | password of the user of \`--search-user\` |

A key that is *required* is required where its section is written.
`;

/** Every connection has these; they are listed once. */
const CONNECTION = /\.((?:auth|tls)\..+)$/;

/** The page of every key, in sections. */
export function referencePage(schema: Node): string {
  const sections = new Map<string, Row[]>();
  const shared = new Map<string, Row>();
  for (const row of rowsOf(schema)) {
    const ofConnection = CONNECTION.exec(row.key)?.[1];
    if (ofConnection !== undefined) shared.set(ofConnection, { ...row, key: ofConnection });
    else sections.set(sectionOf(row.key), [...(sections.get(sectionOf(row.key)) ?? []), row]);
  }
  sections.set('auth and tls', [...shared.values()]);
  const parts = [...sections].map(([name, rows]) => `\n## ${name}\n\n${tableOf(rows)}`);
  return INTRODUCTION + parts.join('');
}

/** Keys of a cluster go by the section of the cluster that they are in, all others by the section of the file. */
function sectionOf(key: string): string {
  const [first = '', second = '', third] = key.split('.');
  if (first !== 'clusters[]') return first.replace('[]', '');
  return third === undefined ? 'clusters' : `clusters: ${second.replace('[]', '')}`;
}

function tableOf(rows: readonly Row[]): string {
  const lines = rows.map(
    ({ key, node, required }) =>
      `| \`${key}\` | ${typeOf(node)} | ${required ? '*required*' : defaultOf(node)} | ${meaningOf(node)} |`,
  );
  return ['| key | type | default | meaning |', '|---|---|---|---|', ...lines, ''].join('\n');
}

function typeOf(node: Node): string {
  if (node.duration) return `duration, ${node.duration.min} to ${node.duration.max}`;
  if (node.enum) return node.enum.map((value) => `\`${String(value)}\``).join(', ');
  if (node.const !== undefined) return `\`${String(node.const)}\``;
  if (node.anyOf?.every(({ properties }) => properties === undefined))
    return [...new Set(node.anyOf.map(typeOf))].join(' or ');
  if (node.type === 'array') return `list${bounds(node.minItems, node.maxItems)}`;
  if (node.type === 'integer' || node.type === 'number')
    return `${node.type}${bounds(node.minimum, node.maximum)}`;
  if (node.type === 'object' && node.properties === undefined) return 'names and values';
  if (node.properties || node.anyOf) return 'section';
  return node.type ?? 'text';
}

function bounds(least: number | undefined, most: number | undefined): string {
  if (least !== undefined && most !== undefined) return `, ${least} to ${most}`;
  if (least !== undefined && least > 0) return `, ${least} or more`;
  return most === undefined ? '' : `, at most ${most}`;
}

function defaultOf(node: Node): string {
  if (node.default === undefined) return '';
  const text = typeof node.default === 'string' ? node.default : JSON.stringify(node.default);
  return text === '[]' || text === '{}' ? 'none' : `\`${text}\``;
}

function meaningOf({ description = '', examples }: Node): string {
  const example =
    examples?.[0] === undefined
      ? ''
      : `${description === '' ? '' : '. '}For example \`${String(examples[0])}\``;
  return `${description}${example}`.replaceAll('\n', ' ').replaceAll('|', '\\|');
}
