import type { ClusterConfig } from '../config/simulator.schema.ts';
import { initialElasticsearchState } from '../elasticsearch/initial-elasticsearch.state.ts';
import { defaultTenant, repositoryOf } from '../profiles/8.8/history-names.ts';
import { madeByCamunda } from '../profiles/made-by-camunda.ts';
import type { WebAppState } from '../web-apps/web-app.state.ts';
import { initialZeebeState } from '../zeebe/initial-zeebe.state.ts';
import type { ClusterState } from './cluster.state.ts';
import { emptyAgenda } from './timeline.ts';

const idleWebApp = (): WebAppState => ({ waiting: [], unknownAnswers: 0 });

export const initialClusterState = (config: ClusterConfig, now: number): ClusterState => ({
  agenda: emptyAgenda(),
  settings: structuredClone(config.settings),
  faults: { lastId: 0, faults: [] },
  stopped: [],
  zeebe: initialZeebeState(config, now),
  webApps: { operate: idleWebApp(), tasklist: idleWebApp(), optimize: idleWebApp() },
  elasticsearch: initialElasticsearchState(config.elasticsearch, {
    ...madeByCamunda(config, new Date(now)),
    // Those of other physical tenants, where that of the default one is registered.
    repositories: config.elasticsearch.repositories.includes(config.repository)
      ? config.tenants.filter((id) => id !== defaultTenant).map((id) => repositoryOf(config, id))
      : [],
  }),
});
