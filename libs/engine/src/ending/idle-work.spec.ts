import { describe, expect, it } from '@jest/globals';
import { IdleWork } from './idle-work.ts';

const limits = { patience: 5_000, beat: 2_000 };
const due = (mark: string) => [{ work: 'backup-zeebe' as const, mark }];

describe('IdleWork', () => {
  it('counts the beats during which no process worked, and names the work', () => {
    const watch = new IdleWork();
    const beats = [1, 2, 3, 4].map(() => watch.idleFor('run', due('a'), limits));
    expect(beats).toEqual([null, null, null, 'backup-zeebe']);
  });

  it('starts again with every sign of life', () => {
    const watch = new IdleWork();
    for (const mark of ['a', 'a', 'a', 'b', 'b', 'b'])
      expect(watch.idleFor('run', due(mark), limits)).toBeNull();
    expect(watch.idleFor('run', due('b'), limits)).toBe('backup-zeebe');
  });

  it('keeps runs and pieces of work apart', () => {
    const watch = new IdleWork();
    const both = (mark: string) => [...due('same'), { work: 'backup-operate' as const, mark }];
    for (const mark of ['a', 'b', 'c']) expect(watch.idleFor('run', both(mark), limits)).toBeNull();
    expect(watch.idleFor('other', both('d'), limits)).toBeNull();
    expect(watch.idleFor('run', both('d'), limits)).toBe('backup-zeebe');
  });
});
