import type { Permit } from '#http';
import { StepFailure, type CheckResult } from '#domain';
import { CamundaControl, type ControlAction, type ControlObservation } from '../camunda-control.port.ts';
import type { CommandsConfig } from '../control-config.ts';
import { checkCommands } from './command-checks.ts';
import { variablesOf, type Variables } from './command-environment.ts';
import { ShellWork } from './shell-work.ts';

const DIRECTORY_KEY = 'restore.commands.directory';

export interface CommandsControlOptions {
  cluster: string;
  commands: CommandsConfig;
  /** Longest time for one command (ms). */
  timeoutMs: number;
  /** What commands inherit; variables that begin with HOLDFAST_ are left out. */
  environment: Variables;
  /** Between SIGTERM and SIGKILL (ms). */
  graceMs?: number;
}

/** Controls Camunda's processes by the operator's own commands. */
export class CommandsControl extends CamundaControl {
  readonly adapter = 'commands';
  private readonly work: ShellWork;

  constructor(private readonly options: CommandsControlOptions) {
    super();
    const { cluster, commands, timeoutMs, environment, graceMs } = options;
    const { directory } = commands;
    this.work = new ShellWork({
      cluster,
      directory,
      directoryKey: DIRECTORY_KEY,
      timeoutMs,
      environment,
      graceMs,
    });
  }

  describe(action: ControlAction): string {
    const variables = Object.entries(variablesOf(action, this.options.cluster)).map(
      ([name, value]) => `${name}=${value}`,
    );
    return `Run \`${this.commandFor(action)}\` with ${variables.join(' ')}`;
  }

  check(): Promise<CheckResult[]> {
    const { stop, start, wipeBroker, restoreBroker } = this.options.commands;
    return this.checkAll({ stop, start, wipeBroker, restoreBroker });
  }

  checkComponents(): Promise<CheckResult[]> {
    const { stopComponent, startComponent } = this.options.commands;
    return this.checkAll({ stopComponent, startComponent });
  }

  private checkAll(commands: Readonly<Record<string, string | undefined>>): Promise<CheckResult[]> {
    const { directory } = this.options.commands;
    const named = Object.entries(commands).map(
      ([name, command]) => [`restore.commands.${name}`, command] as const,
    );
    return checkCommands({
      ...{ commands: Object.fromEntries(named), directory, directoryKey: DIRECTORY_KEY },
      environment: this.options.environment,
    });
  }

  begin(action: ControlAction, key: string, permit?: Permit): Promise<void> {
    const variables = variablesOf(action, this.options.cluster);
    return this.work.begin({ command: this.commandFor(action), variables }, key, permit);
  }

  look(_action: ControlAction, key: string): Promise<ControlObservation> {
    return this.work.look(key);
  }

  abandon(_action: ControlAction, key: string, permit?: Permit): Promise<void> {
    return this.work.abandon(key, permit);
  }

  private commandFor(action: ControlAction): string {
    const { commands } = this.options;
    switch (action.kind) {
      case 'stop':
        return commands.stop;
      case 'start':
        return commands.start;
      case 'wipe-broker':
        return commands.wipeBroker;
      case 'restore-broker':
        return commands.restoreBroker;
      case 'stop-component':
        return commands.stopComponent ?? missing('stopComponent');
      case 'start-component':
        return commands.startComponent ?? missing('startComponent');
    }
  }
}

function missing(name: string): never {
  throw StepFailure.permanent('refused', `restore.commands.${name} is missing.`, {
    remedy: 'Write it in the configuration: the shell command that does it for $HOLDFAST_COMPONENT.',
  });
}
