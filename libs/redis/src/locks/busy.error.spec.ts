import { describe, expect, it } from '@jest/globals';
import { RUN_KINDS } from '#domain';
import { ClusterBusy } from './busy.error.ts';

describe('a cluster that is busy', () => {
  it.each(RUN_KINDS)('is reported as held by a %s', (kind) => {
    const lock = { kind, number: 42, runId: 'r', holder: 'h', fence: 7, acquiredAt: 'now', leaseMs: 1_000 };
    expect(new ClusterBusy('prod', lock).message).toContain(`"prod" is busy: ${kind} 42 holds its lock`);
  });
});
