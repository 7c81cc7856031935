import { json } from './real-cluster.ts';

/** The exporter phase of every partition that a broker has, asked of the broker itself. */
export async function exporterPhases(broker: string): Promise<string[]> {
  const partitions = await json<Record<string, { exporterPhase: string }>>(`${broker}/actuator/partitions`);
  return Object.values(partitions).map((partition) => partition.exporterPhase);
}

/** The version that a component says it has. */
export async function versionAt(management: string): Promise<string> {
  const { build } = await json<{ build: { version: string } }>(`${management}/actuator/info`);
  return build.version;
}
