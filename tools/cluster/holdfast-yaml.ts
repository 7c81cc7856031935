import type { Endpoints } from './endpoints.ts';

type Addresses = Pick<
  Endpoints,
  'zeebe' | 'operate' | 'tasklist' | 'elasticsearch' | 'repository' | 'indexPrefix'
>;

/** A configuration of Holdfast for this cluster. Optimize is left out: it is in no public registry. */
export function holdfastYaml({
  zeebe,
  operate,
  tasklist,
  elasticsearch,
  repository,
  indexPrefix,
}: Addresses): string {
  return `clusters:
  - name: real
    version: "8.6"
    zeebe: { management: ${zeebe}, brokers: [${zeebe}] }
    operate: { management: ${operate} }
    tasklist: { management: ${tasklist} }
    records: { engine: elasticsearch, url: ${elasticsearch}, repository: ${repository}, indexPrefix: ${indexPrefix} }
    pauseBudget: 5m
`;
}
