import { stringify } from 'yaml';
import type { Endpoints } from './endpoints.ts';

type Addresses = Pick<
  Endpoints,
  'dir' | 'zeebe' | 'operate' | 'tasklist' | 'elasticsearch' | 'repository' | 'indexPrefix'
>;

/**
 * A configuration of Holdfast for this cluster. Optimize is left out: it is in no public registry. `project` is the
 * clone whose commands stop, wipe, restore and start the cluster.
 */
export function holdfastYaml(addresses: Addresses, project: string): string {
  const { zeebe, operate, tasklist, elasticsearch, repository, indexPrefix } = addresses;
  const command = (words: string) => scalar(clusterCommand(words, addresses.dir, project));
  return `clusters:
  - name: real
    version: "8.6"
    zeebe: { management: ${zeebe}, brokers: [${zeebe}] }
    operate: { management: ${operate} }
    tasklist: { management: ${tasklist} }
    records: { engine: elasticsearch, url: ${elasticsearch}, repository: ${repository}, indexPrefix: ${indexPrefix} }
    pauseBudget: 5m
    restore:
      control: commands
      commands:
        stop: ${command('stop broker operate tasklist')}
        start: ${command('start broker operate tasklist')}
        wipeBroker: ${command('wipe-broker')}
        restoreBroker: ${command('restore-broker --backup-id "$HOLDFAST_BACKUP_ID"')}
`;
}

/** Works from any directory, in any shell. */
function clusterCommand(words: string, dir: string, project: string): string {
  return `node ${quoted(`${project}/scripts/run.mjs`)} tools/cluster/main.ts ${words} --dir ${quoted(dir)}`;
}

function quoted(path: string): string {
  return /^[\w./@+-]+$/.test(path) ? path : `'${path.replaceAll("'", `'\\''`)}'`;
}

/** On one line, with YAML's own quotes where the text needs them. */
function scalar(text: string): string {
  return stringify(text, { lineWidth: 0 }).trimEnd();
}
