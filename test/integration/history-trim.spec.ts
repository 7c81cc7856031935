import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { ConfirmationStore, HistoryStore, SetNotes } from '#redis';
import { actionKey } from '../../apps/coordinator/src/actions/action-key.ts';
import { contentsOf } from '../support/redis-contents.ts';
import { KEPT, NEWEST, TrimWorld } from '../support/trim-world.ts';

const AT = '2026-01-01T00:00:00.000Z';

let world: TrimWorld;
beforeAll(async () => {
  world = await TrimWorld.create();
});
afterAll(() => world.close());
beforeEach(() => world.empty());

describe('while something cannot be read', () => {
  it('no backup goes when the stores cannot be read, and what has no set goes', async () => {
    await world.threeOldRuns({ number: 5, outcome: 'completed' });
    world.sets = null;
    await world.trim();
    expect(await world.onRecord()).toEqual([5, ...NEWEST]);
  });

  it('no backup goes when the newest completed set is not whole: it may be another repository', async () => {
    await world.threeOldRuns({ number: 5, outcome: 'completed' });
    world.sets?.set(20, 'partial');
    await world.trim();
    expect(await world.onRecord()).toEqual([5, ...NEWEST]);
    world.sets?.set(20, 'complete');
    await world.trim();
    expect(await world.onRecord()).toEqual(NEWEST);
  });

  it('nothing goes when the pause on record cannot be read', async () => {
    await world.threeOldRuns({ number: 5, outcome: 'rejected' });
    await world.redis.set('{holdfast:prod}:pause-intent', JSON.stringify({ schemaVersion: 9 }));
    const before = await contentsOf(world.server.url, '{holdfast:prod}:*');
    await expect(world.trim()).rejects.toThrow('schema version 9');
    expect(await contentsOf(world.server.url, '{holdfast:prod}:*')).toEqual(before);
  });
});

describe('a run that goes', () => {
  it('takes with it what is keyed by it, and nothing else', async () => {
    const key = actionKey({ runId: 'run5', step: 'stop-camunda', name: 'stop', attempt: 1 });
    const other = actionKey({ runId: 'run22', step: 'stop-camunda', name: 'stop', attempt: 1 });
    await world.threeOldRuns(
      { number: 4, outcome: 'completed' },
      { number: 5, kind: 'restore', setId: 4, outcome: 'completed' },
    );
    await world.from(ConfirmationStore).request('prod', key, 'stop it');
    await world.from(ConfirmationStore).withdraw('prod', key);
    await world.from(ConfirmationStore).request('prod', other, 'stop it');
    for (const id of [4, 20])
      await world.from(SetNotes).write('prod', id, { name: 'kept', value: { at: AT, by: 'me' } });
    await world.trim();
    const keys = await world.redis.keys('{holdfast:prod}:*');
    const kept = NEWEST.flatMap((number) => [`run:${number}`, `journal:${number}`]);
    const whole = ['confirmations', 'fence', 'last-id', 'runs', 'set-notes', 'trimmed'];
    expect(keys.sort()).toEqual([...kept, ...whole].map((name) => `{holdfast:prod}:${name}`).sort());
    expect(await world.redis.hkeys('{holdfast:prod}:confirmations')).toEqual([`${other}:asked`]);
    expect(await world.redis.hkeys('{holdfast:prod}:set-notes')).toEqual(['20:kept']);
    expect(await world.from(HistoryStore).trimmed('prod')).toMatchObject({ upTo: 9, runs: 4 });
  });

  it('goes with the deletion of its set, one after the other', async () => {
    await world.threeOldRuns(
      { number: 4, outcome: 'completed' },
      { number: 5, kind: 'deletion', setId: 4, outcome: 'completed' },
    );
    await world.from(SetNotes).write('prod', 4, { name: 'deletionId', value: 5 });
    await world.trim();
    // The note went with the backup; the deletion was needed by both until then.
    expect(await world.onRecord()).toEqual([5, ...NEWEST]);
    expect(await world.redis.hkeys('{holdfast:prod}:set-notes')).toEqual([]);
    await world.trim();
    expect(await world.onRecord()).toEqual(NEWEST);
  });

  it('leaves the notes of its set when another set has them, and those of a set that has no run', async () => {
    await world.threeOldRuns({ number: 5, kind: 'deletion', setId: 4, outcome: 'completed' });
    await world.from(SetNotes).write('prod', 4, { name: 'deletionId', value: 5 });
    await world.from(SetNotes).write('prod', 3, { name: 'kept', value: { at: AT, by: 'me' } });
    await world.trim();
    expect(await world.onRecord()).toEqual(NEWEST);
    expect(await world.redis.hkeys('{holdfast:prod}:set-notes')).toEqual(['3:kept']);
  });

  it('never frees its number', async () => {
    await world.threeOldRuns({ number: 5, outcome: 'rejected' });
    await world.trim();
    for (const number of [1, 5, 9])
      await expect(world.writer.write({ number, outcome: 'completed' })).rejects.toThrow('must be above 39');
  });
});

describe('the newest runs that a process remembers', () => {
  it('are looked for again after Redis lost its data, where numbers start from below', async () => {
    await world.threeOldRuns({ number: 5, outcome: 'rejected' });
    await world.trim();
    await world.redis.flushall();
    await world.writer.write({ number: 3, outcome: 'completed' });
    await world.writer.write({ number: 4, outcome: 'rejected' });
    await world.writer.fill(5, KEPT);
    await world.trim();
    expect((await world.onRecord())[0]).toBe(3);
  });

  it('are those of any process: one that has just started removes the same', async () => {
    await world.threeOldRuns({ number: 5, outcome: 'completed' });
    world.sets?.set(5, 'complete');
    await world.trimAsAnother();
    expect(await world.onRecord()).toEqual([5, ...NEWEST]);
    expect(await world.trim()).toEqual({ trimmed: 0, more: false });
  });
});
