import { Injectable } from '@nestjs/common';
import type { ClusterConfig } from '#config';
import { Step, type PassResult, type StepContext } from '#engine';
import { abandonAction, actionPass, type Action } from '../actions/action-pass.ts';
import { DatabaseCommands } from './database-commands.ts';

/** Added to the time of the command, for starting it and for looking (ms). */
const MARGIN_MS = 120_000;

/** A step that runs a command of the operator for the relational database. */
@Injectable()
export abstract class DatabaseStep extends Step {
  constructor(protected readonly commands: DatabaseCommands) {
    super();
  }

  deadlineMs({ database }: ClusterConfig): number {
    return (database?.timeout ?? 0) + MARGIN_MS;
  }

  async pass(context: StepContext): Promise<PassResult> {
    const action = this.action(context);
    return action ? actionPass(action, context) : this.without();
  }

  override async abandon(context: StepContext): Promise<void> {
    const action = this.action(context);
    if (action) await abandonAction(action, context);
  }

  /** Null where the configuration does not have the command. */
  protected abstract action(context: StepContext): Action | null;

  /** What comes of the step then. @throws StepFailure refused: it cannot be done without */
  protected abstract without(): PassResult;
}
