import type { Answer, Call } from '../http/call.ts';
import { actuatorType, json } from './spring.answers.ts';

/** The links at /actuator tell the components apart: all three carry the same artifact name in /actuator/info. */
const links: Readonly<
  Record<'broker' | 'operate' | 'tasklist' | 'optimize', readonly [name: string, path: string][]>
> = {
  broker: [
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
  ],
  operate: webAppLinks(['backups', 'usage-metrics']),
  tasklist: webAppLinks(['usage-metrics', 'backups']),
  optimize: webAppLinks(['backups']),
};

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

export function actuatorLinks(call: Call, component: keyof typeof links): Answer {
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
