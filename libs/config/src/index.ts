export { hashOfToken, newToken } from './access-token.ts';
export { accessWarnings } from './access.rules.ts';
export {
  needsLogin,
  tokenSchema,
  type AccessConfig,
  type GrantConfig,
  type OidcConfig,
  type TokenConfig,
} from './access.schema.ts';
export { isLoopback } from './loopback.ts';
export { PLAIN_NAME } from './plain-name.ts';
export { environment, type Environment } from './environment.ts';
export {
  type ClusterConfig,
  type DatabaseConfig,
  type HoldfastConfig,
  type NotificationTarget,
  type RestoreConfig,
  type ScheduleConfig,
} from './config.schema.ts';
export { placementConflict } from './cluster-spaces.ts';
export { exportingPlace } from './cluster-zeebe.ts';
export { deletableIndices as indexPatternsOf } from './restore.schema.ts';
export { ConfigError, loadConfig, parseConfig, readConfig, type ReadConfig } from './load-config.ts';
export {
  conflictsOf,
  hasSameConnection,
  needsRestart,
  RESTART_SECTIONS,
  summaryOf,
  withClusters,
  withPolicies,
} from './changes.ts';
export { environmentForCommands } from './command-environment.ts';
export { PlannedTimes } from './planned-times.ts';
export { addressKey } from './address-key.ts';
export { isSame } from './same.ts';
export { formatDuration, parseDuration } from './duration.ts';
export { Secret, withoutCredentials } from './secret.ts';
export { redact, secretsIn, shownConfig } from './redaction.ts';
export { VERSION } from './version.ts';
export { shapeOf } from './cluster-shape.ts';
