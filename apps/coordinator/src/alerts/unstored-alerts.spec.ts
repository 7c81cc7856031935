import { beforeEach, describe, expect, it } from '@jest/globals';
import type { ClusterConfig } from '#config';
import type { Alert } from '#contracts';
import { alertKey, RedisTroubleError, type RaisedAlert } from '#redis';
import type { AlertFacts } from '#domain';
import { AlertLoop } from './alert-loop.ts';
import { UnstoredAlerts } from './unstored-alerts.ts';

const CLUSTER = { name: 'prod', pauseBudget: 60_000, alerts: {} } as ClusterConfig;

let redis: 'fine' | 'refuses' | 'away';
let lastBackup: AlertFacts['lastBackup'];
let stored: Map<string, RaisedAlert>;
let told: string[];
let unstored: UnstoredAlerts;
let watch: AlertLoop;

const trouble = (): Error =>
  redis === 'away'
    ? new RedisTroubleError(new Error('Command timed out'), { kind: 'away' })
    : new RedisTroubleError(new Error('OOM'), { kind: 'refuses-writes', reason: 'OOM' });
const write = (change: () => void): Promise<void> => {
  if (redis !== 'fine') return Promise.reject(trouble());
  change();
  return Promise.resolve();
};

function facts(): AlertFacts {
  return {
    ...{
      now: Date.now(),
      pauseBudget: 60_000,
      restoring: false,
      pausedOutside: false,
      waitingFor: null,
      lastBackup,
      lastSuccessAt: null,
    },
    ...{ knownSince: Date.now(), lastVerifiedAt: null, schedules: [], missingWorkers: [] },
    exporting: { state: 'running', pausedSince: null, unknownSince: null, problem: null },
    redis: redis === 'fine' ? null : 'refuses writes: OOM',
    configuration: null,
    limits: { objective: null, verifyWithin: null, exportingUnknownAfter: 60_000 },
  };
}

beforeEach(() => {
  redis = 'refuses';
  lastBackup = { number: 7, outcome: 'failed', finishedAt: Date.now(), cause: 'no room' };
  stored = new Map();
  told = [];
  const store = {
    raised: () => (redis === 'away' ? Promise.reject(trouble()) : Promise.resolve([...stored.values()])),
    raise: (alert: Alert) =>
      write(() => void stored.set(alertKey(alert), { alert, told: false })).then(() => true),
    update: (each: RaisedAlert) => write(() => void stored.set(alertKey(each.alert), each)),
    clear: (alert: Alert) => write(() => void stored.delete(alertKey(alert))),
    completedRun: () => Promise.resolve(null),
  };
  const notifier = {
    raised: ({ kind }: Alert) => write(() => void told.push(`queued ${kind}`)),
    resolved: ({ kind }: Alert) => write(() => void told.push(`queued end of ${kind}`)),
    raisedNow: ({ kind }: Alert, by: Set<string>) => {
      if (!by.has('ops')) told.push(`sent ${kind}`);
      by.add('ops');
      return Promise.resolve();
    },
    resolvedNow: ({ kind }: Alert, by: Set<string>) =>
      Promise.resolve(by.has('ops') ? void told.push(`sent end of ${kind}`) : undefined),
  };
  const reader = {
    read: () =>
      redis === 'away'
        ? Promise.reject(trouble())
        : Promise.resolve({ facts: facts(), history: { lastSuccess: null } }),
    withoutRedis: () => ({ ...facts(), lastBackup: null }),
  };
  unstored = new UnstoredAlerts(notifier as never);
  const config = { clusters: [] };
  const care = {
    silencesOf: () => Promise.resolve(() => false),
    silencesKnown: () => () => false,
    forget: () => undefined,
  };
  watch = new AlertLoop(
    ...([config, reader, store, notifier, unstored, care] as unknown as ConstructorParameters<
      typeof AlertLoop
    >),
  );
});

async function look(times = 1): Promise<void> {
  for (let done = 0; done < times; done += 1) await watch['look'](CLUSTER);
}
const kinds = () => unstored.of('prod').map(({ kind }) => kind);

describe('an alert that Redis cannot keep', () => {
  it('is sent from memory once, and shown', async () => {
    await look(5);
    expect(told).toEqual(['sent last-backup-failed']);
    expect(kinds()).toEqual(['last-backup-failed']);
  });

  it('is kept without being sent again when Redis can', async () => {
    await look(2);
    const [sent] = unstored.of('prod');
    redis = 'fine';
    await look(2);
    expect(told).toEqual(['sent last-backup-failed']);
    expect([...stored.values()]).toMatchObject([{ alert: { since: sent?.since }, told: true }]);
    expect(kinds()).toEqual([]);
  });

  it('ends with its cause, whether Redis can keep alerts again or not', async () => {
    await look();
    lastBackup = null;
    await look();
    expect(told).toEqual(['sent last-backup-failed', 'sent end of last-backup-failed']);
    lastBackup = { number: 8, outcome: 'failed', finishedAt: Date.now(), cause: 'no room' };
    await look();
    lastBackup = null;
    redis = 'fine';
    await look();
    expect(told.slice(2)).toEqual(['sent last-backup-failed', 'queued end of last-backup-failed']);
  });
});

describe('a Redis that is in trouble', () => {
  it.each(['refuses', 'away'] as const)('and %s is an alert after six looks, not before', async (how) => {
    redis = how;
    lastBackup = null;
    await look(5);
    expect(told).toEqual([]);
    await look(3);
    expect(told).toEqual(['sent redis-unusable']);
    redis = 'fine';
    await look();
    expect(told).toEqual(['sent redis-unusable', 'queued end of redis-unusable']);
  });
});
