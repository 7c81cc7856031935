import { isRelational } from '../generation.ts';
import type { Route } from '../../http/router.ts';
import { json, plainType } from '../../management/spring.answers.ts';
import type { ZeebeComponent } from '../../zeebe/zeebe.component.ts';

/** The exporters of an Orchestration Cluster: the one that writes the history, and the one of the record indices. */
export function exporterIds({ config, state }: ZeebeComponent['cluster']): string[] {
  const history = isRelational(config) ? 'rdbms' : 'camundaexporter';
  // On an RDBMS only Optimize has a search engine that records could go to.
  const hasRecords = !isRelational(config) || config.components.includes('optimize');
  return hasRecords && state.settings.zeebe.recordsExporter ? [history, 'elasticsearch'] : [history];
}

export const unifiedExportersRoutes = ({ cluster }: ZeebeComponent): Route[] => [
  {
    method: 'GET',
    path: '/actuator/exporters',
    handle: () =>
      json(
        exporterIds(cluster).map((exporterId) => ({ exporterId, status: 'ENABLED' })),
        plainType,
      ),
  },
];
