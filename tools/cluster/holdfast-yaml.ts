import { stringify } from 'yaml';
import type { ComponentName } from './components/names.ts';
import type { Endpoints } from './endpoints.ts';
import type { CamundaHome } from './software/camunda-home.ts';

type Addresses = Pick<
  Endpoints,
  'dir' | 'zeebe' | 'operate' | 'tasklist' | 'elasticsearch' | 'repository' | 'indexPrefix'
>;

/** What Holdfast is to know of. */
interface Described {
  /** The components that were started; the file says nothing of any other. */
  components: readonly ComponentName[];
  camunda: CamundaHome;
  /** The clone whose commands stop, wipe, restore and start the cluster. */
  project: string;
}

/** The order in which they are named to `start` and `stop`. */
const OF_CAMUNDA: readonly ComponentName[] = ['broker', 'operate', 'tasklist'];

/** A configuration of Holdfast for this cluster. Optimize is left out: the distribution does not have it. */
export function holdfastYaml(addresses: Addresses, { components, camunda, project }: Described): string {
  const { zeebe, operate, tasklist, elasticsearch, repository, indexPrefix } = addresses;
  const names = OF_CAMUNDA.filter((name) => components.includes(name)).join(' ');
  const command = (words: string) => clusterCommand(words, addresses.dir, project);
  // Holdfast may be started where the variable is not set.
  const withCamunda = (words: string) => `CAMUNDA_HOME=${quoted(camunda.home)} ${command(words)}`;
  const lines = [
    ['broker', `zeebe: { management: ${zeebe}, brokers: [${zeebe}] }`],
    ['operate', `operate: { management: ${operate} }`],
    ['tasklist', `tasklist: { management: ${tasklist} }`],
    [
      'es',
      `records: { engine: elasticsearch, url: ${elasticsearch}, repository: ${repository}, indexPrefix: ${indexPrefix} }`,
    ],
  ] as const;
  const started = lines.filter(([name]) => components.includes(name)).map(([, line]) => `    ${line}\n`);
  return `clusters:
  - name: real
    version: "${minorOf(camunda.version)}"
${started.join('')}    pauseBudget: 5m
    restore:
      control: commands
      commands:
        stop: ${scalar(command(`stop ${names}`))}
        start: ${scalar(withCamunda(`start ${names}`))}
        wipeBroker: ${scalar(command('wipe-broker'))}
        restoreBroker: ${scalar(withCamunda('restore-broker --backup-id "$HOLDFAST_BACKUP_ID"'))}
`;
}

/** "8.6" of "8.6.0". */
function minorOf(version: string): string {
  return version.split('.').slice(0, 2).join('.');
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
