import { Logger } from '@nestjs/common';
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import type { ClusterConfig } from '#config';
import { RUN_KINDS, StepFailure, type RunKind, type RunRecord } from '#domain';
import { RunTakeover } from './run-takeover.ts';

const cluster = { name: 'prod' } as ClusterConfig;
const failure = StepFailure.permanent('worker-away', 'no worker came').detail;

/** An ender of runs that never paused exporting. */
function ender(run: RunRecord): RunTakeover {
  const store = {
    field: () => Promise.resolve(null),
    pauseIntent: () => Promise.resolve(null),
    find: () => Promise.resolve({ ...run, steps: [] }),
    write: () => Promise.resolve(),
  };
  const leases = { takeOver: (reference: unknown) => Promise.resolve(reference) };
  const deadMan = { disarm: () => Promise.resolve() };
  const windows = { leave: () => Promise.resolve() };
  const parts = [store, leases, {}, 'coordinator@host', {}, deadMan, windows];
  return new RunTakeover(...(parts as unknown as ConstructorParameters<typeof RunTakeover>));
}

afterEach(() => {
  jest.restoreAllMocks();
});

describe('a run that is taken over', () => {
  it.each(RUN_KINDS)('is called a %s in the log', async (kind: RunKind) => {
    const warn = jest.spyOn(Logger.prototype, 'warn').mockReturnValue();
    const run = { cluster: 'prod', kind, number: 42, setId: 7, runId: 'r', fence: 1, phase: 'running' };
    expect(await ender(run as RunRecord).end(cluster, run as RunRecord, failure)).toBe(true);
    expect(warn).toHaveBeenCalledWith(`prod: ${kind} 42 taken over by coordinator@host: ${failure.message}`);
  });
});
