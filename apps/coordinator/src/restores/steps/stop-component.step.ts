import type { InfoApi } from '#camunda';
import type { StepName, WebApp } from '#domain';
import type { ClusterClients, StepContext } from '#engine';
import type { ClusterControls } from '../cluster-controls.ts';
import type { NamedAction } from './control-action.ts';
import { StopStep } from './stop-step.ts';

/** Stops one application that is a process of its own, while the brokers keep running. */
export class StopComponentStep extends StopStep {
  readonly name: StepName;
  protected readonly what: string;

  constructor(
    private readonly component: WebApp,
    controls: ClusterControls,
    clients: ClusterClients,
  ) {
    super(controls, clients);
    this.name = `stop-${component}` as StepName;
    this.what = component;
  }

  protected current({ cluster }: StepContext): NamedAction {
    const { component } = this;
    const brokers = cluster.zeebe.brokerCount;
    return { action: { kind: 'stop-component', brokers, component }, name: 'stop' };
  }

  protected watched({ cluster }: StepContext): Promise<readonly InfoApi[]> {
    const api = this.clients.of(cluster.name).info[this.component];
    return Promise.resolve(api === undefined ? [] : [api]);
  }
}
