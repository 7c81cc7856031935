import type { Permit } from '#http';
import { ZEEBE_PROGRAM, type CheckResult, type Component, type RestoreProgram } from '#domain';
import { CamundaControl, type ControlAction, type ControlObservation } from '../camunda-control.port.ts';
import type { KubernetesConfig } from '../control-config.ts';
import { requireKey } from '../control-key.ts';
import { ActionRecords, type ActionRecord } from './action-records.ts';
import { BrokerClaims } from './broker-claims.ts';
import { KubeApi } from './kube-api.ts';
import { checkKubernetes, checkKubernetesComponents } from './kube-checks.ts';
import type { KubernetesWork } from './kubernetes-work.ts';
import { RestoreWork } from './restore-work.ts';
import { StartWork } from './start-work.ts';
import { StopWork } from './stop-work.ts';
import { WipeWork } from './wipe-work.ts';
import { Workloads } from './workloads.ts';

export interface KubernetesControlOptions {
  cluster: string;
  kubernetes: KubernetesConfig;
  /** Left out: that of Zeebe up to 8.7. */
  program?: RestoreProgram;
  /** Longest time for one action (ms). */
  timeoutMs: number;
  /** For one request to the API server (ms). */
  requestTimeoutMs?: number;
  now?: () => number;
}

/**
 * Lets a Kubernetes cluster do it. What was started is recorded in the cluster itself, in a ConfigMap per key; progress
 * is read from the workloads, claims and jobs. `done` and `running` of `stop` and `wipe-broker` are what the cluster is like
 * now: after someone scales a workload up, a stop is no longer done. A start that was once done stays so: what becomes
 * of a pod afterwards is no part of it.
 */
export class KubernetesControl extends CamundaControl {
  readonly adapter = 'kubernetes';

  private readonly workloads: Workloads;
  private readonly claims: BrokerClaims;
  private readonly records: ActionRecords;

  constructor(
    private readonly options: KubernetesControlOptions,
    private readonly kube = kubeOf(options),
  ) {
    super();
    const { brokers } = options.kubernetes;
    this.workloads = new Workloads(this.kube, options.kubernetes);
    this.claims = new BrokerClaims(this.kube, this.workloads, brokers);
    this.records = new ActionRecords(this.kube, options.cluster);
  }

  describe(action: ControlAction): string {
    return this.workFor(action).describe(action);
  }

  check(brokers: number): Promise<CheckResult[]> {
    const { kube, workloads, claims } = this;
    return checkKubernetes({ kube, workloads, claims, config: this.options.kubernetes.brokers }, brokers);
  }

  checkComponents(components: readonly Component[]): Promise<CheckResult[]> {
    const { kube, workloads } = this;
    return checkKubernetesComponents({ kube, workloads }, components);
  }

  async begin(action: ControlAction, key: string, permit?: Permit): Promise<void> {
    requireKey(key);
    if (permit) return this.under(permit).begin(action, key);
    const record = await this.records.open(action, key);
    if (record.state === 'abandoned') return;
    const work = this.workFor(action);
    if (record.state === 'beginning') {
      await work.prepare(action, record);
      // It was given up while it was starting.
      if (!(await this.records.advance(record))) return work.undo?.(action, record);
    }
    await work.release?.(action, record);
  }

  async look(action: ControlAction, key: string): Promise<ControlObservation> {
    requireKey(key);
    const record = await this.records.find(action, key);
    if (record === null || record.state === 'beginning') {
      const message = record === null ? 'It was not started.' : 'Its start was cut off.';
      return { state: 'absent', message, output: [], startedAt: null };
    }
    const startedAt = record.begunAt;
    if (record.state === 'abandoned')
      return { state: 'failed', message: 'It was given up.', output: [], startedAt };
    const work = this.workFor(action);
    const { state, message, output = [] } = await work.look(action, record);
    if (state === 'absent') return { state, message, output, startedAt: null };
    const late = state === 'running' && !work.endsItself && this.isLate(record);
    if (!late) return { state, message, output, startedAt };
    const limit = `It was not done within ${Math.round(this.options.timeoutMs / 1000)} s.`;
    return { state: 'failed', message: `${limit} ${message}`, output, startedAt };
  }

  async abandon(action: ControlAction, key: string, permit?: Permit): Promise<void> {
    requireKey(key);
    if (permit) return this.under(permit).abandon(action, key);
    const work = this.workFor(action);
    const before = await this.records.find(action, key);
    if (before?.state === 'begun') {
      const { state } = await work.look(action, before);
      if (state === 'done' || state === 'failed') return;
    }
    const abandoned = await this.records.abandon(action, key);
    await work.undo?.(action, abandoned);
  }

  private under(permit: Permit): KubernetesControl {
    return new KubernetesControl(this.options, this.kube.under(permit));
  }

  private isLate({ begunAt }: ActionRecord): boolean {
    return (this.options.now ?? Date.now)() - begunAt > this.options.timeoutMs;
  }

  private workFor(action: ControlAction): KubernetesWork {
    const { kube, workloads, claims, records } = this;
    const { cluster, timeoutMs } = this.options;
    const { brokers, namespace } = this.options.kubernetes;
    const { statefulSet, volume } = brokers;
    switch (action.kind) {
      case 'stop':
        return new StopWork(workloads, records, namespace);
      case 'start':
        return new StartWork(workloads, records, namespace);
      case 'stop-component':
        return new StopWork(workloads.of(action.component), records, namespace);
      case 'start-component':
        return new StartWork(workloads.of(action.component), records, namespace);
      case 'wipe-broker':
        return new WipeWork({
          kube,
          workloads,
          claims,
          records,
          cluster,
          statefulSet,
          volume,
        });
      case 'restore-broker':
        return new RestoreWork({
          kube,
          workloads,
          claims,
          records,
          brokers,
          program: this.options.program ?? ZEEBE_PROGRAM,
          cluster,
          timeoutMs,
          now: this.options.now,
        });
    }
  }
}

function kubeOf({ kubernetes, requestTimeoutMs: timeoutMs }: KubernetesControlOptions): KubeApi {
  const { namespace, kubeconfig } = kubernetes;
  return new KubeApi({ namespace, kubeconfig, ...(timeoutMs !== undefined && { timeoutMs }) });
}
