import type { KubernetesAddresses } from '#camunda-processes';
import { withoutQuery } from '../../options.ts';
import type { ProbeAddresses } from './probe-cluster.ts';

/** Addresses of the command line. */
export interface GivenAddresses {
  management?: string | undefined;
  broker: string[];
  rest?: string | undefined;
  operate?: string | undefined;
  tasklist?: string | undefined;
  optimize?: string | undefined;
  search?: string | undefined;
}

/**
 * What is given wins over what was found in Kubernetes. Pure.
 * @throws TypeError without a management address
 */
export function addressesFor(
  { management, broker, rest, search, ...apps }: GivenAddresses,
  found: KubernetesAddresses | null,
): Omit<ProbeAddresses, 'search'> & { search: string | undefined } {
  const zeebe = management ?? found?.management;
  if (zeebe === undefined) throw new TypeError('the management address of Zeebe is missing');
  const url = rest ?? found?.rest;
  return {
    management: zeebe,
    brokers: broker.length > 0 ? broker : (found?.brokers ?? []),
    ...(url !== undefined && { rest: withoutQuery(url), restFound: rest === undefined }),
    operate: apps.operate ?? found?.apps.operate,
    tasklist: apps.tasklist ?? found?.apps.tasklist,
    optimize: apps.optimize ?? found?.apps.optimize,
    search: search ?? found?.search,
  };
}
