import { StepFailure } from '#domain';
import type { CamundaControl } from './camunda-control.port.ts';
import type { Variables } from './commands/command-environment.ts';
import { CommandsControl } from './commands/commands-control.ts';
import type { ControlConfig } from './control-config.ts';
import type { Confirmations } from './manual/confirmations.port.ts';
import { ManualControl } from './manual/manual-control.ts';

interface Surroundings {
  cluster: string;
  confirmations: Confirmations;
  /** What commands inherit. */
  environment: Variables;
}

/** The adapter that a configuration asks for. Opens no connection. */
export function createCamundaControl(
  config: ControlConfig,
  { cluster, confirmations, environment }: Surroundings,
): CamundaControl {
  switch (config.control) {
    case 'commands':
      return new CommandsControl({
        cluster,
        commands: config.commands,
        timeoutMs: config.timeout,
        environment,
      });
    case 'manual':
      return new ManualControl(cluster, confirmations);
    case 'kubernetes':
      throw StepFailure.permanent('refused', 'control: kubernetes is not there yet');
  }
}
