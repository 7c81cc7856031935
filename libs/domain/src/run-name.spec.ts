import { describe, expect, it } from '@jest/globals';
import { RUN_KINDS } from './procedure-shape.ts';
import { nameOf } from './run-name.ts';

describe('the name of a run', () => {
  it('begins with its own kind, so that no restore or deletion is called a backup', () => {
    expect(RUN_KINDS.map((kind) => nameOf({ kind, number: 42 }))).toEqual([
      'backup 42',
      'restore 42',
      'deletion 42',
    ]);
  });
});
