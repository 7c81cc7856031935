export {
  CONTROL_ADAPTERS,
  CONTROL_STATES,
  CamundaControl,
  type ControlAction,
  type ControlAdapter,
  type ControlObservation,
  type ControlState,
} from './camunda-control.port.ts';
export {
  type BrokersConfig,
  type CommandsConfig,
  type ControlConfig,
  type KubernetesConfig,
  type WorkloadReference,
} from './control-config.ts';
export { CommandsControl, type CommandsControlOptions } from './commands/commands-control.ts';
export { checkCommands } from './commands/command-checks.ts';
export { ShellWork, type ShellCommand, type ShellWorkOptions } from './commands/shell-work.ts';
export { type Variables } from './commands/command-environment.ts';
export { createCamundaControl, type CamundaControlSurroundings } from './create-control.ts';
export { findAddresses, type KubernetesAddresses } from './kubernetes/find-addresses.ts';
export { KUBERNETES_RIGHTS } from './kubernetes/kube-checks.ts';
export { KubernetesControl, type KubernetesControlOptions } from './kubernetes/kubernetes-control.ts';
export { Confirmations, type Confirmation, type ConfirmationRequest } from './manual/confirmations.port.ts';
export { InMemoryConfirmations } from './manual/confirmations.fake.ts';
export { ManualControl } from './manual/manual-control.ts';
