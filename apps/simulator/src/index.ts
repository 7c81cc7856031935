export { startSimulator } from './start-simulator.ts';
export type { Simulator } from './start-simulator.ts';
export type { ClusterUrls } from './cluster/cluster.host.ts';
export type { SimulatorOptions } from './config/simulator.schema.ts';
export type { Action } from './control/action.schema.ts';
export type {
  CallEffect,
  CallEntry,
  ChangeEffect,
  ChangeEntry,
  Effect,
  EffectKind,
} from './effects/effect.ts';
export type { FaultInput, FaultKind } from './faults/fault.schema.ts';
