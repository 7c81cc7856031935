import { describe, expect, it } from '@jest/globals';
import { parseConfig } from '#config';
import { recoveredRun, type FoundPart } from './recovered-run.ts';

const [cluster] = parseConfig(
  `clusters: [{ name: prod, version: "8.6", zeebe: { management: "http://z" }, operate: { management: "http://o" },
    records: { engine: elasticsearch, url: "http://e", repository: r } }]`,
  {},
).clusters;
const now = new Date('2026-01-02T03:04:05Z');
const part = (
  component: FoundPart['component'],
  state: FoundPart['state'],
  startedAt: number | null = null,
) => ({
  component,
  state,
  said: state.toUpperCase(),
  startedAt,
});
const all = [
  part('operate', 'completed', 5_000),
  part('records', 'completed'),
  part('zeebe', 'completed', 9_000),
];
const recover = (parts: FoundPart[], metadata = { runId: 'r1', fence: 7, version: '8.6.3' }) =>
  recoveredRun(cluster!, 42, { parts, metadata, now });

describe('a run that Redis does not know', () => {
  it('is never completed, for nothing proves the pause, and says so', () => {
    const run = recover(all);
    expect(run).toMatchObject({
      phase: 'done',
      outcome: 'unverified',
      runId: 'r1',
      fence: 7,
      version: '8.6.3',
    });
    expect(run.requestedAt).toBe(new Date(5_000).toISOString());
    expect(run.failure).toMatchObject({ code: 'record-lost', message: expect.stringContaining('no record') });
  });

  it('tells of every step that leaves a part, and nothing of those that leave none', () => {
    const states = Object.fromEntries(recover(all).steps.map((step) => [step.name, step.state]));
    expect(states).toEqual({
      'backup-operate': 'done',
      'pause-exporting': 'skipped',
      'snapshot-records': 'done',
      'backup-zeebe': 'done',
      'resume-exporting': 'skipped',
    });
  });

  it('has failed when a component has no complete part, and names it', () => {
    expect(recover(all.slice(0, 2))).toMatchObject({
      outcome: 'failed',
      failure: { message: expect.stringContaining('zeebe has no complete part') },
    });
    expect(recover([part('operate', 'incomplete'), ...all.slice(1)]).outcome).toBe('failed');
  });

  it('is dated by now where no component tells when it began', () => {
    expect(recover([part('operate', 'failed')]).requestedAt).toBe(now.toISOString());
  });
});
