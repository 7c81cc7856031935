import type { Settings } from '../config/settings.schema.ts';
import type { ElasticsearchState } from '../elasticsearch/elasticsearch.state.ts';
import type { FaultState } from '../faults/fault.registry.ts';
import type { ConfigurationState } from '../profiles/8.10/configuration.state.ts';
import type { WebAppName, WebAppState } from '../web-apps/web-app.state.ts';
import type { ZeebeState } from '../zeebe/zeebe.state.ts';
import type { ClusterTask } from './cluster.task.ts';
import type { Agenda } from './timeline.ts';

/** The whole of a simulated cluster as plain JSON; the machines work on it and nothing is kept elsewhere. */
export interface ClusterState {
  agenda: Agenda<ClusterTask>;
  settings: Settings;
  faults: FaultState;
  /** Components that are stopped (by an action, not by a fault). */
  stopped: string[];
  zeebe: ZeebeState;
  /** `webapps` is there once it was asked for. */
  webApps: Record<WebAppName, WebAppState> & { webapps?: WebAppState };
  elasticsearch: ElasticsearchState;
  /** 8.10: the dynamic configuration, and what the physical tenants other than the default one have of their own. */
  configuration?: ConfigurationState;
  tenants?: Record<string, { zeebe: ZeebeState; webApps: { webapps?: WebAppState } }>;
}
