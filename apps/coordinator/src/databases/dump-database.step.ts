import { Injectable } from '@nestjs/common';
import { StepFailure, type StepName } from '#domain';
import type { PassResult, StepContext } from '#engine';
import type { Action } from '../actions/action-pass.ts';
import { DatabaseStep } from './database-step.ts';

/**
 * Dumps the relational database by the command of the operator. Camunda has no API for that, and the vendor leaves the tool to the
 * operator. The dump counts as taken when the command ends with 0.
 */
@Injectable()
export class DumpDatabaseStep extends DatabaseStep {
  readonly name: StepName = 'dump-database';

  override async pass(context: StepContext): Promise<PassResult> {
    const result = await super.pass(context);
    const last = (result.notes ?? []).at(-1)?.message;
    return result.done && last !== undefined ? { ...result, answer: `${result.answer} ${last}` } : result;
  }

  protected action(context: StepContext): Action | null {
    const remedy = 'Fix what it reports, then take a new backup.';
    return this.commands.action('dump', context, { code: 'dump-failed', remedy });
  }

  protected without(): never {
    throw StepFailure.permanent('refused', 'clusters[].database.dump is missing', { component: 'database' });
  }
}
