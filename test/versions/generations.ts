import type { SimulatorOptions } from '../../apps/simulator/src/index.ts';

/** One cluster of a version, as the simulator shapes it and holdfast.yaml describes it. */
export interface VersionedCluster {
  /** Name of the cluster. */
  name: string;
  version: string;
  /** Of the simulator, besides its version. */
  shape?: NonNullable<SimulatorOptions['clusters']>[string];
  /** Keys of the cluster in holdfast.yaml, besides its addresses. */
  config: Record<string, unknown>;
  /** The steps of a backup, stage by stage. */
  stages: string[][];
  /** Its backups are asked for through the REST API. */
  rest?: boolean;
  /** What a restore asks the running cluster for; left out, Camunda is stopped and its restore program runs. */
  restores?: readonly string[];
  /** Where Zeebe is asked for its backup. */
  asks: string;
  /** What exporting shows while it is paused. */
  paused: 'SOFT_PAUSED' | 'PAUSED';
  /** Zeebe can delete its own backups. */
  deletes: boolean;
}

const WEB_APPS = ['backup-optimize', 'backup-operate', 'backup-tasklist'];
const TOGETHER = [WEB_APPS, ['pause-exporting'], ['snapshot-records', 'backup-zeebe'], ['resume-exporting']];
const SERIAL = [WEB_APPS, ['pause-exporting'], ['snapshot-records'], ['backup-zeebe'], ['resume-exporting']];
const PAUSE_FIRST = [
  ['pause-exporting'],
  ['backup-webapps', 'backup-optimize'],
  ['snapshot-records'],
  ['backup-zeebe'],
  ['resume-exporting'],
];

const soft = { paused: 'SOFT_PAUSED', deletes: true, asks: '/actuator/backups' } as const;
const unified = { ...soft, stages: PAUSE_FIRST, asks: '/actuator/backupRuntime' } as const;

/** One cluster for each way in which Camunda has to be backed up. */
export const CLUSTERS: readonly VersionedCluster[] = [
  {
    ...{ name: 'v8-1', version: '8.1.9', stages: TOGETHER, paused: 'PAUSED', deletes: false },
    asks: '/actuator/backups/',
    config: { version: '8.1', hardPause: 'allowed' },
  },
  {
    ...{ name: 'v8-2-hard', version: '8.2.26', stages: TOGETHER, paused: 'PAUSED', deletes: true },
    asks: '/actuator/backups',
    config: { version: '8.2', hardPause: 'allowed' },
  },
  { name: 'v8-3', version: '8.3.11', stages: TOGETHER, config: { version: '8.3' }, ...soft },
  { name: 'v8-4', version: '8.4.7', stages: SERIAL, config: { version: '8.4' }, ...soft },
  { name: 'v8-6', version: '8.6.0', stages: SERIAL, config: { version: '8.6' }, ...soft },
  { name: 'v8-8', version: '8.8.15', ...unified, config: { version: '8.8' } },
  { name: 'v8-9', version: '8.9.21', ...unified, config: {} },
  { name: 'v8-10', version: '8.10.9', ...unified, config: {} },
  {
    ...{ name: 'v8-10-rest', version: '8.10.9', ...unified, rest: true, asks: '/v2/backups/runtime' },
    config: { version: '8.10' },
    restores: ['PATCH /v2/mode?mode=RECOVERING', 'POST /v2/restore'],
  },
];
