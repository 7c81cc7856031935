import { generationNamed, zeebeSection } from '#domain';
import { generationFor, type ShapedCluster } from './cluster-shape.ts';

/** The brokers of a cluster as the file has them. */
interface GivenBrokers {
  management: string;
  brokers?: string | readonly string[] | undefined;
  brokerCount?: number | undefined;
}

/** Who the brokers are. */
interface ConfiguredBrokers {
  /** Those that are listed; the gateway where the file names none. */
  brokers: readonly string[];
  /** In the place of a list: the address of a broker, with `{id}` in the place of its node id. */
  brokerPattern: string | undefined;
  /** How many there are; with a pattern, before the cluster reported any. */
  brokerCount: number;
}

interface Problem {
  path: string[];
  message: string;
}

export function brokersIn({ management, brokers, brokerCount }: GivenBrokers): ConfiguredBrokers {
  if (typeof brokers === 'string')
    return { brokers: [], brokerPattern: brokers, brokerCount: brokerCount ?? 1 };
  const list = brokers ?? [management];
  return { brokers: list, brokerPattern: undefined, brokerCount: list.length };
}

/** What contradicts itself in how the brokers are given. */
export function brokerProblems(
  cluster: ShapedCluster & { zeebe?: GivenBrokers | undefined; orchestration?: GivenBrokers | undefined },
): Problem[] {
  const generation = generationFor(cluster);
  const given = cluster.orchestration ?? cluster.zeebe;
  // Its shape is a problem already.
  if (generation === null || given === undefined) return [];
  const section = zeebeSection(generation);
  const { brokers, brokerCount } = given;
  if (typeof brokers !== 'string')
    return brokerCount === undefined
      ? []
      : [
          {
            path: [section, 'brokerCount'],
            message: 'is only used with brokers by their node ids; leave it out',
          },
        ];
  if (!(generationNamed(generation)?.reportsBrokers ?? true))
    return [
      { path: [section, 'brokers'], message: 'must be a list: before 8.4 Zeebe does not report its brokers' },
    ];
  return cluster.restore !== undefined && brokerCount === undefined
    ? [
        {
          path: [section, 'brokerCount'],
          message: 'with `restore`, write how many brokers are stopped and restored',
        },
      ]
    : [];
}
