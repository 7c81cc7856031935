import { until } from '../until.ts';
import type { KubeClient } from './kube-client.ts';

export interface Pod {
  metadata: {
    name: string;
    deletionTimestamp?: string;
    labels?: Record<string, string>;
    ownerReferences?: { kind: string }[];
  };
  spec: { nodeName?: string; containers: { name: string; image: string }[] };
  status: { phase?: string };
}

const NODE = {
  allocatable: { cpu: '64', memory: '256Gi', pods: '500' },
  conditions: [{ type: 'Ready', status: 'True', reason: 'KubeletReady' }],
};

/**
 * The kubelet of a node that only the test plays: a pod starts and ends when the test says so, so that a test can look at
 * what is between. It runs no image.
 */
export class HandKubelet {
  constructor(
    private readonly kube: KubeClient,
    private readonly namespace: string,
  ) {}

  /** A node that takes every pod. */
  static async addNode(
    kube: KubeClient,
    name: string,
    annotations: Record<string, string> = {},
  ): Promise<void> {
    const metadata = { name, annotations, labels: { 'kubernetes.io/hostname': name } };
    const body = { apiVersion: 'v1', kind: 'Node', metadata };
    await kube.ask({ method: 'POST', path: '/api/v1/nodes', body });
    await kube.ask({
      ...{ method: 'PATCH', path: `/api/v1/nodes/${name}/status` },
      body: { status: { ...NODE, capacity: NODE.allocatable } },
    });
    // Until its controllers have seen the node they keep pods away from it by taints.
    await until(`node ${name} has no taints`, async () => {
      const { spec } = await kube.ask<{ spec: { taints?: unknown[] } }>({
        ...{ method: 'GET', path: `/api/v1/nodes/${name}` },
      });
      return (spec.taints ?? []).length === 0;
    });
  }

  async pods(): Promise<Pod[]> {
    const { items } = await this.kube.ask<{ items: Pod[] }>({ method: 'GET', path: this.path() });
    return items;
  }

  /** Every pod that has a node starts, and is ready. */
  async startPods(): Promise<void> {
    for (const pod of await this.pods())
      if (pod.spec.nodeName !== undefined && (pod.status.phase ?? 'Pending') === 'Pending')
        await this.run(pod);
  }

  /** Every pod that was asked to end has ended, among those that are chosen. */
  async endPods(chosen: (pod: Pod) => boolean = () => true): Promise<void> {
    for (const pod of (await this.pods()).filter(chosen))
      if (pod.metadata.deletionTimestamp !== undefined)
        await this.kube.send({
          ...{ method: 'DELETE', path: this.path(pod.metadata.name), body: { gracePeriodSeconds: 0 } },
        });
  }

  run(pod: Pod): Promise<void> {
    const running = { running: { startedAt: new Date().toISOString() } };
    const conditions = ['Initialized', 'ContainersReady', 'Ready'].map((type) => ({ type, status: 'True' }));
    return this.report(pod, { phase: 'Running', conditions }, { ready: true, started: true, state: running });
  }

  /** The program of its containers has ended. */
  exit(pod: Pod, exitCode: number): Promise<void> {
    const terminated = { exitCode, reason: exitCode === 0 ? 'Completed' : 'Error' };
    const phase = exitCode === 0 ? 'Succeeded' : 'Failed';
    return this.report(pod, { phase }, { ready: false, started: false, state: { terminated } });
  }

  private async report(pod: Pod, status: object, container: object): Promise<void> {
    const containerStatuses = pod.spec.containers.map(({ name, image }) => ({
      ...{ name, image, imageID: '', restartCount: 0 },
      ...container,
    }));
    await this.kube.ask({
      ...{ method: 'PATCH', path: `${this.path(pod.metadata.name)}/status` },
      body: { status: { ...status, containerStatuses } },
    });
  }

  private path(name?: string): string {
    return `/api/v1/namespaces/${this.namespace}/pods${name === undefined ? '' : `/${name}`}`;
  }
}
