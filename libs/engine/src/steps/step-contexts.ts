import { Inject, Injectable } from '@nestjs/common';
import type { HoldfastConfig } from '#config';
import type { RunJob } from '#contracts';
import {
  CONFIGURATION_FIELD,
  FencedOut,
  IDENTITY_FIELD,
  LeaseStore,
  RunStore,
  stepMemoryField,
} from '#redis';
import type { OwnIdentity } from '#domain';
import { RunConfigs } from '../configuration/run-configs.ts';
import { DeadManSwitch } from '../pauses/dead-man-switch.ts';
import { PauseMemory } from '../pauses/pause-memory.ts';
import { CONFIG, HOLDER } from '../tokens.ts';
import { RunStepContext } from './step-context.ts';
import { parseMemory } from './step-memory.ts';
import type { Step } from './step.ts';

/** Reads what a pass of a step needs to know, and gives it the means to write. */
@Injectable()
export class StepContexts {
  // eslint-disable-next-line max-params -- one per collaborator, as Nest injects them
  constructor(
    @Inject(CONFIG) private readonly config: HoldfastConfig,
    private readonly store: RunStore,
    private readonly leases: LeaseStore,
    @Inject(HOLDER) private readonly holder: string,
    private readonly deadMan: DeadManSwitch,
    private readonly pauses: PauseMemory,
    private readonly configs: RunConfigs,
  ) {}

  /**
   * Only reads.
   * @returns the context of one pass
   * @throws FencedOut when the run or its step is no longer there, OtherConfiguration when the run began with another
   *   configuration than this process has, UnreadableRecord
   */
  async of(step: Step, job: RunJob): Promise<RunStepContext> {
    const { run, field, pause } = await this.store.whole(job.cluster, job.number);
    const record = run?.steps.find((each) => each.name === step.name);
    // Read with the renewal, and perhaps after a takeover that followed it.
    if (run?.runId !== job.runId || run.fence !== job.fence || !record)
      throw new FencedOut(job.runId, job.fence);
    // One that was cancelled only ends, and cannot complete. What resumes exporting must do it where it was paused.
    const force = run.cancelRequestedAt !== null && !step.always;
    const cluster = await this.configs.of(run, { force, began: field(CONFIGURATION_FIELD) });
    const identity = field(IDENTITY_FIELD);
    const isElsewhere = force && !(await this.configs.has(run));
    return new RunStepContext({
      config: this.config,
      cluster,
      isElsewhere,
      run,
      step: record,
      always: step.always,
      memory: parseMemory(field(stepMemoryField(step.name))),
      identity: identity === null ? null : (JSON.parse(identity) as OwnIdentity),
      pause: pause?.runId === run.runId ? pause : null,
      holder: this.holder,
      store: this.store,
      leases: this.leases,
      deadMan: this.deadMan,
      pauses: this.pauses,
    });
  }
}
