import type { InfoApi } from '#camunda';
import { StepFailure } from '#domain';
import { type PassResult, type StepContext } from '#engine';
import { ControlStep } from './control-step.ts';

/** Something that still answers after this time was not stopped (ms). */
const SILENCE_MS = 60_000;
export const LOOK_MS = 5_000;
/** One that is only slow answers within this (ms). */
const QUIET_MS = 5_000;

/** Stops processes, and believes it only when none of them answers: a running component would write meanwhile. */
export abstract class StopStep extends ControlStep {
  /** What is stopped, for people. */
  protected abstract readonly what: string;

  /** What must not answer afterwards. */
  protected abstract watched(context: StepContext): Promise<readonly InfoApi[]>;

  async pass(context: StepContext): Promise<PassResult> {
    const stopped = await this.everything(context);
    if (!stopped.done) return stopped;
    const alive = await this.answering(context);
    if (alive.length === 0) return this.quiet(context, stopped);
    context.keep({ quietSince: null });
    const since =
      typeof context.memory.kept['stoppedAt'] === 'number' ? context.memory.kept['stoppedAt'] : Date.now();
    context.keep({ stoppedAt: since });
    if (Date.now() - since < SILENCE_MS)
      return { done: false, answer: `stopped; ${alive.join(', ')} still answers` };
    throw StepFailure.permanent(
      'camunda-not-stopped',
      `${alive.join(', ')} still answers ${SILENCE_MS / 1000} s after ${this.what} was stopped. Nothing was deleted. Make clusters[].restore stop it, too, then plan again.`,
      { component: 'camunda' },
    );
  }

  /** Believed once nothing has answered for a while: a component may be slow, or answer through a proxy. */
  private quiet(context: StepContext, stopped: PassResult): PassResult {
    const known = context.memory.kept['quietSince'];
    const since = typeof known === 'number' ? known : Date.now();
    context.keep({ quietSince: since });
    const done = Date.now() - since >= QUIET_MS;
    return {
      ...stopped,
      done,
      answer: `${this.what} is stopped, and nothing answers${done ? '' : ' so far'}`,
    };
  }

  private async answering(context: StepContext): Promise<string[]> {
    const watched = await this.watched(context);
    const alive = await Promise.all(
      watched.map(async (api) => {
        const answered = await api.read({ timeoutMs: LOOK_MS }).then(
          () => true,
          (error: unknown) => !(error instanceof StepFailure && silent(error)),
        );
        return answered ? [`${api.component} (${api.address})`] : [];
      }),
    );
    // A gateway may be in a broker, and then is there twice.
    return [...new Set(alive.flat())];
  }
}

/** No listener, or a load balancer with no server behind it. */
function silent({ detail }: StepFailure): boolean {
  return detail.code === 'unreachable' || detail.code === 'unavailable';
}
