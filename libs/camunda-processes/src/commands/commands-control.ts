import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Permit } from '#http';
import { StepFailure, type CheckResult, type Component } from '#domain';
import { CamundaControl, type ControlAction, type ControlObservation } from '../camunda-control.port.ts';
import type { CommandsConfig } from '../control-config.ts';
import { requireKey } from '../control-key.ts';
import { checkCommands, checkComponentCommands } from './command-checks.ts';
import { environmentOf, variablesOf, type Variables } from './command-environment.ts';
import { lookAtCommand } from './command-look.ts';
import { processesOf, signalGroup } from './command-processes.ts';
import {
  filesIn,
  readClaim,
  readEnd,
  writeFirst,
  writeWhole,
  type CommandFiles,
  type RunnerClaim,
} from './command-record.ts';
import { startRunner } from './start-runner.ts';

/** How long processes may take to end after SIGTERM, before SIGKILL (ms). */
const GRACE_MS = 5_000;

/** How long the kernel may take to remove what was killed (ms). */
const KILL_MS = 5_000;

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

/**
 * Runs the operator's own commands. Each has a runner, a process that leads a session of its own, and a directory,
 * `<directory>/<cluster>/<key>`, where the runner writes what becomes of it. So a command survives Holdfast, and is found
 * again. It does not survive the machine or the container, and a service manager that kills whole control groups ends it
 * with Holdfast (systemd: `KillMode=process`). A process that a command puts into another session is out of reach.
 */
export class CommandsControl extends CamundaControl {
  readonly adapter = 'commands';

  constructor(private readonly options: CommandsControlOptions) {
    super();
  }

  describe(action: ControlAction): string {
    const variables = Object.entries(variablesOf(action, this.options.cluster)).map(
      ([name, value]) => `${name}=${value}`,
    );
    return `Run \`${this.commandFor(action)}\` with ${variables.join(' ')}`;
  }

  check(): Promise<CheckResult[]> {
    return checkCommands(this.options.commands, this.options.environment);
  }

  checkComponents(_components: readonly Component[]): Promise<CheckResult[]> {
    return checkComponentCommands(this.options.commands, this.options.environment);
  }

  async begin(action: ControlAction, key: string, permit?: Permit): Promise<void> {
    const files = this.filesOf(key);
    await this.inDirectory(files, async () => {
      if (readClaim(files) !== null) return;
      permit?.();
      const graceMs = this.options.graceMs ?? GRACE_MS;
      writeWhole(files.order, {
        command: this.commandFor(action),
        timeoutMs: this.options.timeoutMs,
        graceMs,
      });
      const env = environmentOf(action, this.options.cluster, this.options.environment);
      await startRunner(files, env, permit);
    });
  }

  async look(_action: ControlAction, key: string): Promise<ControlObservation> {
    const files = this.filesOf(key);
    return this.readable(files, () => Promise.resolve(lookAtCommand(files, this.options.timeoutMs)));
  }

  async abandon(_action: ControlAction, key: string, permit?: Permit): Promise<void> {
    const files = this.filesOf(key);
    await this.inDirectory(files, async () => {
      permit?.();
      if (writeFirst(files.claim, { by: 'abandonment', at: Date.now() })) return;
      const claim = readClaim(files);
      if (claim?.by !== 'runner' || readEnd(files) !== null) return;
      writeFirst(files.abandoned, { at: Date.now() });
      await this.end(claim, permit);
    });
  }

  private async end(runner: RunnerClaim, permit?: Permit): Promise<void> {
    for (const [signal, ms] of [
      ['SIGTERM', this.options.graceMs ?? GRACE_MS],
      ['SIGKILL', KILL_MS],
    ] as const) {
      if (processesOf(runner).length === 0) return;
      permit?.();
      signalGroup(runner, signal);
      const deadline = performance.now() + ms;
      while (processesOf(runner).length > 0 && performance.now() < deadline) await sleep(20);
    }
    const left = processesOf(runner);
    if (left.length === 0) return;
    throw StepFailure.transient(
      'busy',
      `The command was asked to end, but processes of it still run: ${left.join(', ')}. End them, if need be as another user.`,
    );
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

  private filesOf(key: string): CommandFiles {
    requireKey(key);
    return filesIn(join(this.options.commands.directory, this.options.cluster, key));
  }

  private inDirectory<T>(files: CommandFiles, work: () => Promise<T>): Promise<T> {
    return this.readable(files, () => {
      mkdirSync(files.directory, { recursive: true, mode: 0o700 });
      return work();
    });
  }

  private async readable<T>(files: CommandFiles, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      // What a permit throws is no trouble with files.
      const { code, name } = error as NodeJS.ErrnoException;
      throw code !== undefined || name === 'SyntaxError' ? directoryFailure(files.directory, error) : error;
    }
  }
}

function missing(name: string): never {
  throw StepFailure.permanent('refused', `restore.commands.${name} is missing.`, {
    remedy: 'Write it in the configuration: the shell command that does it for $HOLDFAST_COMPONENT.',
  });
}

function directoryFailure(directory: string, error: unknown): StepFailure {
  const code =
    (error as NodeJS.ErrnoException).code ?? (error instanceof Error ? error.message : 'no reason');
  const message = `The state of commands cannot be kept in ${directory} (${code}).`;
  if (['ENOSPC', 'EDQUOT', 'EIO', 'EMFILE', 'ENFILE', 'EAGAIN', 'ENOMEM'].includes(code))
    return StepFailure.transient('unavailable', `${message} Free some space or raise the limit.`);
  return StepFailure.permanent(
    'refused',
    `${message} Point restore.commands.directory to a directory that Holdfast may write.`,
  );
}
