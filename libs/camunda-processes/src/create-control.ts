import type { RestoreProgram } from '#domain';
import type { CamundaControl } from './camunda-control.port.ts';
import { CommandsControl } from './commands/commands-control.ts';
import type { Variables } from './commands/command-environment.ts';
import type { ControlConfig } from './control-config.ts';
import { KubernetesControl } from './kubernetes/kubernetes-control.ts';
import type { Confirmations } from './manual/confirmations.port.ts';
import { ManualControl } from './manual/manual-control.ts';

export interface CamundaControlSurroundings {
  /** Name of the cluster, as in the configuration. */
  cluster: string;
  /** Of the generation of the cluster. Used by `kubernetes` only. */
  program: RestoreProgram;
  /** Requests to people of this cluster. Used by `manual` only. */
  confirmations: Confirmations;
  /** What commands inherit; variables that begin with HOLDFAST_ are left out. Used by `commands` only. */
  environment: Variables;
}

/** The adapter that the configuration chooses. Touches nothing and calls nothing. */
export function createCamundaControl(
  config: ControlConfig,
  { cluster, program, confirmations, environment }: CamundaControlSurroundings,
): CamundaControl {
  const timeoutMs = config.timeout;
  switch (config.control) {
    case 'commands':
      return new CommandsControl({ cluster, commands: config.commands, timeoutMs, environment });
    case 'kubernetes':
      return new KubernetesControl({ cluster, program, kubernetes: config.kubernetes, timeoutMs });
    case 'manual':
      return new ManualControl(cluster, confirmations);
  }
}
