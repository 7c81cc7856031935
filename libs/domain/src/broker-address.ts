/**
 * The address of the broker with a node id, by a pattern such as `http://zeebe-{id}.zeebe:9600`: a StatefulSet gives its pods
 * the numbers that its brokers have as node ids. Pure.
 */
export function brokerAddress(pattern: string, id: number): string {
  return pattern.replaceAll('{id}', String(id));
}
