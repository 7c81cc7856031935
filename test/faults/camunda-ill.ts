import { setTimeout as sleep } from 'node:timers/promises';
import { insideThePause, type Fault } from './fault.ts';
import { AWAY_MS } from './timing.ts';

/** Down for longer than the pause budget and the time that is added to it; then it is back. */
const componentDown = (id: string, short: string, component: string): Fault => ({
  id,
  short,
  fits: insideThePause,
  inject: async (bench) => {
    await bench.act({ action: 'stop', component });
    return { aftermath: sleep(AWAY_MS).then(() => bench.act({ action: 'start', component })) };
  },
});

/** Every broker answers, but the gateway lacks a replica: it refuses to resume. */
const replicaInactive: Fault = {
  id: 'replica-inactive',
  short: 'repl',
  fits: insideThePause,
  inject: async (bench) => {
    await bench.fault({
      kind: 'envelopeFailure',
      ...{ component: 'zeebe', method: 'POST', path: '^/actuator/exporting/resume' },
      message: 'Expected 2 members of partition 1 but found 1',
    });
    return { aftermath: sleep(AWAY_MS).then(() => bench.clearFaults()) };
  },
};

/** A part of the Zeebe cluster is down until after the run must have ended without it. */
export const CAMUNDA_ILL: readonly Fault[] = [
  componentDown('broker-down', 'brokr', 'broker-1'),
  componentDown('gateway-down', 'gatew', 'gateway'),
  replicaInactive,
];
