import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CamundaControl, ControlAction, ControlObservation } from '../camunda-control.port.ts';
import { CommandsControl, type CommandsControlOptions } from './commands-control.ts';

/** Waits as long as it takes; the test's own timeout is the bound. */
export async function until<T>(ask: () => T | Promise<T>, is: (value: T) => boolean): Promise<T> {
  for (;;) {
    const value = await ask();
    if (is(value)) return value;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

export const ended = (
  control: CamundaControl,
  action: ControlAction,
  key: string,
): Promise<ControlObservation> =>
  until(
    () => control.look(action, key),
    ({ state }) => state !== 'running',
  );

export function isRunning(pid: number): boolean {
  try {
    // A process that has ended and was not collected by a container's first process is still listed.
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}

/** A temporary directory, and commands that note in it that they started, and end when a file appears. */
export class CommandsWorld {
  readonly directory = mkdtempSync(join(tmpdir(), 'holdfast-control-'));
  readonly state = join(this.directory, 'state');

  private readonly environment = { ...process.env, WORLD: this.directory };

  constructor() {
    mkdirSync(this.state);
  }

  /** Commands that wait until `finish` is called. */
  open(): CommandsControl {
    const name = '$HOLDFAST_ACTION-${HOLDFAST_BROKER:-all}';
    return this.with(
      `echo $$ >> "$WORLD/started-${name}"; while [ ! -s "$WORLD/finish-${name}" ]; do sleep 0.05; done; exit $(cat "$WORLD/finish-${name}")`,
    );
  }

  /** The same command for every action. */
  with(command: string, options: Partial<CommandsControlOptions> = {}): CommandsControl {
    const directory = this.state;
    return new CommandsControl({
      cluster: 'prod',
      commands: {
        ...{ stop: command, start: command, wipeBroker: command, restoreBroker: command },
        ...{ stopComponent: command, startComponent: command, directory },
      },
      timeoutMs: 120_000,
      environment: this.environment,
      graceMs: 2_000,
      ...options,
    });
  }

  finish(action: ControlAction, code: number): void {
    writeFileSync(this.pathOf('finish', action), `${code}\n`);
  }

  /** Shells that were started for the action. */
  pids(action: ControlAction): number[] {
    const path = this.pathOf('started', action);
    return existsSync(path) ? readFileSync(path, 'utf8').trim().split('\n').map(Number) : [];
  }

  read(name: string): string {
    return readFileSync(join(this.directory, name), 'utf8');
  }

  has(name: string): boolean {
    return existsSync(join(this.directory, name));
  }

  /** The files of one key. */
  filesOf(key: string): string {
    return join(this.state, 'prod', key);
  }

  /** Ends whatever a test left running, also after it failed. */
  async close(): Promise<void> {
    const keys = existsSync(join(this.state, 'prod')) ? readdirSync(join(this.state, 'prod')) : [];
    for (const key of keys)
      await this.with('true', { graceMs: 0 }).abandon({ kind: 'stop', brokers: 1 }, key);
    rmSync(this.directory, { recursive: true });
  }

  private pathOf(what: string, action: ControlAction): string {
    return join(this.directory, `${what}-${action.kind}-${'broker' in action ? action.broker : 'all'}`);
  }
}
