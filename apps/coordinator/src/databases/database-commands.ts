import { Inject, Injectable } from '@nestjs/common';
import {
  environment,
  environmentForCommands,
  type DatabaseConfig,
  type Environment,
  type HoldfastConfig,
} from '#config';
import { checkCommands, ShellWork } from '#camunda-processes';
import { setIdOf, StepFailure, type CheckResult, type FailureCode } from '#domain';
import { CONFIG, type StepContext } from '#engine';
import type { Action } from '../actions/action-pass.ts';

const SECTION = 'clusters[].database';

/** A command that a database has in the configuration. */
export type DatabaseCommand = 'dump' | 'restore' | 'deleteDump';

/** The value of `HOLDFAST_ACTION`, and the name of the action. */
const ACTIONS: Readonly<Record<DatabaseCommand, string>> = {
  dump: 'dump-database',
  restore: 'restore-database',
  deleteDump: 'delete-dump',
};

interface Failure {
  code: FailureCode;
  remedy: string;
}

/** What exactly will be run, for people, without the command itself: it may hold a password. Pure. */
export function runInWords(which: DatabaseCommand, setId: number): string {
  return `Run ${SECTION}.${which} with HOLDFAST_BACKUP_ID=${setId}`;
}

/** Runs the commands of the operator that dump the relational database of a cluster, restore it, and delete a dump. */
@Injectable()
export class DatabaseCommands {
  constructor(@Inject(CONFIG) private readonly config: HoldfastConfig) {}

  /**
   * The command as an action of a step; null where the configuration has none. It gets `HOLDFAST_CLUSTER`, `HOLDFAST_BACKUP_ID`
   * (of the set), `HOLDFAST_DATABASE` (its kind) and `HOLDFAST_ACTION`.
   * @throws StepFailure refused (permanent): the configuration lost its `database` section since the run began
   */
  action(which: DatabaseCommand, { cluster, run }: StepContext, failure: Failure): Action | null {
    const { database } = cluster;
    if (database === undefined)
      throw StepFailure.permanent(
        'refused',
        `${SECTION} of "${cluster.name}" is gone from the configuration`,
        { component: 'database' },
      );
    const command = database[which];
    if (command === undefined) return null;
    const work = this.workOf(cluster.name, database);
    const variables = {
      HOLDFAST_ACTION: ACTIONS[which],
      HOLDFAST_CLUSTER: cluster.name,
      HOLDFAST_DATABASE: database.kind,
      HOLDFAST_BACKUP_ID: String(setIdOf(run)),
    };
    return {
      name: ACTIONS[which],
      manual: false,
      description: runInWords(which, setIdOf(run)),
      begin: (key, permit) => work.begin({ command, variables }, key, permit),
      look: (key) => work.look(key),
      abandon: (key, permit) => work.abandon(key, permit),
      failure: { ...failure, component: 'database' },
    };
  }

  /** What can be known of the commands without running them. Changes nothing. */
  check(database: DatabaseConfig): Promise<CheckResult[]> {
    const { directory } = database;
    const given = (Object.keys(ACTIONS) as DatabaseCommand[]).flatMap((name) => {
      const command = database[name];
      return command === undefined ? [] : [[`${SECTION}.${name}`, command] as const];
    });
    return checkCommands({
      ...{ commands: Object.fromEntries(given), directory, directoryKey: `${SECTION}.directory` },
      environment: this.environmentOf(database),
    });
  }

  private workOf(cluster: string, database: DatabaseConfig): ShellWork {
    const { directory, timeout } = database;
    return new ShellWork({
      ...{ cluster, directory, directoryKey: `${SECTION}.directory`, timeoutMs: timeout },
      environment: this.environmentOf(database),
    });
  }

  private environmentOf({ dump, restore = '', deleteDump = '' }: DatabaseConfig): Environment {
    return environmentForCommands(this.config, environment(), [dump, restore, deleteDump]);
  }
}
