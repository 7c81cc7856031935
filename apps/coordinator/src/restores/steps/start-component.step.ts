import { planOf, StepFailure, unfitVersions, type StepName, type WebApp } from '#domain';
import type { ClusterClients, PassResult, StepContext } from '#engine';
import type { ClusterControls } from '../cluster-controls.ts';
import type { NamedAction } from './control-action.ts';
import { ControlStep } from './control-step.ts';

/** Starts one application that is a process of its own, and waits until it answers with the version of the set. */
export class StartComponentStep extends ControlStep {
  readonly name: StepName;

  constructor(
    private readonly component: WebApp,
    controls: ClusterControls,
    clients: ClusterClients,
  ) {
    super(controls, clients);
    this.name = `start-${component}` as StepName;
  }

  protected current({ cluster }: StepContext): NamedAction {
    const { component } = this;
    const brokers = cluster.zeebe.brokerCount;
    return { action: { kind: 'start-component', brokers, component }, name: 'start' };
  }

  async pass(context: StepContext): Promise<PassResult> {
    const started = await this.everything(context);
    if (!started.done) return started;
    const { component } = this;
    const seen = await this.clients.of(context.cluster.name).info[component]?.read(context.look());
    const running = [{ component, version: seen?.version ?? null }];
    const unfit = unfitVersions(planOf(context.run)?.snapshots ?? [], running);
    if (unfit.length === 0) return { ...started, done: true, answer: `${component} answers` };
    throw StepFailure.permanent(
      'restore-failed',
      `${unfit.join('; ')}. Stop it, install exactly the version of the set (patch included), and restore again.`,
      { component: 'camunda' },
    );
  }
}
