import { Injectable } from '@nestjs/common';
import type { ClusterConfig } from '#config';
import type { StepName } from '#domain';
import { Step, type PassResult, type StepContext } from '#engine';
import { abandonAction, actionPass, type Action } from '../actions/action-pass.ts';
import { DatabaseCommands } from './database-commands.ts';

/** Added to the time of the command, for starting it and for looking (ms). */
const MARGIN_MS = 120_000;

/** Deletes the dump of a set by the command of the operator. Without one, the dump stays, and the answer says so. */
@Injectable()
export class DeleteDumpStep extends Step {
  readonly name: StepName = 'delete-dump';

  constructor(private readonly commands: DatabaseCommands) {
    super();
  }

  deadlineMs({ database }: ClusterConfig): number {
    return (database?.timeout ?? 0) + MARGIN_MS;
  }

  async pass(context: StepContext): Promise<PassResult> {
    const action = this.action(context);
    if (action) return actionPass(action, context);
    const answer = 'clusters[].database.deleteDump is not configured: delete the dump of this set by hand';
    return { done: true, answer };
  }

  override async abandon(context: StepContext): Promise<void> {
    const action = this.action(context);
    if (action) await abandonAction(action, context);
  }

  private action(context: StepContext): Action | null {
    const remedy = 'Fix what it reports, then delete the set again.';
    return this.commands.action('deleteDump', context, { code: 'delete-failed', remedy });
  }
}
