import type { Answer, Call } from '../http/call.ts';
import { actuatorType, json } from './spring.answers.ts';

type Links = readonly (readonly [name: string, path: string])[];

const broker: Links = [
  ['partitions', 'partitions'],
  ['partitions-operation', 'partitions/{operation}'],
  ['jobstreams-type', 'jobstreams/{type}'],
  ['jobstreams', 'jobstreams'],
  ['clock', 'clock'],
  ['clock-operationKey', 'clock/{operationKey}'],
  ['backups', 'backups'],
  ['backups-id', 'backups/{id}'],
  ['rebalance', 'rebalance'],
  ['banning-processInstanceKey', 'banning/{processInstanceKey}'],
  ['prometheus', 'prometheus'],
  ['health', 'health'],
  ['health-path', 'health/{*path}'],
  ['info', 'info'],
  ['configprops', 'configprops'],
  ['configprops-prefix', 'configprops/{prefix}'],
  ['loggers', 'loggers'],
  ['loggers-name', 'loggers/{name}'],
  ['flowcontrol', 'flowControl'],
  ['cluster', 'cluster'],
  ['exporters', 'exporters'],
  ['exporting', 'exporting'],
];

/** Of backups, as an Orchestration Cluster (8.8 and later) has them in the place of `backups`. */
const unifiedBackups: Links = [
  ['backupHistory', 'backupHistory'],
  ['backupHistory-backupId', 'backupHistory/{backupId}'],
  ['backupRuntime', 'backupRuntime'],
  ['backupRuntime-prefixOrId', 'backupRuntime/{prefixOrId}'],
];

const isBackups = ([name]: Links[number]): boolean => name === 'backups' || name === 'backups-id';
const without = (...names: readonly string[]): Links => broker.filter(([name]) => !names.includes(name));

/** The links at /actuator tell the components apart: all three carry the same artifact name in /actuator/info. */
const links = {
  broker,
  /** 8.2 and 8.3: what came with later minors is missing. */
  earlyBroker: without('cluster', 'exporters', 'flowcontrol', 'clock', 'clock-operationKey'),
  orchestration: [...broker.filter((link) => !isBackups(link)), ...unifiedBackups],
  /** On an RDBMS there is no history to back up. */
  relational: [
    ...broker.filter((link) => !isBackups(link)),
    ...unifiedBackups.filter(([name]) => name.startsWith('backupRuntime')),
  ],
  operate: webAppLinks(['backups', 'usage-metrics']),
  tasklist: webAppLinks(['usage-metrics', 'backups']),
  optimize: webAppLinks(['backups']),
} satisfies Readonly<Record<string, Links>>;

export type ActuatorLinks = keyof typeof links;

function webAppLinks(last: readonly string[]): [string, string][] {
  return [
    ['prometheus', 'prometheus'],
    ['health', 'health'],
    ['health-path', 'health/{*path}'],
    ['info', 'info'],
    ['configprops', 'configprops'],
    ['configprops-prefix', 'configprops/{prefix}'],
    ['loggers', 'loggers'],
    ['loggers-name', 'loggers/{name}'],
    ...last.map((name): [string, string] => [name, name]),
  ];
}

export function actuatorLinks(call: Call, component: ActuatorLinks): Answer {
  const base = `http://${call.headers.host ?? '127.0.0.1'}/actuator`;
  const entries = links[component].map(([name, path]) => [
    name,
    { href: `${base}/${path}`, templated: path.includes('{') },
  ]);
  const body = {
    _links: { self: { href: base, templated: false }, ...(Object.fromEntries(entries) as object) },
  };
  return json(body, actuatorType);
}

export const buildInfo = (version: string): Answer =>
  json(
    {
      build: {
        java: { version: '21.0.4' },
        description: 'Zeebe Distribution',
        version,
        artifact: 'camunda-zeebe',
        name: 'Zeebe Distribution',
        time: '2024-10-02T11:04:00.970Z',
        group: 'io.camunda',
      },
    },
    actuatorType,
  );
