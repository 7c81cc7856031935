export { startSimulator } from './start-simulator.ts';
export type { Simulator, SimulatorHooks } from './start-simulator.ts';
export type { CallHook, CallMoment } from './http/call.hook.ts';
export type { ClusterState } from './cluster/cluster.state.ts';
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
