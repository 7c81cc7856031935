export { type Answer, type Question } from './http/answer.ts';
export { ManagementClient, type ManagementClientOptions } from './http/management-client.ts';
export { BackupApi, type KnownBackup } from './backup.api.ts';
export { ExportingClient } from './zeebe/exporting.client.ts';
export { resumedInWords, resumeReachable, type Resumed } from './zeebe/resume-reachable.ts';
export { BrokerFiguresClient } from './zeebe/broker-figures.client.ts';
export { PartitionsClient } from './zeebe/partitions.client.ts';
export { type ClusterTopology } from './zeebe/cluster-topology.ts';
export {
  ZeebeBackupClient,
  type ZeebeBackupClientOptions,
  type ZeebeLookOptions,
} from './zeebe/zeebe-backup.client.ts';
export { WebAppBackupClient, type WebAppBackupClientOptions } from './web-apps/web-app-backup.client.ts';
export { readInfo, type ComponentInfo } from './info.client.ts';
export {
  createCamundaClients,
  type CamundaClientOptions,
  type CamundaClients,
  type CamundaEndpoints,
} from './camunda-cluster.ts';
