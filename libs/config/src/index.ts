export { environment, type Environment } from './environment.ts';
export {
  type ClusterConfig,
  type HoldfastConfig,
  type RestoreConfig,
  type ScheduleConfig,
} from './config.schema.ts';
export { deletableIndices as indexPatternsOf } from './restore.schema.ts';
export { ConfigError, loadConfig, parseConfig } from './load-config.ts';
export { PlannedTimes } from './planned-times.ts';
export { formatDuration, parseDuration } from './duration.ts';
export { Secret, withoutCredentials } from './secret.ts';
