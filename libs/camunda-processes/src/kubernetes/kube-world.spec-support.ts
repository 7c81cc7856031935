import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { KubeApiServer } from '../../../../test/support/kubernetes/kube-api-server.ts';
import type { KubeObject } from '../../../../test/support/kubernetes/kube-objects.ts';
import type { ControlAction } from '../camunda-control.port.ts';
import type { KubernetesConfig } from '../control-config.ts';
import { CAMUNDA_CONFIG, CAMUNDA_WORKLOADS } from '../../../../test/support/kubernetes/camunda-workloads.ts';
import { KubernetesControl, type KubernetesControlOptions } from './kubernetes-control.ts';

/** A namespace with two brokers and four more workloads, all running. */
export class KubeWorld {
  readonly directory = mkdtempSync(join(tmpdir(), 'holdfast-kube-'));

  private constructor(readonly kube: KubeApiServer) {
    this.writeKubeconfig(kube.kubeconfig());
    for (const workload of CAMUNDA_WORKLOADS) kube.store.create(workload);
    kube.controllers.settle();
  }

  static async start(): Promise<KubeWorld> {
    return new KubeWorld(await KubeApiServer.start());
  }

  get config(): KubernetesConfig {
    return { ...CAMUNDA_CONFIG, kubeconfig: join(this.directory, 'kubeconfig') };
  }

  open(
    config: Partial<KubernetesConfig> = {},
    options: Partial<KubernetesControlOptions> = {},
  ): KubernetesControl {
    const kubernetes = { ...this.config, ...config };
    return new KubernetesControl({ cluster: 'prod', kubernetes, timeoutMs: 600_000, ...options });
  }

  /** Scales everything down, as an earlier step of the restore does. */
  async stop(action: ControlAction = { kind: 'stop', brokers: 2 }): Promise<void> {
    await this.open().begin(action, 'restore-1764000000-prepare');
    this.kube.controllers.settle();
    this.kube.effects.length = 0;
  }

  writeKubeconfig(text: string): void {
    writeFileSync(join(this.directory, 'kubeconfig'), text);
  }

  get(kind: string, name: string): KubeObject {
    return this.kube.store.get(kind, name);
  }

  /** Names of all objects of a kind. */
  names(kind: string): string[] {
    return this.kube.store.list(kind).map(({ metadata }) => metadata.name);
  }

  /** Effects that begin so. */
  effects(beginning: string): string[] {
    return this.kube.effects.filter((each) => each.startsWith(beginning));
  }

  async close(): Promise<void> {
    await this.kube.close();
    rmSync(this.directory, { recursive: true });
  }
}

export { failureOf } from '../../../../test/support/step-failure.ts';
