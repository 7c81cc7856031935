import { afterEach, expect, it } from '@jest/globals';
import { heldState, type ExportingState, type PauseKind } from '#domain';
import { failureDetail } from '../failure-of.spec-support.ts';
import type { ExportingApi } from '../ports/exporting.api.ts';
import type { TopologyApi } from '../ports/topology.api.ts';
import { resumedInWords, resumeReachable } from '../zeebe/resume-reachable.ts';

/** What a cluster of two brokers, which lead one partition each, does when the client asks it. */
export const EXPORTING_SITUATIONS = {
  healthy: 'every call is done',
  /** Both brokers are paused, and a resume of the whole cluster is refused. */
  refusing: 'the cluster refuses to pause and to resume as a whole',
  /** Both brokers are paused, and the second one is down: a resume of the whole cluster is refused. */
  brokerDown: 'one broker is down',
  /** The first broker is resumed, the second one is paused. */
  halfway: 'one broker exports and the other does not',
  broken: 'a broker answers with broken JSON',
  down: 'nothing listens',
} as const;
export type ExportingSituation = keyof typeof EXPORTING_SITUATIONS;

export interface ExportingConnection {
  clients: { exporting: ExportingApi; topology: TopologyApi };
  /** Calls that reached the cluster so far. */
  asked: () => number;
  close: () => Promise<void>;
}

/** The exporting of one generation, scripted or simulated. */
export interface ExportingSubject {
  connect(situation: ExportingSituation): Promise<ExportingConnection>;
  /** The kind of pause that its version is asked for. */
  kind: PauseKind;
  /** A kind that it must never be asked for; left out where the patch decides. */
  never?: PauseKind;
  /** Whether a broker resumes by itself when the cluster as a whole refuses: not in 8.10. */
  brokersResume: boolean;
  /** Physical tenants, each with partitions 1 and 2, and how many of them are meant; left out: there is one. */
  tenants?: { names: readonly string[]; meant: number };
}

/** What every ExportingApi does, with what its brokers show. */
export function exportingApiContract(subject: ExportingSubject): void {
  const open: ExportingConnection[] = [];
  const connect = async (situation: ExportingSituation): Promise<ExportingConnection> => {
    const connection = await subject.connect(situation);
    open.push(connection);
    return connection;
  };
  const held: ExportingState = heldState(subject.kind);
  afterEach(async () => {
    await Promise.all(open.splice(0).map((connection) => connection.close()));
  });

  it('pauses and resumes, and every broker shows it', async () => {
    const { exporting, topology } = (await connect('healthy')).clients;
    await expect(topology.exporting()).resolves.toBe('running');
    await exporting.pause(subject.kind);
    await expect(topology.exporting()).resolves.toBe(held);
    await exporting.resume();
    await expect(topology.exporting()).resolves.toBe('running');
  });

  it('knows every partition and every broker', async () => {
    const { topology } = (await connect('healthy')).clients;
    await expect(topology.topology()).resolves.toEqual({
      ...{ partitionCount: 2, partitionIds: [1, 2], brokers: 2 },
      replicas: 2 * (subject.tenants?.meant ?? 1),
      ...(subject.tenants && { tenants: subject.tenants.names }),
    });
  });

  const { never } = subject;
  if (never)
    it(`never asks for a ${never} pause`, async () => {
      const { clients, asked } = await connect('healthy');
      await expect(failureDetail(clients.exporting.pause(never))).resolves.toMatchObject({
        ...{ code: 'refused', retryable: false },
      });
      expect(asked()).toBe(0);
    });

  it('may be asked again after a refused pause or resume', async () => {
    const { exporting } = (await connect('refusing')).clients;
    for (const call of [() => exporting.pause(subject.kind), () => exporting.resume()])
      await expect(failureDetail(call())).resolves.toMatchObject({ code: 'pause-failed', retryable: true });
  });

  it('resumes broker by broker when the cluster as a whole refuses, or says who is left', async () => {
    const { clients } = await connect('refusing');
    const resumed = await resumeReachable(clients, () => ({}));
    const running = subject.brokersResume;
    expect(resumed).toMatchObject({ complete: running, state: running ? 'running' : held });
    expect(resumed.left).toHaveLength(running ? 0 : 2);
    expect(resumedInWords(resumed)).toMatch(running ? /exporting runs on/ : /is paused on .*; broker .*HTTP/);
  });

  it('does not call a resume complete while a broker is down', async () => {
    const { clients } = await connect('brokerDown');
    const resumed = await resumeReachable(clients, () => ({}));
    expect(resumed.complete).toBe(false);
    expect(resumed.state).not.toBe('running');
    expect(resumed.unreachable).toHaveLength(1);
    // A change of the configuration may reach the first broker while it waits for the second one.
    const reached = subject.brokersResume ? resumed.running : [...resumed.running, ...resumed.paused];
    expect(reached).toEqual([1]);
  });

  it('says mixed while only a part is paused', async () => {
    const { topology } = (await connect('halfway')).clients;
    await expect(topology.exporting()).resolves.toBe('mixed');
    await expect(topology.reach()).resolves.toMatchObject({ running: [1], paused: [2] });
  });

  it('does not guess at broken JSON', async () => {
    const { topology } = (await connect('broken')).clients;
    for (const call of [() => topology.exporting(), () => topology.read()])
      await expect(failureDetail(call())).resolves.toMatchObject({
        code: 'unexpected-answer',
        retryable: true,
      });
  });

  it('is unreachable where nothing listens, and reach names every broker', async () => {
    const { exporting, topology } = (await connect('down')).clients;
    await expect(failureDetail(exporting.pause(subject.kind))).resolves.toMatchObject({
      code: 'unreachable',
    });
    const { state, unreachable } = await topology.reach();
    expect(state).toBe('unknown');
    expect(unreachable).toHaveLength(2);
  });
}
