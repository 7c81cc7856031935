import { Injectable } from '@nestjs/common';
import type { InfoApi } from '#camunda';
import type { StepName } from '#domain';
import type { StepContext } from '#engine';
import type { NamedAction } from './control-action.ts';
import { LOOK_MS, StopStep } from './stop-step.ts';

/** Stops all of Camunda. */
@Injectable()
export class StopCamundaStep extends StopStep {
  readonly name: StepName = 'stop-camunda';
  protected readonly what = 'everything';

  protected current({ cluster }: StepContext): NamedAction {
    return { action: { kind: 'stop', brokers: cluster.zeebe.brokerCount }, name: 'stop' };
  }

  protected async watched({ cluster }: StepContext): Promise<readonly InfoApi[]> {
    const { info, brokers } = this.clients.of(cluster.name);
    return [...Object.values(info), ...(await brokers({ timeoutMs: LOOK_MS }))];
  }
}
