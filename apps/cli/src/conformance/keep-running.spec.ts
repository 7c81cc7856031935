import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { CamundaClients } from '#camunda';
import { StepFailure } from '#domain';
import { keepRunning } from './keep-running.ts';

/** Shows one state after the other, the last one repeatedly; `resumed` counts the calls. The first `down` of them reach no broker. */
function cluster(states: string[], { down = 0 } = {}) {
  const seen = { resumed: 0, looks: 0 };
  const exporting = () => {
    seen.looks += 1;
    return Promise.resolve(states.length > 1 ? states.shift() : states[0]);
  };
  const reach = () =>
    Promise.resolve({
      state: isDown() ? 'mixed' : 'running',
      running: [],
      paused: [],
      unknown: [],
      unreachable: [],
      replicas: [],
    });
  const isDown = (): boolean => seen.resumed <= down;
  const resume = (): Promise<void> => {
    seen.resumed += 1;
    return isDown() ? Promise.reject(StepFailure.transient('pause-failed', 'not yet')) : Promise.resolve();
  };
  const resumeBrokers = () => Promise.resolve(isDown() ? [{ broker: 'b:1', problem: 'is down' }] : []);
  const clients = {
    topology: { exporting, reach },
    exporting: { resume, resumeBrokers },
  };
  return { clients: clients as unknown as CamundaClients, seen };
}
const watch = { call: {}, betweenMs: 1, settleMs: 0, giveUpMs: 60_000 };

// Each look takes one millisecond, also on a busy machine.
beforeEach(() => {
  let now = 0;
  jest.spyOn(performance, 'now').mockImplementation(() => (now += 1));
});
afterEach(() => {
  jest.restoreAllMocks();
});

describe('keepRunning', () => {
  it('resumes once also where exporting is read as running: a pause may be on the disk of a broker that is down', async () => {
    const { clients, seen } = cluster(['running']);
    await expect(keepRunning(clients, watch)).resolves.toBe(true);
    expect(seen).toEqual({ resumed: 1, looks: 2 });
  });

  it('is not content before every replica was resumed', async () => {
    const { clients, seen } = cluster(['running'], { down: 3 });
    await expect(keepRunning(clients, watch)).resolves.toBe(true);
    expect(seen.resumed).toBe(4);
  });

  it('resumes until exporting is read as running, also while it cannot be read', async () => {
    const { clients, seen } = cluster(['softPaused', 'unknown', 'mixed', 'running']);
    await expect(keepRunning(clients, watch)).resolves.toBe(true);
    expect(seen.resumed).toBe(3);
  });

  it('lifts a pause that comes late', async () => {
    const { clients, seen } = cluster(['running', 'running', 'softPaused', 'running']);
    await expect(keepRunning(clients, { ...watch, settleMs: 5 })).resolves.toBe(true);
    expect(seen.resumed).toBe(2);
  });

  it('does not take a cluster for running that it cannot read any longer', async () => {
    const { clients, seen } = cluster(['running', 'unknown', 'unknown', 'running']);
    await expect(keepRunning(clients, { ...watch, settleMs: 5 })).resolves.toBe(true);
    expect(seen.resumed).toBe(3);
    const silent = cluster(['running', 'unknown']);
    await expect(keepRunning(silent.clients, { ...watch, settleMs: 5, giveUpMs: 50 })).resolves.toBe(false);
  });

  it('gives up at last, also where the clock is set back', async () => {
    const { clients } = cluster(['softPaused']);
    jest.spyOn(Date, 'now').mockReturnValue(0);
    await expect(keepRunning(clients, { ...watch, giveUpMs: 5 })).resolves.toBe(false);
  });

  it('does not give up because a machine slept', async () => {
    const { clients } = cluster(['softPaused', 'softPaused', 'running']);
    let hours = 0;
    jest.spyOn(Date, 'now').mockImplementation(() => (hours += 1) * 3_600_000);
    await expect(keepRunning(clients, watch)).resolves.toBe(true);
  });
});
