import type { PauseKind, UnreachableBroker } from '#domain';
import type { CallOptions, NextCall } from '#http';

/**
 * Pauses and resumes the exporting of a whole cluster.
 *
 * The kind of a pause follows from the version of Zeebe (`pauseKindOf`), and a cluster must never see both. A hard pause
 * after a soft one overwrites the shorter word in each partition's `.exporterPaused` without cutting the rest off, and the
 * broker cannot start again (recorded on 8.6.0: "No enum constant ExporterPhase.PAUSEDAUSED").
 *
 * A returned promise means "the component says so". Only the phases that the brokers show (TopologyApi) prove it.
 */
export interface ExportingApi {
  /**
   * Soft: records still reach the store, but positions are no longer acknowledged. Hard: nothing is exported. Idempotent,
   * survives a broker restart.
   * @throws StepFailure pause-failed (transient): not every partition did it, some may have, or will later
   */
  pause(kind: PauseKind, call?: CallOptions): Promise<void>;

  /**
   * Ends any pause, also a foreign one. Idempotent.
   * @throws StepFailure pause-failed (transient): not every partition did it, some may have
   */
  resume(call?: CallOptions): Promise<void>;

  /**
   * Ends any pause of every replica on every broker that can be reached, without the gateway, which up to 8.9 refuses as
   * soon as one replica of the cluster is missing. 8.10 keeps the pause in the configuration of the cluster and refuses.
   * Idempotent.
   * @param next asked before the brokers are looked up, and once more before they are called
   * @returns the brokers that did not do it, each with the reason
   * @throws what `next` or the permit of its call throws, or the signal of its call is aborted with
   */
  resumeBrokers(next?: NextCall): Promise<UnreachableBroker[]>;
}
