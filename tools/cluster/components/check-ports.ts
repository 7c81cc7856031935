import type { Cluster } from '../cluster.ts';
import { findPortOwner, portIsFree } from '../port-owner.ts';
import { ClusterProblem } from '../problem.ts';
import { findProcesses } from '../process-table.ts';
import type { Component } from './component.ts';

/** Before anything is fetched or started, so that the answer is one sentence and not the end of a Java log. */
export async function checkPorts(components: readonly Component[], cluster: Cluster): Promise<void> {
  const processes = findProcesses(cluster.at.dir);
  const taken: [string, string][] = [];
  for (const component of components.filter(({ name }) => processes[name].length === 0)) {
    for (const name of component.ports) {
      const port = cluster.ports[name];
      if (!(await portIsFree(port))) taken.push([`${port} (${name})`, findPortOwner(port)]);
    }
  }
  if (taken.length > 0) throw new ClusterProblem(describeTaken(taken));
}

/** `taken` pairs a port with its owner. */
export function describeTaken(taken: readonly (readonly [string, string])[]): string {
  const owners = new Set(taken.map(([, owner]) => owner));
  const lines = [...owners].map((owner) => {
    const ports = taken.filter(([, each]) => each === owner).map(([port]) => port);
    return `${ports.length > 1 ? 'Ports' : 'Port'} ${ports.join(', ')}: taken by ${owner}.`;
  });
  return [
    ...lines,
    'End that process, or choose other ports with --port-base N (N and the 15 above it).',
  ].join('\n');
}
