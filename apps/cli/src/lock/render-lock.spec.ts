import { describe, expect, it } from '@jest/globals';
import { RUN_KINDS } from '#domain';
import { renderLock } from './show.verb.ts';

describe('the lock of a cluster', () => {
  it.each(RUN_KINDS)('names the %s that holds it', (kind) => {
    const lock = {
      kind,
      number: 42,
      runId: 'r',
      holder: 'h',
      fence: 7,
      acquiredAt: '2026-01-01T00:00:00.000Z',
    };
    const [first] = renderLock('prod', { ...lock, leaseMs: 1_000 }).split('\n');
    expect(first).toBe(`${kind[0]?.toUpperCase()}${kind.slice(1)} 42 holds prod.`);
  });
});
