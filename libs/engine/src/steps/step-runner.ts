import { Injectable, Inject } from '@nestjs/common';
import type { HoldfastConfig } from '#config';
import type { JournalEntry, StepJob } from '#contracts';
import { howToRestoreAgain, stepStatesBefore, StepFailure, type FailureDetail } from '#domain';
import { stepStateField, TooLate, LeaseStore } from '#redis';
import { inSpan, noteInSpan } from '#observability';
import { CONFIG } from '../tokens.ts';
import { earlierSteps, earlyDelay, isEarly } from './earlier-steps.ts';
import { StepContexts } from './step-contexts.ts';
import { pollDelay } from './poll-delay.ts';
import { PauseLine } from '../pauses/pause-line.ts';
import { pauseBudgetUsedUp } from '../pauses/pause-budget.ts';
import { exportingWrite, finalizingWrite, waitingWrite } from './run-writes.ts';
import { RunStepContext } from './step-context.ts';
import type { PassResult, Step, Wait } from './step.ts';

/** What the job should do after a pass. */
export type PassOutcome =
  { kind: 'done'; answer: string } | { kind: 'later'; delayMs: number } | { kind: 'ended'; why: string };

type StepReference = Omit<StepJob, 'step'>;

/** A resume that is refused keeps trying at this pace. */
const ALWAYS_POLL_MAX_MS = 2_000;
/** A step that is given up asks this many times what it began to end. */
const ABANDONMENTS = 10;

/** It began elsewhere: a call from here could end what another cluster does. */
const NOT_CALLED_BACK =
  'What it began was not called back, because this process does not have the configuration that the run began with: see at the former addresses that it has ended';

/**
 * Runs one pass of one step under the run's lease: checks that it may, lets the step look and act, and writes
 * down what came of it. Safe to call again at any time; a step that has ended is left as it is.
 * @throws FencedOut when the run lost its lock, PassOvertaken when a later pass has started (nothing was written), and
 *   whatever Redis throws
 */
@Injectable()
export class StepRunner {
  constructor(
    @Inject(CONFIG) private readonly config: HoldfastConfig,
    private readonly leases: LeaseStore,
    private readonly contexts: StepContexts,
    private readonly line: PauseLine,
  ) {}

  /** In a span of its own, so that a trace shows every pass with what came of it. */
  run(step: Step, job: StepReference): Promise<PassOutcome> {
    return inSpan(
      step.name,
      { 'holdfast.cluster': job.cluster, 'holdfast.kind': job.kind, 'holdfast.number': job.number },
      async () => {
        const outcome = await this.pass(step, job);
        noteInSpan({ 'holdfast.outcome': outcome.kind });
        return outcome;
      },
    );
  }

  private async pass(step: Step, job: StepReference): Promise<PassOutcome> {
    // Sent together, in this order. Of a run that is lost, it does not matter what was read.
    const renewal = this.leases.renew(job);
    const reading = this.contexts.of(step, job);
    reading.catch(() => undefined);
    await renewal;
    const context = await reading;
    const { state, failure } = context.step;
    if (state === 'done') return { kind: 'done', answer: context.step.lastAnswer ?? '' };
    if (state === 'failed' || state === 'skipped')
      return { kind: 'ended', why: failure?.message ?? `${step.name} was skipped` };

    if (!step.always && isEarly(context)) return { kind: 'later', delayMs: earlyDelay(context) };
    // What resumes exporting asks for nothing.
    const isInside = context.pause !== null && !step.always;
    await Promise.all([context.open(), isInside ? this.line.hold(context.reference) : null]);
    const obstacle = step.always ? null : this.obstacle(context);
    if (obstacle) return this.skipOrFail(step, context, obstacle);
    if (state === 'pending') {
      const wait = (await step.waitToBegin?.(context)) ?? null;
      if (wait) return this.stayPending(context, wait);
      await this.begin(step, context);
    }
    try {
      const result = await step.pass(context);
      return result.done ? await this.finish(context, result) : await this.wait(step, context, result);
    } catch (error) {
      if (error instanceof StepFailure) return this.handle(step, context, error.detail);
      if (error instanceof TooLate) return this.handle(step, context, stoodStill(error).detail);
      throw error;
    }
  }

  /** A reason not to continue this step that has nothing to do with its own component. */
  private obstacle(context: RunStepContext): FailureDetail | null {
    const { run, cluster, pause } = context;
    const open = earlierSteps(context).filter(({ state }) => state !== 'done');
    if (open.length > 0) {
      return StepFailure.permanent(
        'earlier-step-failed',
        `not started, because ${open.map((each) => each.name).join(', ')} did not complete`,
      ).detail;
    }
    if (run.cancelRequestedAt !== null)
      return StepFailure.permanent('cancelled', 'the run was cancelled').detail;
    if (!context.insidePause) return null;
    if (pause?.runId !== run.runId)
      return StepFailure.permanent('pause-broken', 'the pause of this run is no longer on record').detail;
    return Date.now() > pause.deadline ? pauseBudgetUsedUp(cluster, [context.step]) : null;
  }

  private async skipOrFail(
    step: Step,
    context: RunStepContext,
    failure: FailureDetail,
  ): Promise<PassOutcome> {
    if (context.step.state === 'running') return this.giveUp(step, context, failure);
    context.step = { ...context.step, finishedAt: new Date().toISOString(), failure };
    await context.save({
      guards: [[stepStateField(context.step.name), stepStatesBefore('skipped')]],
      fields: [[stepStateField(context.step.name), 'skipped']],
      entries: [context.entry('step-skipped', failure.message, failure)],
    });
    return { kind: 'ended', why: failure.message };
  }

  /** Written with every look, as a sign of life. */
  private async stayPending(context: RunStepContext, { answer, delayMs }: Wait): Promise<PassOutcome> {
    const write = waitingWrite(context, answer);
    context.memory = { ...context.memory, looks: context.memory.looks + 1 };
    context.step = { ...context.step, lastAnswer: answer };
    await context.save(write);
    return { kind: 'later', delayMs };
  }

  private async begin(step: Step, context: RunStepContext): Promise<void> {
    context.step = { ...context.step, state: 'running', startedAt: new Date().toISOString() };
    const field = stepStateField(context.step.name);
    const finalizing = step.always ? finalizingWrite(context) : {};
    await context.save({
      // Read as pending, it may have started since: then the pass that started it says so, and this one ends.
      guards: [[field, ['pending']], ...(finalizing.guards ?? [])],
      fields: [[field, 'running'], ...(finalizing.fields ?? [])],
      entries: [...(finalizing.entries ?? []), context.entry('step-started', `${context.step.name} started`)],
    });
  }

  private async finish(context: RunStepContext, result: PassResult): Promise<PassOutcome> {
    const progress = result.progress ?? { done: context.step.done, total: context.step.total };
    context.step = {
      ...context.step,
      ...progress,
      finishedAt: new Date().toISOString(),
      lastAnswer: result.answer,
    };
    const { failure = null } = result;
    if (failure) context.step = { ...context.step, failure };
    const state = failure ? 'failed' : 'done';
    const field = stepStateField(context.step.name);
    const exporting = exportingWrite(context, result);
    await context.save({
      ...exporting,
      guards: [[field, stepStatesBefore(state)]],
      fields: [[field, state], ...(exporting.fields ?? [])],
      entries: [
        ...(exporting.entries ?? []),
        ...notesOf(context, result),
        failure
          ? context.entry('step-failed', failure.message, failure)
          : context.entry('step-done', result.answer),
      ],
    });
    return failure ? { kind: 'ended', why: failure.message } : { kind: 'done', answer: result.answer };
  }

  private async wait(step: Step, context: RunStepContext, result: PassResult): Promise<PassOutcome> {
    const overdue = this.overdue(step, context, result.answer);
    if (overdue) return this.giveUp(step, context, overdue);
    const progress = result.progress ?? { done: context.step.done, total: context.step.total };
    const changed = context.step.lastAnswer !== result.answer || context.step.done !== progress.done;
    const { answer, exporting } = result;
    const notes = notesOf(context, result);
    return this.later(step, context, {
      ...progress,
      answer,
      changed,
      type: 'step-progress',
      exporting,
      notes,
    });
  }

  private async handle(step: Step, context: RunStepContext, failure: FailureDetail): Promise<PassOutcome> {
    if (!failure.retryable && !step.always) return this.fail(context, failure);
    const overdue = this.overdue(step, context, failure.message);
    if (overdue)
      return this.giveUp(step, context, { ...overdue, status: failure.status, answer: failure.answer });
    const { done, total, lastAnswer } = context.step;
    return this.later(step, context, {
      done,
      total,
      answer: failure.message,
      changed: lastAnswer !== failure.message,
      type: 'step-retry',
    });
  }

  private async later(
    step: Step,
    context: RunStepContext,
    seen: {
      done: number | null;
      total: number | null;
      answer: string;
      changed: boolean;
      type: 'step-progress' | 'step-retry';
      exporting?: PassResult['exporting'];
      notes?: JournalEntry[];
    },
  ): Promise<PassOutcome> {
    context.memory = { ...context.memory, looks: seen.changed ? 0 : context.memory.looks + 1 };
    context.step = { ...context.step, done: seen.done, total: seen.total, lastAnswer: seen.answer };
    await context.save({
      fields: seen.exporting ? [['exporting', seen.exporting]] : [],
      entries: [...(seen.notes ?? []), ...(seen.changed ? [context.entry(seen.type, seen.answer)] : [])],
    });
    const { pollMin, pollMax } = this.config.steps;
    const max = step.always ? Math.min(pollMax, ALWAYS_POLL_MAX_MS) : pollMax;
    const { insidePause } = context;
    const delayMs = pollDelay(context.memory.looks, { pollMin, pollMax: max, insidePause });
    const isUrgent = step.always || insidePause || context.pause !== null;
    return { kind: 'later', delayMs: isUrgent ? delayMs : Math.max(delayMs, this.line.giveWay()) };
  }

  private overdue(step: Step, context: RunStepContext, lastAnswer: string): FailureDetail | null {
    const limit = step.deadlineMs(context.cluster);
    const startedAt = context.step.startedAt === null ? Date.now() : Date.parse(context.step.startedAt);
    if (limit === null || Date.now() - startedAt <= limit) return null;
    const message = `${step.name} did not complete within ${Math.round(limit / 1000)} s. The last thing seen: ${lastAnswer}`;
    return StepFailure.permanent('deadline-passed', message, { component: context.step.component }).detail;
  }

  /** Fails a step that would continue otherwise, once what it began has ended, or did not want to for some time. */
  private async giveUp(step: Step, context: RunStepContext, failure: FailureDetail): Promise<PassOutcome> {
    if (context.isElsewhere) {
      const message = step.abandon ? `${failure.message}. ${NOT_CALLED_BACK}` : failure.message;
      return this.fail(context, { ...failure, message });
    }
    try {
      await step.abandon?.(context);
    } catch (error) {
      if (!(error instanceof StepFailure || error instanceof TooLate)) throw error;
      const { message, retryable } = (error instanceof TooLate ? stoodStill(error) : error).detail;
      const tries = Number(context.memory.kept['abandonments'] ?? 0);
      if (!retryable || tries >= ABANDONMENTS)
        return this.fail(context, { ...failure, message: `${failure.message}. ${message}` });
      context.keep({ abandonments: tries + 1 });
      const { done, total } = context.step;
      return this.later(step, context, { done, total, answer: message, changed: true, type: 'step-retry' });
    }
    return this.fail(context, failure);
  }

  private async fail(context: RunStepContext, failure: FailureDetail): Promise<PassOutcome> {
    // The run is as it was read before this pass.
    const steps = context.run.steps.map((each) => (each.name === context.step.name ? context.step : each));
    const message = `${failure.message}${howToRestoreAgain({ ...context.run, steps }, context.step.name)}`;
    const component = failure.component ?? context.step.component;
    const detail = { ...failure, message, component, retryable: false };
    context.step = { ...context.step, finishedAt: new Date().toISOString(), failure: detail };
    const field = stepStateField(context.step.name);
    await context.save({
      guards: [[field, stepStatesBefore('failed')]],
      fields: [[field, 'failed']],
      entries: [context.entry('step-failed', detail.message, detail)],
    });
    return { kind: 'ended', why: detail.message };
  }
}

/** If no process has taken over, the step is tried again; otherwise its next write is refused. */
function stoodStill({ message }: TooLate): StepFailure {
  return StepFailure.transient(
    'unavailable',
    `${message} This process stood still: check the load of its machine.`,
  );
}

function notesOf(context: RunStepContext, { notes = [] }: PassResult): JournalEntry[] {
  return notes.map(({ type, message }) => context.entry(type, message));
}
