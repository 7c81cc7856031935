import { describe, expect, it } from '@jest/globals';
import type { ClusterConfig } from '#config';
import { UNKNOWN_ORIGIN, type RunOrigin, type RunRecord } from '#domain';
import { DeletionAllowed } from './deletion-allowed.ts';
import { SetProtection } from './set-protection.ts';

const CLUSTER = { name: 'prod', retention: {} } as ClusterConfig;
const complete = { state: 'complete' };

interface Facts {
  kept?: boolean;
  forcedId?: number;
  others?: { backupId: number; set: unknown }[];
  verdict?: 'keep' | 'delete';
  problems?: string[];
}

function allowed({ kept, forcedId, others, verdict, problems }: Facts): DeletionAllowed {
  const note = { kept: kept ? { at: 'just now', by: 'ops' } : null, forcedId: forcedId ?? null };
  const notes = { of: () => Promise.resolve([note]) };
  const catalogue = {
    examine: (_: string, backupId: number) => Promise.resolve({ backupId, set: complete }),
    all: () => Promise.resolve(others ?? [{ backupId: 9, set: complete }]),
  };
  const verdicts = [{ backupId: 7, verdict: verdict ?? 'delete', reasons: ['one of the 2 newest'] }];
  const survey = { decide: () => Promise.resolve({ verdicts, problems: problems ?? [] }) };
  const protection = new SetProtection(
    ...([catalogue, notes] as unknown as ConstructorParameters<typeof SetProtection>),
  );
  return new DeletionAllowed(
    ...([notes, catalogue, protection, survey] as unknown as ConstructorParameters<typeof DeletionAllowed>),
  );
}

const deletion = (origin: RunOrigin) => ({ kind: 'deletion', number: 100, setId: 7, origin }) as RunRecord;
const byHand = deletion({ type: 'person', by: 'ops' });
const byRetention = deletion({ type: 'retention', by: 'schedule nightly' });

describe('a deletion that holds the cluster', () => {
  it.each([
    ['by hand', byHand],
    ['of retention', byRetention],
  ])('%s is no longer allowed when the set was kept meanwhile, or became the last', async (_, run) => {
    expect(await allowed({}).examine(run, CLUSTER)).toMatchObject({ ok: true });
    const kept = await allowed({ kept: true }).examine(run, CLUSTER);
    expect([kept.ok, kept.message]).toEqual([false, expect.stringContaining('kept since just now (ops)')]);
    const last = await allowed({ others: [] }).examine(run, CLUSTER);
    expect([last.ok, last.message]).toEqual([false, expect.stringContaining('last complete set')]);
  });

  it('of retention is no longer allowed when its rules keep the set by now, or cannot tell', async () => {
    const held = await allowed({ verdict: 'keep' }).examine(byRetention, CLUSTER);
    expect([held.ok, held.message]).toEqual([false, 'by now it stays: one of the 2 newest']);
    const unknown = await allowed({ problems: ['Zeebe does not answer'] }).examine(byRetention, CLUSTER);
    expect([unknown.ok, unknown.message]).toEqual([false, 'Zeebe does not answer']);
    const without = { name: 'prod' } as ClusterConfig;
    expect((await allowed({}).examine(byRetention, without)).ok).toBe(false);
    // A person may delete what retention would keep.
    expect((await allowed({ verdict: 'keep' }).examine(byHand, CLUSTER)).ok).toBe(true);
  });

  it('is bound by the rules of retention unless a person asked for it, by whatever name', async () => {
    const lost = deletion(UNKNOWN_ORIGIN);
    const planned = deletion({ type: 'schedule', by: null, schedule: 'nightly' });
    for (const run of [byRetention, lost, planned])
      expect((await allowed({ verdict: 'keep' }).examine(run, CLUSTER)).ok).toBe(false);
    const named = deletion({ type: 'person', by: 'retention (schedule nightly)' });
    expect((await allowed({ verdict: 'keep' }).examine(named, CLUSTER)).ok).toBe(true);
  });

  it('that was forced continues; one that was forced earlier proves nothing', async () => {
    expect((await allowed({ kept: true, forcedId: 100 }).examine(byHand, CLUSTER)).ok).toBe(true);
    expect((await allowed({ kept: true, forcedId: 99 }).examine(byHand, CLUSTER)).ok).toBe(false);
  });
});
