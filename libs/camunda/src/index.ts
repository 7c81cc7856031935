export { type Answer, type Question } from './http/answer.ts';
export { ManagementClient, type ManagementClientOptions } from './http/management-client.ts';
export { type BackupApi, type KnownBackup, type LookOptions } from './ports/backup.api.ts';
export { type Diagnostic } from './ports/diagnostic.ts';
export { type ExportingApi } from './ports/exporting.api.ts';
export { type ComponentInfo, type InfoApi } from './ports/info.api.ts';
export {
  type BackupRange,
  type Checkpoint,
  type GeneratedBackupApi,
  type RuntimeState,
} from './ports/generated-backup.api.ts';
export {
  type ChangeState,
  type ClusterMode,
  type PlannedChange,
  type RestoreApi,
  type RestoreProgress,
} from './ports/restore.api.ts';
export { type ClusterTopology, type TopologyApi } from './ports/topology.api.ts';
export { resumedInWords, resumeReachable, type Resumed } from './zeebe/resume-reachable.ts';
export { type CamundaClients } from './camunda-clients.ts';
export { type CamundaClientOptions, type CamundaEndpoints } from './connect/connections.ts';
export { createCamundaClients } from './create-camunda-clients.ts';
export { probeManagement, probeRest, type ManagementPort } from './probe/probe-management.ts';
