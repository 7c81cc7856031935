import { Injectable } from '@nestjs/common';
import { StepFailure, type StepName } from '#domain';
import type { StepContext } from '#engine';
import type { Action } from '../actions/action-pass.ts';
import { DatabaseStep } from './database-step.ts';

/** Restores the dump of a set in the place of what the database holds, by the command of the operator. */
@Injectable()
export class RestoreDatabaseStep extends DatabaseStep {
  readonly name: StepName = 'restore-database';

  protected action(context: StepContext): Action | null {
    const failure = { code: 'restore-failed', remedy: 'Fix what it reports.' } as const;
    return this.commands.action('restore', context, failure);
  }

  protected without(): never {
    throw StepFailure.permanent('refused', 'clusters[].database.restore is missing', {
      component: 'database',
    });
  }
}
