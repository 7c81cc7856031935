export interface IndexSpec {
  readonly name: string;
  readonly shards: number;
  readonly docs: number;
  readonly bytes: number;
  readonly hidden?: boolean;
  /** Left out: those that Camunda gives it. */
  readonly aliases?: readonly string[];
  /** By name without `index.`, in addition to what follows from the rest. */
  readonly settings?: Readonly<Record<string, string>>;
}

/** The indices that a Camunda 8.6.0 with some hundred process instances has in Elasticsearch. */
export const recordIndices: [name: string, shards: number, docs: number][] = [
  ['zeebe-record_deployment_8.6.0', 1, 2],
  ['zeebe-record_job_8.6.0', 3, 450],
  ['zeebe-record_process-instance_8.6.0', 3, 4050],
  ['zeebe-record_process-instance-creation_8.6.0', 1, 450],
  ['zeebe-record_process_8.6.0', 1, 2],
  ['zeebe-record_variable_8.6.0', 1, 900],
  ['zeebe-record_command-distribution_8.6.0', 1, 4],
];

/** Which index belongs to which part of a backup (1 to 6); parts 3 and 5 are for dated archive indices. */
export const operateIndices: [name: string, part: number, docs: number][] = [
  ['operate-import-position-8.3.0_', 1, 8],
  ['operate-list-view-8.3.0_', 2, 2250],
  ['operate-sequence-flow-8.3.0_', 4, 450],
  ['operate-operation-8.4.1_', 4, 0],
  ['operate-variable-8.3.0_', 4, 900],
  ['operate-event-8.3.0_', 4, 900],
  ['operate-post-importer-queue-8.3.0_', 4, 0],
  ['operate-batch-operation-1.0.0_', 4, 0],
  ['operate-flownode-instance-8.3.1_', 4, 900],
  ['operate-message-8.5.0_', 4, 0],
  ['operate-job-8.6.0_', 4, 450],
  ['operate-user-task-8.5.0_', 4, 0],
  ['operate-incident-8.3.1_', 4, 0],
  ['operate-decision-instance-8.3.0_', 4, 0],
  ['operate-decision-requirements-8.3.0_', 6, 0],
  ['operate-decision-8.3.0_', 6, 0],
  ['operate-metric-8.3.0_', 6, 450],
  ['operate-user-1.2.0_', 6, 3],
  ['operate-web-session-1.1.0_', 6, 0],
  ['operate-migration-steps-repository-1.1.0_', 6, 27],
  ['operate-process-8.3.0_', 6, 1],
];

export const tasklistIndices: [name: string, part: number, docs: number][] = [
  ['tasklist-import-position-8.2.0_', 1, 7],
  ['tasklist-process-instance-8.3.0_', 2, 0],
  ['tasklist-task-8.5.0_', 2, 450],
  ['tasklist-list-view-8.6.0_', 4, 1350],
  ['tasklist-flownode-instance-8.3.0_', 4, 900],
  ['tasklist-variable-8.3.0_', 4, 900],
  ['tasklist-draft-task-variable-8.3.0_', 4, 0],
  ['tasklist-task-variable-8.3.0_', 4, 0],
  ['tasklist-form-8.4.0_', 6, 0],
  ['tasklist-metric-8.3.0_', 6, 0],
  ['tasklist-migration-steps-repository-1.1.0_', 6, 0],
  ['tasklist-process-8.4.0_', 6, 1],
  ['tasklist-user-1.4.0_', 6, 3],
  ['tasklist-web-session-1.1.0_', 6, 0],
];

export const optimizeIndices: [name: string, part: number, docs: number][] = [
  ['optimize-timestamp-based-import-index_v5', 1, 12],
  ['optimize-position-based-import-index_v3', 1, 12],
  ['optimize-process-instance-sim', 2, 450],
  ['optimize-process-definition_v6', 2, 1],
  ['optimize-settings_v3', 2, 1],
];

export const bytesOf = (docs: number): number => 249 + docs * 210;

export function defaultIndices(day: Date): IndexSpec[] {
  const date = day.toISOString().slice(0, 10);
  const records = recordIndices.map(([name, shards, docs]) => ({
    name: `${name}_${date}`,
    shards,
    docs,
    bytes: bytesOf(docs),
  }));
  const apps = [...operateIndices, ...tasklistIndices, ...optimizeIndices].map(([name, , docs]) => ({
    name,
    shards: 1,
    docs,
    bytes: bytesOf(docs),
  }));
  return [...records, ...apps];
}
