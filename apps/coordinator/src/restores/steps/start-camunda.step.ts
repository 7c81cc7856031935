import { Injectable } from '@nestjs/common';
import { planOf, StepFailure, unfitVersions, type RunningVersion, type StepName } from '#domain';
import { type PassResult, type StepContext } from '#engine';
import type { NamedAction } from './control-action.ts';
import { ControlStep } from './control-step.ts';

/** Starts everything, and waits until every component answers and every partition has a leader. */
@Injectable()
export class StartCamundaStep extends ControlStep {
  readonly name: StepName = 'start-camunda';

  protected current({ cluster }: StepContext): NamedAction {
    return { action: { kind: 'start', brokers: cluster.zeebe.brokerCount }, name: 'start' };
  }

  async pass(context: StepContext): Promise<PassResult> {
    const started = await this.everything(context);
    if (!started.done) return started;
    const clients = this.clients.of(context.cluster.name);
    await this.requireVersions(context);
    const [topology, replicas] = await Promise.all([
      clients.topology.topology(context.look()),
      clients.topology.read(context.look()),
    ]);
    const led = new Set(
      replicas.filter(({ role }) => role === 'LEADER').map(({ partitionId }) => partitionId),
    );
    const all = topology.partitionCount;
    const expected = planOf(context.run)?.partitions ?? null;
    if (expected !== null && all !== expected)
      throw StepFailure.permanent(
        'restore-failed',
        `the cluster has ${all} partitions, the set ${expected}. Stop it, set zeebe.broker.cluster.partitionsCount to ${expected}, and restore again.`,
        { component: 'zeebe' },
      );
    const answer = `${led.size} of ${all} partitions have a leader`;
    return { ...started, done: led.size === all, answer, progress: { done: led.size, total: all } };
  }

  /** A component of another version may change the restored indices beyond repair; it is reported as soon as it answers. */
  private async requireVersions(context: StepContext): Promise<void> {
    const { info } = this.clients.of(context.cluster.name);
    const running: RunningVersion[] = [];
    for (const api of Object.values(info)) {
      const { version } = await api.read(context.look());
      running.push({ component: api.component, version });
    }
    const plan = planOf(context.run);
    const dumped = context.cluster.database ? (plan?.version ?? null) : null;
    const unfit = unfitVersions(plan?.snapshots ?? [], running, dumped);
    if (unfit.length === 0) return;
    throw StepFailure.permanent(
      'restore-failed',
      `${unfit.join('; ')}. Stop it, install exactly the version of the set (patch included), and restore again.`,
      { component: 'camunda' },
    );
  }
}
