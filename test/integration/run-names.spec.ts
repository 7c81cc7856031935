import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Redis } from 'ioredis';
import type { AuditList, Cluster, DoctorReport, Problem } from '#contracts';
import { CliProcess, type Said } from '../support/cli.ts';
import { ClusterApi, until } from '../support/cluster-api.ts';
import { isCall, World } from '../support/world.ts';

/** Whatever an operator reads names a run by its own kind: no restore or deletion is called a backup. */
let world: World;
let cluster: ClusterApi;
let redis: Redis;
let backupId: number;
beforeAll(async () => {
  world = await World.create(['a'], { restore: () => ({ control: 'manual' }) });
  cluster = new ClusterApi(world.api, 'a');
  redis = new Redis(world.redis.url);
  await cluster.backUp();
  ({ backupId } = await cluster.backUp());
});
afterAll(async () => {
  redis.disconnect();
  await world.close();
});

const holdfast = (...words: string[]): Promise<Said> => new CliProcess(world.address, words).ended;

/** User-Agents of all calls that were made for a run. */
async function callersOf(runId: string): Promise<string[]> {
  const calls = (await world.effects('a')).filter(isCall);
  return calls.map(({ caller }) => caller.userAgent ?? '').filter((agent) => agent.includes(runId));
}

/** Ids of all jobs of a run, in whatever queue. */
async function jobsOf(runId: string): Promise<string[]> {
  const keys = await redis.keys(`{holdfast}:*${runId}*`);
  return keys.map((key) => key.split(':')[2] ?? '');
}

const journalOf = async (kind: string, number: number): Promise<string> =>
  (await world.api.call<string>(`/api/v1/clusters/a/${kind}s/${number}/events`)).body;

describe('a restore that waits for a person', () => {
  let number: number;
  let fence: number;
  let runId: string;
  beforeAll(async () => {
    number = await cluster.begun(backupId);
    const { run } = await cluster.untilRestore(number, ({ waitingFor }) => waitingFor !== null);
    ({ fence, runId } = run!);
    expect(run).toMatchObject({ kind: 'restore', number, setId: backupId });
  });

  it('is shown as the holder of the cluster', async () => {
    const { items } = (await world.api.call<{ items: Cluster[] }>('/api/v1/clusters')).body;
    expect(items[0]?.lock).toMatchObject({ kind: 'restore', number, fence });
    const refused = await world.api.start('a');
    expect(refused).toMatchObject({ status: 409, body: { lock: { kind: 'restore', number } } });
    expect(refused.body.detail).toContain(`is busy with restore ${number}: `);
    const { checks } = (await world.api.call<DoctorReport>('/api/v1/doctor?cluster=a')).body;
    expect(checks.find(({ name }) => name === 'lock')?.message).toContain(`restore ${number} holds`);
    expect((await holdfast('lock', 'show', 'a')).out).toContain(`Restore ${number} holds a.`);
    expect((await holdfast('clusters')).out).toContain(`restore ${number}`);
    // Not a backup that could be followed instead.
    expect(await holdfast('backup', 'create', 'a', '--attach')).toMatchObject({ code: 11, out: '' });
  });

  it('calls the components, and names its jobs, as a restore', async () => {
    const callers = await callersOf(runId);
    expect(callers.length).toBeGreaterThan(0);
    expect(callers.filter((agent) => !agent.includes(`; restore ${number}; `))).toEqual([]);
    const jobs = await jobsOf(runId);
    expect(jobs.length).toBeGreaterThan(0);
    expect(jobs.filter((id) => !id.startsWith(`restore-${number}-${runId}-`))).toEqual([]);
  });

  it('is named when a broken lock shuts it out: in the answer, the log, the journal and the audit trail', async () => {
    const other = await world.api.post<Problem>('/api/v1/clusters/a/lock/break', { fence: fence + 1 });
    expect(other.body.detail).toContain(`is held by restore ${number} with fence ${fence}`);
    const broken = await holdfast('lock', 'break', 'a', '--fence', String(fence), '--yes');
    expect(broken.out).toContain(`is broken: restore ${number} is shut out`);
    await cluster.ended(number);
    const log = world.holdfast.log('standalone');
    expect(log).toContain(`of restore ${number}`);
    expect(log).toContain(`restore ${number} taken over`);
    expect(await journalOf('restore', number)).toContain(`restore ${number} accepted`);
    expect(log).not.toMatch(new RegExp(`backup ${number}\\b`, 'i'));
    const { items } = await until(
      async () => (await world.api.call<AuditList>('/api/v1/audit?limit=50')).body,
      (audit) => audit.items.some(({ action, status }) => action === 'lock.break' && status === 202),
    );
    const entry = items.find(({ action, status }) => action === 'lock.break' && status === 202);
    expect(entry?.target).toBe(`restore ${number}`);
  });
});

describe('a deletion', () => {
  it('is a deletion to the components, in its jobs, in its journal and in the log', async () => {
    const { number, setId, runId, outcome } = await cluster.removed(backupId);
    expect([setId, outcome]).toEqual([backupId, 'completed']);
    const callers = await callersOf(runId);
    expect(callers.length).toBeGreaterThan(0);
    expect(callers.filter((agent) => !agent.includes(`; deletion ${number}; `))).toEqual([]);
    const jobs = await jobsOf(runId);
    expect(jobs.length).toBeGreaterThan(0);
    expect(jobs.filter((id) => !id.startsWith(`deletion-${number}-${runId}-`))).toEqual([]);
    expect(await journalOf('deletion', number)).toContain(`deletion ${number} accepted`);
    expect(world.holdfast.log('standalone')).not.toMatch(new RegExp(`backup ${number}\\b`, 'i'));
  });
});
