import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const PROGRAM = resolve('dist/apps/simulator/src/control.main.js');

const ACTIONS = {
  stop: 'stopCamunda',
  start: 'startCamunda',
  wipeBroker: 'wipeBroker broker=$HOLDFAST_BROKER',
  // A relational cluster finds the backup by itself.
  restoreBroker: 'restoreBroker broker=$HOLDFAST_BROKER ${HOLDFAST_BACKUP_ID:+backupId=$HOLDFAST_BACKUP_ID}',
  stopComponent: 'stop component=$HOLDFAST_COMPONENT',
  startComponent: 'start component=$HOLDFAST_COMPONENT',
} as const;
export type CommandName = keyof typeof ACTIONS;

/** The shell scripts of an operator of simulated clusters. Holdfast gets their names; a spec may spoil them. */
export class Operator {
  private readonly directory = mkdtempSync(join(tmpdir(), 'holdfast-operator-'));
  private readonly controlUrls = new Map<string, string>();

  /** `clusters[].restore` of a cluster that is controlled by these scripts. */
  commands(cluster: string, controlUrl: string, over: Record<string, unknown> = {}): Record<string, unknown> {
    this.controlUrls.set(cluster, controlUrl);
    mkdirSync(join(this.directory, cluster), { recursive: true });
    this.remedy(cluster);
    const scripts = Object.keys(ACTIONS).map((name) => [name, `sh ${this.script(cluster, name)}`]);
    return {
      control: 'commands',
      timeout: '60s',
      commands: { ...Object.fromEntries(scripts), directory: join(this.directory, 'state') },
      ...over,
    };
  }

  /** Makes a script do something else, until `remedy` restores it. */
  spoil(cluster: string, name: CommandName, script: string): void {
    writeFileSync(this.script(cluster, name), `${script}\n`);
  }

  remedy(cluster: string): void {
    for (const name of Object.keys(ACTIONS) as CommandName[])
      this.spoil(cluster, name, `exec ${this.command(cluster, name)}`);
  }

  /** The command of a script that is not spoilt, for a script that does something in addition. */
  command(cluster: string, name: CommandName): string {
    return `${process.execPath} ${PROGRAM} ${this.controlUrls.get(cluster)} ${cluster} ${ACTIONS[name]}`;
  }

  close(): void {
    rmSync(this.directory, { recursive: true, force: true });
  }

  private script(cluster: string, name: string): string {
    return join(this.directory, cluster, `${name}.sh`);
  }
}
