import { releaseOf } from '../generation.ts';

/** Name of an index, and how many documents it has in a small cluster. */
export type HistoryIndex = readonly [name: string, docs: number];

/** The layers in which the history is taken: parents before what refers to them. `dated` ones are the archivers' indices. */
export interface HistoryLayer {
  readonly indices: readonly HistoryIndex[];
  /** It stands for the indices that the archivers make of those of the layer before, one a day. */
  readonly dated?: boolean;
}

const archived = (): HistoryLayer => ({ indices: [], dated: true });

const instances: readonly HistoryIndex[] = [
  ['operate-list-view-8.3.0_', 2250],
  ['tasklist-task-8.8.0_', 450],
];

const operations: readonly HistoryIndex[] = [
  ['operate-batch-operation-1.0.0_', 0],
  ['operate-operation-8.4.1_', 0],
];

const details: readonly HistoryIndex[] = [
  ['operate-decision-instance-8.3.0_', 0],
  ['operate-event-8.3.0_', 900],
  ['operate-flownode-instance-8.3.1_', 900],
  ['operate-job-8.6.0_', 450],
  ['operate-incident-8.3.1_', 0],
  ['operate-message-8.5.0_', 0],
  ['operate-post-importer-queue-8.3.0_', 0],
  ['operate-sequence-flow-8.3.0_', 450],
  ['operate-variable-8.3.0_', 900],
  ['tasklist-draft-task-variable-8.3.0_', 0],
  ['tasklist-task-variable-8.3.0_', 0],
];

const decisions: HistoryIndex = ['operate-decision-8.3.0_', 0];

const definitions: readonly HistoryIndex[] = [
  ['operate-decision-requirements-8.3.0_', 0],
  ['operate-process-8.3.0_', 1],
  ['tasklist-form-8.4.0_', 0],
];

const metrics: readonly HistoryIndex[] = [
  ['operate-metric-8.3.0_', 450],
  ['tasklist-metric-8.3.0_', 0],
];

const identity: readonly HistoryIndex[] = [
  ['camunda-authorization-8.8.0_', 40],
  ['camunda-group-8.8.0_', 0],
  ['camunda-mapping-rule-8.8.0_', 0],
  ['camunda-web-session-8.8.0_', 0],
  ['camunda-role-8.8.0_', 6],
  ['camunda-tenant-8.8.0_', 1],
  ['camunda-user-8.8.0_', 1],
  ['camunda-usage-metric-8.8.0_', 450],
  ['camunda-usage-metric-tu-8.8.0_', 0],
];

const subscriptions: HistoryIndex = ['camunda-correlated-message-subscription-8.8.0_', 0];

const since89: readonly HistoryIndex[] = [
  ['camunda-audit-log-8.9.0_', 12],
  ['camunda-audit-log-cleanup-8.9.0_', 0],
  ['camunda-cluster-variable-8.9.0_', 0],
  ['camunda-job-metrics-batch-8.9.0_', 0],
  ['camunda-global-listener-8.9.0_', 0],
];

const importPositions: readonly HistoryIndex[] = [
  ['operate-import-position-8.3.0_', 8],
  ['tasklist-import-position-8.2.0_', 7],
];

const markers89: readonly HistoryIndex[] = [
  ['operate-metadata-8.8.0_', 1],
  ['camunda-history-deletion-8.9.0_', 0],
];

/** Taken with templated ones, and never archived themselves. */
const withoutTemplate = [
  'operate-decision-8.3.0_',
  ...[...identity, ...since89]
    .map(([name]) => name)
    .filter((name) => !/usage-metric|audit-log-8|job-metrics/.test(name)),
  'camunda-deployed-resource-8.10.0_',
];

const of88: readonly HistoryLayer[] = [
  { indices: importPositions },
  { indices: instances },
  archived(),
  { indices: operations },
  { indices: [decisions, ...details, subscriptions] },
  archived(),
  { indices: [...definitions, ...metrics, ...identity] },
];

const of89: readonly HistoryLayer[] = [
  { indices: markers89 },
  ...of88.slice(1, -1),
  { indices: [...definitions, ...metrics, ...identity, ...since89] },
];

const of810: readonly HistoryLayer[] = [
  { indices: [...markers89, decisions, ...definitions] },
  { indices: instances },
  archived(),
  { indices: [['camunda-agent-instance-8.10.0_', 0], subscriptions, ...operations, ...details] },
  archived(),
  {
    indices: [
      ...identity,
      ...since89,
      ['camunda-agent-history-8.10.0_', 0],
      ['camunda-deployed-resource-8.10.0_', 1],
      ['camunda-wait-state-8.10.0_', 0],
    ],
  },
  archived(),
];

/** Names and order as the published source of each minor has them; the numbers of documents are invented. */
export function historyLayers(version: string): readonly HistoryLayer[] {
  const minor = releaseOf(version)?.minor;
  if (minor === '8.8') return of88;
  return minor === '8.9' ? of89 : of810;
}

/** Those with an index template, because archivers make dated successors of them. */
export const templatedIndices = (version: string): string[] =>
  historyLayers(version)
    .filter((_, index, layers) => layers[index + 1]?.dated === true)
    .flatMap(({ indices }) => indices.map(([name]) => name))
    .filter((name) => !withoutTemplate.includes(name));
