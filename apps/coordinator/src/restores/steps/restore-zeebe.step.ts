import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { setIdOf, StepFailure, type StepName } from '#domain';
import { type PassResult, type StepContext } from '#engine';
import { actionPass, keyOf } from '../../actions/action-pass.ts';
import { controlAction, restoreBroker, type NamedAction } from './control-action.ts';
import { ControlStep } from './control-step.ts';

/** How often a restore whose process was lost is started again, on an emptied directory. */
const TRIES = 3;

const keptSchema = z.looseObject({
  broker: z.int().catch(0),
  wiped: z.boolean().catch(false),
  tries: z.int().catch(0),
});

/** Empties the data directory of one broker after the other, and runs Camunda's restore application for it. */
@Injectable()
export class RestoreZeebeStep extends ControlStep {
  readonly name: StepName = 'restore-zeebe';
  protected override readonly actionsPerBroker = 2 * TRIES;

  protected current(context: StepContext): NamedAction {
    const brokers = context.cluster.zeebe.brokerCount;
    const { broker, wiped } = keptSchema.parse(context.memory.kept);
    const setId = setIdOf(context.run);
    return wiped
      ? { action: restoreBroker(context.cluster, { broker, setId }), name: `restore-${broker}` }
      : { action: { kind: 'wipe-broker', brokers, broker }, name: `wipe-${broker}` };
  }

  async pass(context: StepContext): Promise<PassResult> {
    const brokers = context.cluster.zeebe.brokerCount;
    const { broker, wiped } = keptSchema.parse(context.memory.kept);
    const { action, name } = this.current(context);
    const control = this.control(context);
    const seen = await control.look(action, keyOf(context, name));
    if (seen.state === 'lost') {
      await this.abandon(context);
      return this.again(context, `${name}: ${seen.message}`);
    }
    const result = await actionPass(controlAction(control, { action, name }), context);
    const progress = { done: broker, total: brokers };
    if (!result.done) return { ...result, progress };
    if (!wiped) {
      context.keep({ wiped: true });
      return { ...result, done: false, answer: `broker ${broker}: data directory emptied`, progress };
    }
    context.keep({ broker: broker + 1, wiped: false });
    const done = broker + 1 === brokers;
    return {
      ...result,
      done,
      answer: `${broker + 1} of ${brokers} brokers restored`,
      progress: { done: broker + 1, total: brokers },
    };
  }

  /** Its progress is unknown, and the application refuses a directory that is not empty: from the start. */
  private again(context: StepContext, message: string): PassResult {
    const { tries } = keptSchema.parse(context.memory.kept);
    if (tries + 1 >= TRIES)
      throw StepFailure.permanent('control-failed', `${message} It was tried ${TRIES} times.`, {
        component: 'zeebe',
      });
    context.keep({ wiped: false, tries: tries + 1 });
    return { done: false, answer: `${message} Starting again with an empty data directory.` };
  }
}
