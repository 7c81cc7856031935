import { beforeEach, describe, expect, it } from '@jest/globals';
import type { ClusterConfig } from '#config';
import type { Alert } from '#contracts';
import { alertKey, type RaisedAlert } from '#redis';
import type { AlertFacts } from '#domain';
import { AlertLoop } from './alert-loop.ts';
import { UnstoredAlerts } from './unstored-alerts.ts';

const CLUSTER = { name: 'prod' } as ClusterConfig;

let failed: AlertFacts['lastBackup'];
let raised: Map<string, RaisedAlert>;
/** What was sent. */
let told: string[];
/** Whether a silence holds every alert back. */
let silenced: boolean;
/** Where a process dies: at this word, once. */
let diesAt: string | null;

function step(word: string): Promise<void> {
  if (diesAt === word) {
    diesAt = null;
    return Promise.reject(new Error('killed'));
  }
  return Promise.resolve();
}

beforeEach(() => {
  failed = { number: 7, outcome: 'failed', finishedAt: Date.now(), cause: 'no room' };
  raised = new Map();
  told = [];
  diesAt = null;
  silenced = false;
});

/** One look of a process; after one that died the next one continues. */
async function look(): Promise<void> {
  const watch = loop();
  await watch['look'](CLUSTER).catch(() => undefined);
}

function loop(): AlertLoop {
  const facts = {
    ...{
      now: Date.now(),
      pauseBudget: 60_000,
      restoring: false,
      pausedOutside: false,
      waitingFor: null,
      lastBackup: failed,
      lastSuccessAt: null,
    },
    ...{ knownSince: Date.now(), lastVerifiedAt: null, schedules: [], missingWorkers: [], redis: null },
    configuration: null,
    exporting: { state: 'running', pausedSince: null, unknownSince: null, problem: null },
    limits: { objective: null, verifyWithin: null, exportingUnknownAfter: 60_000 },
  };
  const store = {
    raised: () => Promise.resolve([...raised.values()]),
    raise: (alert: Alert) => {
      const isNew = !raised.has(alertKey(alert));
      if (isNew) raised.set(alertKey(alert), { alert, told: false });
      return step('raised').then(() => isNew);
    },
    update: (each: RaisedAlert) => step('update').then(() => void raised.set(alertKey(each.alert), each)),
    clear: (alert: Alert) => step('clear').then(() => void raised.delete(alertKey(alert))),
    completedRun: () => Promise.resolve(null),
  };
  // As the queue does it: each name is sent once.
  const tell = (word: string) => {
    if (!told.includes(word)) told.push(word);
    return step(word);
  };
  const notifier = { raised: () => tell('sent raised'), resolved: () => tell('sent resolved') };
  const reader = { read: () => Promise.resolve({ facts, history: { lastSuccess: null } }) };
  const config = { clusters: [] };
  return new AlertLoop(
    ...([
      config,
      reader,
      store,
      notifier,
      new UnstoredAlerts(notifier as never),
      {
        silencesOf: () => Promise.resolve(() => silenced),
        silencesKnown: () => () => silenced,
        forget: () => undefined,
      },
    ] as unknown as ConstructorParameters<typeof AlertLoop>),
  );
}

describe('a cluster that is no longer configured', () => {
  it('has no alerts, and their receivers are notified of the end', async () => {
    await look();
    expect(raised.size).toBe(1);
    loop()['left']('prod');
    for (let turns = 0; turns < 50 && raised.size > 0; turns += 1) await new Promise(setImmediate);
    expect([told, raised.size]).toEqual([['sent raised', 'sent resolved'], 0]);
  });
});

describe('an alert', () => {
  it('is sent once, and its end once', async () => {
    for (let looks = 0; looks < 3; looks += 1) await look();
    expect([told, raised.size]).toEqual([['sent raised'], 1]);
    failed = null;
    for (let looks = 0; looks < 3; looks += 1) await look();
    expect([told, raised.size]).toEqual([['sent raised', 'sent resolved'], 0]);
  });

  it.each(['raised', 'sent raised', 'update', 'sent resolved', 'clear'])(
    'is sent, and its end, although the process died right at "%s" and its cause went meanwhile',
    async (where) => {
      diesAt = where;
      await look();
      failed = null;
      await look();
      await look();
      expect([told, raised.size]).toEqual([['sent raised', 'sent resolved'], 0]);
    },
  );

  it('that a silence holds back is sent when the silence is over', async () => {
    silenced = true;
    for (let looks = 0; looks < 3; looks += 1) await look();
    expect([told, raised.size]).toEqual([[], 1]);
    silenced = false;
    for (let looks = 0; looks < 3; looks += 1) await look();
    expect(told).toEqual(['sent raised']);
  });

  it('that begins and ends in a silence is never sent', async () => {
    silenced = true;
    await look();
    failed = null;
    await look();
    silenced = false;
    await look();
    expect([told, raised.size]).toEqual([[], 0]);
  });

  it('that was sent before it was silenced has its end sent', async () => {
    await look();
    silenced = true;
    await look();
    failed = null;
    await look();
    expect(told).toEqual(['sent raised', 'sent resolved']);
  });
});
