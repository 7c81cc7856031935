import type { CheckResult, Component } from '#domain';
import type { Permit } from '#http';

export const CONTROL_ADAPTERS = ['commands', 'kubernetes', 'manual'] as const;
export type ControlAdapter = (typeof CONTROL_ADAPTERS)[number];

/**
 * What a restore needs done to Camunda's own processes. The store (Elasticsearch) and Holdfast keep running.
 * `brokers` is how many brokers the cluster has; a broker is named by its node id, 0 to `brokers` - 1.
 */
export type ControlAction =
  /** Every broker, gateway, Operate, Tasklist, Optimize and connector. */
  | { kind: 'stop'; brokers: number }
  /** Empties the data directory of one broker. Everything must be stopped. */
  | { kind: 'wipe-broker'; brokers: number; broker: number }
  /**
   * Runs the Zeebe restore app once for one broker. Its data directory must be empty. Without an id, the app finds the backups
   * by the position of a restored relational database.
   */
  | { kind: 'restore-broker'; brokers: number; broker: number; backupId: number | null }
  | { kind: 'start'; brokers: number }
  /** One application that is a process of its own, while the brokers keep running. */
  | { kind: 'stop-component'; brokers: number; component: Component }
  | { kind: 'start-component'; brokers: number; component: Component };

export const CONTROL_STATES = ['absent', 'running', 'waiting', 'done', 'failed', 'lost'] as const;

/**
 * - `absent`: never started, or not completely; begin it (again)
 * - `running`: continues by itself
 * - `waiting`: a person has to act
 * - `done`, `failed`: it has ended
 * - `lost`: it was started, and the process that did it is gone without a result
 */
export type ControlState = (typeof CONTROL_STATES)[number];

export interface ControlObservation {
  state: ControlState;
  /** What was seen, for people. One sentence. */
  message: string;
  /** The last lines of what did it, oldest first: at most 200, none longer than 500 characters. */
  output: readonly string[];
  /** When it was started (unix ms); null while it is absent. */
  startedAt: number | null;
}

/**
 * Stops, empties, restores and starts Camunda's processes. An action is started under a key of its own, by which any
 * later process on the same machine can look at it, whatever happened to the one that started it.
 *
 * Methods that take a key throw a permanent StepFailure `refused` when a person has to fix something (a key that is no
 * plain name, no access, something that is not there), and a transient one (`unreachable`, `unavailable`, `busy`) when
 * the same call may succeed later. A call that failed may have had its effect; look before anything else.
 */
export abstract class CamundaControl {
  abstract readonly adapter: ControlAdapter;

  /** For people and for the plan: what exactly will be done. Changes nothing and calls nothing. */
  abstract describe(action: ControlAction): string;

  /**
   * Examines whether the actions can be done, without changing anything. Never throws a StepFailure: what cannot be
   * reached is a check that is not ok.
   * @param brokers how many brokers the cluster has
   */
  abstract check(brokers: number): Promise<CheckResult[]>;

  /** As `check`, for a restore that only stops and starts these applications. */
  abstract checkComponents(components: readonly Component[]): Promise<CheckResult[]>;

  /**
   * Begins the action unless it was started, or abandoned, under this key before; continues a start that was cut off.
   * Idempotent for each key, also between processes. Returns as soon as the action continues by itself.
   * @param permit asked at the last moment before each change; what it throws ends the call, and nothing more is changed
   */
  abstract begin(action: ControlAction, key: string, permit?: Permit): Promise<void>;

  /** One look. Changes nothing. */
  abstract look(action: ControlAction, key: string): Promise<ControlObservation>;

  /**
   * Makes sure that what was started under this key does nothing from now on, and that a late `begin` under it does
   * nothing either. What had ended before keeps its end; anything else looks `failed` from now on. Idempotent.
   * @param permit as for `begin`
   * @throws StepFailure busy (transient): it was asked to end and has not yet; call again
   */
  abstract abandon(action: ControlAction, key: string, permit?: Permit): Promise<void>;
}
