import { Injectable } from '@nestjs/common';
import type { ClusterConfig } from '#config';
import { StepFailure, type StepName } from '#domain';
import { Step, type PassResult, type StepContext } from '#engine';
import { abandonAction, actionPass, type Action } from '../actions/action-pass.ts';
import { DatabaseCommands } from './database-commands.ts';

/** Added to the time of the command, for starting it and for looking (ms). */
const MARGIN_MS = 120_000;

/**
 * Dumps the relational database by the command of the operator. Camunda has no API for that, and the vendor leaves the tool to the
 * operator. The dump counts as taken when the command ends with 0.
 */
@Injectable()
export class DumpDatabaseStep extends Step {
  readonly name: StepName = 'dump-database';

  constructor(private readonly commands: DatabaseCommands) {
    super();
  }

  deadlineMs({ database }: ClusterConfig): number {
    return (database?.timeout ?? 0) + MARGIN_MS;
  }

  async pass(context: StepContext): Promise<PassResult> {
    const result = await actionPass(this.action(context), context);
    const last = (result.notes ?? []).at(-1)?.message;
    return result.done && last !== undefined ? { ...result, answer: `${result.answer} ${last}` } : result;
  }

  override async abandon(context: StepContext): Promise<void> {
    await abandonAction(this.action(context), context);
  }

  private action(context: StepContext): Action {
    const failure = { code: 'dump-failed', remedy: 'Fix what it reports, then take a new backup.' } as const;
    const action = this.commands.action('dump', context, failure);
    if (action) return action;
    throw StepFailure.permanent('refused', 'clusters[].database.dump is missing', { component: 'database' });
  }
}
