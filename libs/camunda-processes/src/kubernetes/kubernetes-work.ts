import type { ControlAction, ControlObservation } from '../camunda-control.port.ts';
import type { ActionRecord } from './action-records.ts';

export type KubernetesLook = Pick<ControlObservation, 'state' | 'message'> & { output?: readonly string[] };

/** How actions of one kind are done by a cluster. Every method throws StepFailures as `KubeApi` does. */
export abstract class KubernetesWork<A extends ControlAction = ControlAction> {
  /** Whether the cluster itself ends it when its time is over. */
  readonly endsItself: boolean = false;

  abstract describe(action: A): string;

  /**
   * Asks the cluster for it. Cut off at any point it can be repeated, and it changes nothing once the record is no
   * longer `beginning`.
   * @throws StepFailure refused (permanent) when the cluster is not in the state that the action needs
   */
  abstract prepare(action: A, record: ActionRecord): Promise<void>;

  /** Releases what waits for the record to be `begun`. Idempotent. */
  release?(action: A, record: ActionRecord): Promise<void>;

  /** One look at an action whose record is `begun`. `absent`: it was not released. */
  abstract look(action: A, record: ActionRecord): Promise<KubernetesLook>;

  /**
   * Ends what still runs of it. What was asked of the cluster stays asked. Idempotent.
   * @throws StepFailure busy (transient): it is still ending
   */
  undo?(action: A, record: ActionRecord): Promise<void>;
}
