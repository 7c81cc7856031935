import type { Environment } from './environment.ts';
import { parseConfig, type ConfigError } from './load-config.ts';

/** A file with one cluster. @param ofCluster more of the cluster @param ofFile what stands before it */
export function oneCluster(ofCluster = '', ofFile = ''): string {
  return `
${ofFile}
clusters:
  - name: prod
    version: "8.6"
    zeebe: { management: http://gw:9600 }
    records: { engine: elasticsearch, url: http://es:9200, repository: camunda }
    ${ofCluster}
`;
}

/** What is wrong with a file, one line each; none where it can be used. */
export function problemsIn(text: string, env: Environment = {}): readonly string[] {
  try {
    parseConfig(text, env);
    return [];
  } catch (error) {
    return (error as ConfigError).problems;
  }
}
