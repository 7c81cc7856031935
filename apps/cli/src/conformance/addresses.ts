import { createHash } from 'node:crypto';
import type { CamundaEndpoints } from '#camunda';
import { WEB_APPS, type GenerationName } from '#domain';
import type { Connection } from '#http';

/** One address of a cluster, by what is asked there: `zeebe`, `broker-0`, `operate`, `rest`. */
export interface Address {
  name: string;
  url: string;
  connection: Connection;
}

const BROKER = 'broker-';

/** Every address that the clients of a cluster may call. Two of them may have the same URL. Pure. */
export function addressesOf(cluster: CamundaEndpoints): Address[] {
  const { zeebe, rest } = cluster;
  const apps = WEB_APPS.flatMap((app) => {
    const endpoint = cluster[app];
    return endpoint ? [{ name: app, url: endpoint.management, connection: endpoint }] : [];
  });
  const brokers = (zeebe.brokers ?? []).map((url, index) => ({
    name: `${BROKER}${index}`,
    url,
    connection: zeebe,
  }));
  return [
    { name: 'zeebe', url: zeebe.management, connection: zeebe },
    ...brokers,
    ...apps,
    ...(rest ? [{ name: 'rest', url: rest.url, connection: rest }] : []),
  ];
}

/** Tells whether two configurations mean the same cluster, without showing its addresses. Pure. */
export function fingerprintOf(cluster: CamundaEndpoints): string {
  const addresses = addressesOf(cluster).map(({ name, url }) => [name, url]);
  return createHash('sha256')
    .update(JSON.stringify([cluster.generation, addresses]))
    .digest('hex');
}

/**
 * A cluster whose addresses are others, such as those of proxies or of a recording. Pure.
 * @throws TypeError without the address of Zeebe
 */
export function endpointsAt(generation: GenerationName, addresses: readonly Address[]): CamundaEndpoints {
  const [zeebe] = addresses.filter(({ name }) => name === 'zeebe');
  if (zeebe === undefined) throw new TypeError('the address of Zeebe is missing');
  const brokers = addresses.filter(({ name }) => name.startsWith(BROKER)).map(({ url }) => url);
  const rest = addresses.find(({ name }) => name === 'rest');
  const apps = WEB_APPS.flatMap((app) => {
    const found = addresses.find(({ name }) => name === app);
    return found ? [[app, { ...reached(found), management: found.url }] as const] : [];
  });
  return {
    generation,
    zeebe: { ...reached(zeebe), management: zeebe.url, ...(brokers.length > 0 && { brokers }) },
    ...Object.fromEntries(apps),
    ...(rest && { rest: { ...reached(rest), url: rest.url } }),
  };
}

const reached = ({ connection: { auth, tls } }: Address): Connection => ({ auth, tls });
