import { Injectable } from '@nestjs/common';
import type { ClusterConfig } from '#config';
import { StepFailure, type StepName } from '#domain';
import { Step, type PassResult, type StepContext } from '#engine';
import { abandonAction, actionPass, type Action } from '../actions/action-pass.ts';
import { DatabaseCommands } from './database-commands.ts';

/** Added to the time of the command, for starting it and for looking (ms). */
const MARGIN_MS = 120_000;

/** Restores the dump of a set in the place of what the database holds, by the command of the operator. */
@Injectable()
export class RestoreDatabaseStep extends Step {
  readonly name: StepName = 'restore-database';

  constructor(private readonly commands: DatabaseCommands) {
    super();
  }

  deadlineMs({ database }: ClusterConfig): number {
    return (database?.timeout ?? 0) + MARGIN_MS;
  }

  pass(context: StepContext): Promise<PassResult> {
    return actionPass(this.action(context), context);
  }

  override async abandon(context: StepContext): Promise<void> {
    await abandonAction(this.action(context), context);
  }

  private action(context: StepContext): Action {
    const failure = { code: 'restore-failed', remedy: 'Fix what it reports.' } as const;
    const action = this.commands.action('restore', context, failure);
    if (action) return action;
    throw StepFailure.permanent('refused', 'clusters[].database.restore is missing', {
      component: 'database',
    });
  }
}
