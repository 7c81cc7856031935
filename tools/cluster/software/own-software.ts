import { resolve } from 'node:path';

/** Programs that the person brings: absolute paths of unpacked distributions, null where the variable is not set. */
export interface OwnSoftware {
  camunda: string | null;
  elasticsearch: string | null;
  opensearch: string | null;
}

/** Reads CAMUNDA_HOME, HOLDFAST_ELASTICSEARCH_HOME and HOLDFAST_OPENSEARCH_HOME; looks at no file. */
export function ownSoftware(env: Readonly<NodeJS.ProcessEnv>): OwnSoftware {
  return {
    camunda: pathOf(env.CAMUNDA_HOME),
    elasticsearch: pathOf(env.HOLDFAST_ELASTICSEARCH_HOME),
    opensearch: pathOf(env.HOLDFAST_OPENSEARCH_HOME),
  };
}

/** An empty variable counts as not set. */
function pathOf(value: string | undefined): string | null {
  return value ? resolve(value) : null;
}
