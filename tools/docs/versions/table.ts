import {
  ALL_GENERATIONS,
  hasSoftPause,
  softPauseSince,
  stepsOf,
  type Generation,
  type StepDefinition,
} from '#domain';
import { EVIDENCE, VERSION_EVIDENCE } from './evidence.ts';

/** Around the table in docs/versions.md. */
export const BEGIN = '<!-- written by npm run docs:versions -->';
export const END = '<!-- end -->';

const NOT_USED = '–';

/** The table of all supported versions, as Markdown. Pure. */
export function versionsTable(): string {
  const rows = ALL_GENERATIONS.flatMap((generation) =>
    generation.minors.map((minor) => rowOf(minor, generation)),
  )
    .toSorted((a, b) => a.minor - b.minor)
    .map(({ cells }) => `| ${cells.join(' | ')} |`);
  const head = [
    '| Camunda | order of a backup | pause | Elasticsearch | OpenSearch | relational database | maintained until |',
    '|---|---|---|---|---|---|---|',
  ];
  return [...head, ...rows].join('\n');
}

/**
 * The page with the table between its two marks. Pure.
 * @throws Error when the page lacks a mark
 */
export function withTable(page: string): string {
  const from = page.indexOf(BEGIN);
  const to = page.indexOf(END, from);
  if (from === -1 || to === -1) throw new Error(`The page lacks "${BEGIN}" or "${END}" after it.`);
  return `${page.slice(0, from)}${BEGIN}\n\n${versionsTable()}\n\n${page.slice(to)}`;
}

function rowOf(minor: number, generation: Generation): { minor: number; cells: string[] } {
  const evidence = VERSION_EVIDENCE[minor];
  if (evidence === undefined) throw new Error(`No evidence is given for 8.${minor}.`);
  const { elasticsearch, opensearch, relational, maintainedUntil } = evidence;
  const { shape } = generation;
  const by = shape.rest ? ', REST API' : '';
  return {
    minor,
    cells: [
      `8.${minor}${by}`,
      orderOf(generation),
      pauseOf(minor, generation),
      ...(shape.relational
        ? [NOT_USED, NOT_USED, relational ? EVIDENCE[relational] : NOT_USED]
        : [EVIDENCE[elasticsearch], EVIDENCE[opensearch], NOT_USED]),
      maintainedUntil ?? 'ended',
    ],
  };
}

/** Parts that are taken at the same time are joined by `+`; what happens during the pause is in brackets. */
function orderOf({ procedures }: Generation): string {
  return procedures.backup.stages
    .map(({ steps }) => steps.map(wordOf).join(' + '))
    .join(', ')
    .replace('pause, ', '[')
    .replace(', resume', ']');
}

function wordOf({ name, takes }: StepDefinition): string {
  if (name === 'pause-exporting') return 'pause';
  return name === 'resume-exporting' ? 'resume' : (takes ?? name);
}

function pauseOf(minor: number, { procedures }: Generation): string {
  if (!stepsOf(procedures.backup).some(({ name }) => name === 'pause-exporting')) return 'none';
  if (hasSoftPause({ major: 8, minor, patch: 0 })) return 'soft';
  const since = softPauseSince(minor);
  return since === null ? 'hard' : `soft from ${since}, before it hard`;
}
