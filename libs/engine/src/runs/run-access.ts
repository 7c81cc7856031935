import { Inject, Injectable } from '@nestjs/common';
import type { Redis } from 'ioredis';
import type { HoldfastConfig } from '#config';
import type { RunJob } from '#contracts';
import type { OwnIdentity } from '#domain';
import { Metrics } from '#observability';
import {
  FencedOut,
  IDENTITY_FIELD,
  IdentityStore,
  LeaseStore,
  REDIS,
  RunStore,
  StateVersion,
  stepMemoryField,
} from '#redis';
import { DeadMan } from '../pauses/dead-man.ts';
import { RunObserver } from './run-observer.ts';
import { PauseMemory } from '../pauses/pause-memory.ts';
import { RunStepContext } from '../steps/step-context.ts';
import { parseMemory } from '../steps/step-memory.ts';
import type { Step } from '../steps/step.ts';
import { CONFIG, HOLDER } from '../tokens.ts';

/** What a process needs to work on runs: configuration, records and leases. */
@Injectable()
export class RunAccess {
  readonly store: RunStore;
  readonly leases: LeaseStore;
  readonly identities: IdentityStore;

  // eslint-disable-next-line max-params -- one per collaborator, as Nest injects them
  constructor(
    @Inject(CONFIG) readonly config: HoldfastConfig,
    @Inject(HOLDER) readonly holder: string,
    @Inject(REDIS) redis: Redis,
    @Inject(DeadMan) private readonly deadMan: DeadMan,
    @Inject(PauseMemory) private readonly pauses: PauseMemory,
    @Inject(Metrics) readonly metrics: Metrics,
  ) {
    const observer = new RunObserver(metrics, redis);
    this.store = new RunStore(redis, observer);
    this.identities = new StateVersion(redis).guard(new IdentityStore(redis));
    this.leases = new LeaseStore(redis, holder, config.lock.lease, observer);
  }

  /** @throws FencedOut when the run, its step or its cluster is no longer there, UnreadableRecord */
  async contextOf(step: Step, job: RunJob): Promise<RunStepContext> {
    const [run, memory, pause, identity] = await Promise.all([
      this.store.find(job.cluster, job.number),
      this.store.field(job.cluster, job.number, stepMemoryField(step.name)),
      this.store.pauseIntent(job.cluster),
      this.store.field(job.cluster, job.number, IDENTITY_FIELD),
    ]);
    const cluster = this.config.clusters.find((each) => each.name === job.cluster);
    const record = run?.steps.find((each) => each.name === step.name);
    if (run?.runId !== job.runId || !cluster || !record) throw new FencedOut(job.runId, job.fence);
    return new RunStepContext({
      config: this.config,
      cluster,
      run,
      step: record,
      always: step.always,
      memory: parseMemory(memory),
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
