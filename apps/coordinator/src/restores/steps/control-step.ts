import { Injectable } from '@nestjs/common';
import type { CamundaControl } from '#camunda-processes';
import type { ClusterConfig } from '#config';
import { StepFailure } from '#domain';
import { Step, ClusterClients, type PassResult, type StepContext } from '#engine';
import { ClusterControls } from '../cluster-controls.ts';
import { abandonAction, actionPass } from '../../actions/action-pass.ts';
import { controlAction, type NamedAction } from './control-action.ts';

/** Added to the time of the action itself, for starting up and for looking (ms). */
const MARGIN_MS = 120_000;
/** A person who has to act may be asleep (ms). */
const PERSON_MS = 7 * 24 * 3_600_000;

/** A step that has something done to Camunda's processes. */
@Injectable()
export abstract class ControlStep extends Step {
  /** How many actions the step may have to wait for, one after the other, for each broker; null for one in all. */
  protected readonly actionsPerBroker: number | null = null;

  constructor(
    private readonly controls: ClusterControls,
    protected readonly clients: ClusterClients,
  ) {
    super();
  }

  deadlineMs({ restore, zeebe }: ClusterConfig): number {
    if (!restore || restore.control === 'manual') return PERSON_MS;
    const actions = this.actionsPerBroker === null ? 1 : this.actionsPerBroker * zeebe.brokerCount;
    return restore.timeout * actions + MARGIN_MS;
  }

  /** One pass of stopping or starting everything. What is to be seen of it is looked at once its output is on record. */
  protected async everything(context: StepContext): Promise<PassResult> {
    const result = await actionPass(controlAction(this.control(context), this.current(context)), context);
    return { ...result, done: result.done && (result.notes ?? []).length === 0 };
  }

  /** What is under way, or would start next. */
  protected abstract current(context: StepContext): NamedAction;

  override async abandon(context: StepContext): Promise<void> {
    await abandonAction(controlAction(this.control(context), this.current(context)), context);
  }

  /** @throws StepFailure refused: the configuration lost its `restore` section since the plan was made */
  protected control({ cluster }: StepContext): CamundaControl {
    const control = this.controls.of(cluster);
    if (control) return control;
    throw StepFailure.permanent(
      'refused',
      `clusters[].restore of "${cluster.name}" is gone from the configuration; there is no way to stop and start Camunda`,
      { component: 'camunda' },
    );
  }
}
