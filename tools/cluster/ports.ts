/** Where a real installation would listen; the gateway keeps clear of 8080, which is Holdfast's own API. */
const USUAL = {
  elasticsearch: 9200,
  elasticsearchTransport: 9300,
  s3: 4568,
  gateway: 8088,
  gatewayGrpc: 26500,
  brokerCommand: 26501,
  brokerInternal: 26502,
  brokerManagement: 9600,
  operate: 8081,
  operateManagement: 9601,
  operateMember: 26512,
  tasklist: 8082,
  tasklistManagement: 9602,
  tasklistMember: 26522,
  opensearch: 9201,
  opensearchTransport: 9301,
} as const;

export type PortName = keyof typeof USUAL;
export type Ports = Readonly<Record<PortName, number>>;

const NAMES = Object.keys(USUAL) as PortName[];
export const LOWEST_BASE = 1024;
export const HIGHEST_BASE = 65_536 - NAMES.length;

/** The usual ports, or a block of consecutive ones so that several clusters fit on one machine. */
export function portsFrom(base: number | null): Ports {
  if (base === null) return USUAL;
  return Object.fromEntries(NAMES.map((name, offset) => [name, base + offset])) as Record<PortName, number>;
}

export function loopback(port: number): string {
  return `http://127.0.0.1:${port}`;
}
