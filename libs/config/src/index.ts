export { environment, type Environment } from './environment.ts';
export {
  type ClusterConfig,
  type HoldfastConfig,
  type NotificationTarget,
  type RestoreConfig,
} from './config.schema.ts';
export { deletableIndices as indexPatternsOf } from './restore.schema.ts';
export { ConfigError, loadConfig, parseConfig } from './load-config.ts';
export { parseDuration } from './duration.ts';
export { Secret, withoutCredentials } from './secret.ts';
