import { Inject, Injectable } from '@nestjs/common';
import { readInfo } from '#camunda';
import { StepFailure, type StepName } from '#domain';
import { ClusterClients, type PassResult, type StepContext } from '#step-worker';
import { ClusterControls } from '../cluster-controls.ts';
import { ControlStep } from './control-step.ts';

/** Something that answers so long after everything was stopped runs on (ms). */
const SILENCE_MS = 60_000;
const LOOK_MS = 2_000;

/** Stops Camunda, and believes it only when nothing answers any more: a component that runs would write meanwhile. */
@Injectable()
export class StopCamundaStep extends ControlStep {
  readonly name: StepName = 'stop-camunda';

  constructor(
    @Inject(ClusterControls) controls: ClusterControls,
    @Inject(ClusterClients) clients: ClusterClients,
  ) {
    super(controls, clients);
  }

  async pass(context: StepContext): Promise<PassResult> {
    const stopped = await this.everything(context, 'stop');
    if (!stopped.done) return stopped;
    const alive = await this.answering(context);
    if (alive.length === 0) return { ...stopped, answer: 'everything is stopped, and nothing answers' };
    const since =
      typeof context.memory.kept['stoppedAt'] === 'number' ? context.memory.kept['stoppedAt'] : Date.now();
    context.keep({ stoppedAt: since });
    if (Date.now() - since < SILENCE_MS)
      return { done: false, answer: `stopped; ${alive.join(', ')} still answers` };
    throw StepFailure.permanent(
      'camunda-not-stopped',
      `${alive.join(', ')} still answers ${SILENCE_MS / 1000} s after everything was stopped. Nothing was deleted. Make clusters[].restore stop it, too, then plan again.`,
      { component: 'camunda' },
    );
  }

  private async answering({ cluster }: StepContext): Promise<string[]> {
    const { management, brokers } = this.clients.of(cluster.name);
    const clients = [...new Set([...Object.values(management), ...brokers])];
    const alive = await Promise.all(
      clients.map(async (client) => {
        const answered = await readInfo(client, { timeoutMs: LOOK_MS }).then(
          () => true,
          (error: unknown) => !(error instanceof StepFailure && silent(error)),
        );
        return answered ? [`${client.component} (${client.address})`] : [];
      }),
    );
    return alive.flat();
  }
}

/** Nobody there, or a load balancer with nobody behind it. */
function silent({ detail }: StepFailure): boolean {
  return detail.code === 'unreachable' || detail.code === 'unavailable';
}
