import type { Cluster } from '#contracts';
import type { HoldfastClient } from '../api/holdfast.client.ts';
import { ProblemAnswer } from '../api/problem-answer.ts';
import { EXIT } from '../exit-codes.ts';

/** @throws ProblemAnswer with exit code 6 when there is none of that name */
export async function findCluster(api: HoldfastClient, name: string): Promise<Cluster> {
  const { items: clusters } = await api.call('cluster.list');
  const cluster = clusters.find((each) => each.name === name);
  if (cluster) return cluster;
  const known = clusters.map((each) => each.name).join(', ');
  throw new ProblemAnswer(`No cluster "${name}" is configured. Known: ${known}.`, EXIT.notFound);
}
