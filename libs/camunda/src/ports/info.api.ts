import type { Component } from '#domain';
import type { CallOptions } from '#http';

export interface ComponentInfo {
  /** Null where the component does not tell (no build information, or `info` is not exposed). */
  version: string | null;
  /** The component's clock minus ours (ms, exact to about a second); null where its answer has no date. */
  clockSkewMs: number | null;
}

/** Who answers at one address. */
export interface InfoApi {
  readonly component: Component;
  /** `host:port`, to name one of several brokers. */
  readonly address: string;

  /**
   * Which version answers, and what its clock shows.
   * @throws StepFailure when it cannot be asked
   */
  read(call?: CallOptions): Promise<ComponentInfo>;
}
