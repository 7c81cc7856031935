import type { Component } from '../component.ts';
import type { Procedure, RunKind } from '../procedure-shape.ts';
import type { GenerationName } from './generation-name.ts';
import type { ClusterShape } from './cluster-shape.ts';
import type { RestoreProgram } from './restore-program.ts';

/** Everything that differs between generations and that is not a call: what a cluster consists of, and in which order. */
export interface Generation {
  name: GenerationName;
  /** Minor versions of Camunda 8. */
  minors: readonly number[];
  /** How a cluster of it is configured. */
  shape: ClusterShape;
  /** Whether a cluster reports the node ids of its brokers (`/actuator/cluster`). */
  reportsBrokers: boolean;
  /** Components that a cluster of it may have. */
  components: readonly Component[];
  procedures: Readonly<Record<RunKind, Procedure>>;
  restoreProgram: RestoreProgram;
}
