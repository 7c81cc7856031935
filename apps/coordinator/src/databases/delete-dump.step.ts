import { Injectable } from '@nestjs/common';
import type { StepName } from '#domain';
import type { PassResult, StepContext } from '#engine';
import type { Action } from '../actions/action-pass.ts';
import { DatabaseStep } from './database-step.ts';

/** Deletes the dump of a set by the command of the operator. Without one, the dump stays, and the answer says so. */
@Injectable()
export class DeleteDumpStep extends DatabaseStep {
  readonly name: StepName = 'delete-dump';

  protected action(context: StepContext): Action | null {
    const remedy = 'Fix what it reports, then delete the set again.';
    return this.commands.action('deleteDump', context, { code: 'delete-failed', remedy });
  }

  protected without(): PassResult {
    const answer = 'clusters[].database.deleteDump is not configured: delete the dump of this set by hand';
    return { done: true, answer };
  }
}
