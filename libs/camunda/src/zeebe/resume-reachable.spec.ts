import { describe, expect, it } from '@jest/globals';
import { StepFailure } from '#domain';
import type { CallOptions, NextCall } from '#http';
import { resumeReachable } from './resume-reachable.ts';

type Clients = Parameters<typeof resumeReachable>[0];

/** A gateway that does not answer in time, and one broker that obeys. */
function hanging(): { clients: Clients; asked: (string | undefined)[] } {
  const asked: (string | undefined)[] = [];
  const exporting = {
    resume: (call: CallOptions) => {
      asked.push(call.caller);
      return Promise.reject(StepFailure.transient('unreachable', 'no answer in time'));
    },
    resumeBrokers: async (next: NextCall) => {
      asked.push((await next()).caller);
      return [];
    },
  };
  const topology = { reach: () => Promise.resolve({ state: 'running' }) };
  return { clients: { exporting, topology } as unknown as Clients, asked };
}

describe('resuming where the gateway hangs', () => {
  it('asks again before the brokers are called', async () => {
    const { clients, asked } = hanging();
    let count = 0;
    const resumed = await resumeReachable(clients, () => ({ caller: `call ${(count += 1)}` }));
    expect(asked).toEqual(['call 1', 'call 2']);
    expect(resumed).toMatchObject({ complete: true, problem: 'no answer in time' });
  });

  it('calls no broker once it may not', async () => {
    const { clients, asked } = hanging();
    const next = (): CallOptions => {
      if (asked.length > 0) throw new RangeError('the run has ended');
      return { caller: 'call 1' };
    };
    await expect(resumeReachable(clients, next)).rejects.toThrow('the run has ended');
    expect(asked).toEqual(['call 1']);
  });
});
