import { Inject, Injectable } from '@nestjs/common';
import { readInfo } from '#camunda';
import { StepFailure, type StepName } from '#domain';
import { ClusterClients, type PassResult, type StepContext } from '#step-worker';
import { ClusterControls } from '../cluster-controls.ts';
import { ControlStep } from './control-step.ts';

/** Starts everything, and waits until every component answers and every partition has a leader. */
@Injectable()
export class StartCamundaStep extends ControlStep {
  readonly name: StepName = 'start-camunda';

  constructor(
    @Inject(ClusterControls) controls: ClusterControls,
    @Inject(ClusterClients) clients: ClusterClients,
  ) {
    super(controls, clients);
  }

  async pass(context: StepContext): Promise<PassResult> {
    const started = await this.everything(context, 'start');
    if (!started.done) return started;
    const { management, partitions } = this.clients.of(context.cluster.name);
    for (const client of Object.values(management)) await readInfo(client, context.look());
    const [topology, replicas] = await Promise.all([
      partitions.topology(context.look()),
      partitions.read(context.look()),
    ]);
    const led = new Set(
      replicas.filter(({ role }) => role === 'LEADER').map(({ partitionId }) => partitionId),
    );
    const all = topology.partitionCount;
    const expected = context.run.plan?.partitions ?? null;
    if (expected !== null && all !== expected)
      throw StepFailure.permanent(
        'restore-failed',
        `the cluster has ${all} partitions, the set ${expected}. Stop it, set zeebe.broker.cluster.partitionsCount to ${expected}, and restore again.`,
        { component: 'zeebe' },
      );
    const answer = `${led.size} of ${all} partitions have a leader`;
    return { ...started, done: led.size === all, answer, progress: { done: led.size, total: all } };
  }
}
