import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { rmSync, statSync } from 'node:fs';
import type { CliProcess, Said } from '../support/cli.ts';
import { ConformanceWorld, endGuard, type ClusterName } from '../support/conformance-world.ts';

let world: ConformanceWorld;
beforeAll(async () => {
  world = await ConformanceWorld.create();
});
afterEach(() => world.tidy());
afterAll(() => world.close());

describe('a pause of conformance', () => {
  interface Ended extends Said {
    /** Of the brokers, when it happened. */
    phases: string[];
    /** Process id. */
    guard: number;
  }

  /** Does something while exporting is paused, before the backup of Zeebe that was asked for is answered. */
  async function insidePause(
    name: ClusterName,
    happen: (program: CliProcess, guard: number) => void,
  ): Promise<Ended> {
    const file = world.file('unfinished');
    rmSync(file, { force: true });
    const program = world.start(name, '--non-production', '--record', file);
    let seen: { phases: string[]; guard: number } | null = null;
    world.onCall = async (cluster, call) => {
      if (cluster !== name || !/^POST .*backup/.test(call) || seen !== null) return undefined;
      const found = await world.phases(name);
      if (!found.includes('SOFT_PAUSED')) return undefined;
      const guard = Number(/Process (\d+) resumes it/.exec(program.warned)?.[1]);
      seen ??= { phases: found, guard };
      happen(program, guard);
      return undefined;
    };
    const said = await program.ended;
    if (seen === null) throw new Error(`exporting was never paused: ${said.err}`);
    return { ...said, ...(seen as { phases: string[]; guard: number }) };
  }

  it.each<ClusterName>(['camunda-8-6', 'camunda-8-10-rest'])(
    'of %s ends although the program is killed in it',
    async (name) => {
      const killed = await insidePause(name, (program) => program.signal('SIGKILL'));
      expect(killed.phases).toEqual(['SOFT_PAUSED', 'SOFT_PAUSED']);
      expect(killed.code).toBeNull();
      await world.untilExporting(name);
    },
  );

  it.each<[string, number, (program: CliProcess, guard: number) => void]>([
    ['the program is asked to end', 130, (program) => program.signal('SIGTERM')],
    ['its terminal is closed', 130, (program) => program.hangUp()],
    ['the guard is killed', 1, (_, guard) => endGuard(guard)],
  ])('ends, and what was made is deleted, when %s', async (_, code, happen) => {
    const name = 'camunda-8-8';
    const ended = await insidePause(name, happen);
    expect(ended.phases).toContain('SOFT_PAUSED');
    expect([ended.code, ended.out]).toEqual([code, '']);
    expect(ended.guard).toBeGreaterThan(0);
    expect(await world.phases(name)).not.toContain('SOFT_PAUSED');
    for (const path of ['backupRuntime', 'backupHistory'])
      expect(await (await fetch(`${world.urls(name).zeebe}/actuator/${path}`)).json()).toEqual([]);
    expect(() => statSync(world.file('unfinished'))).toThrow('ENOENT');
  });

  it('ends, and what was made is left and named, when the program is asked twice to end', async () => {
    const name = 'camunda-8-8';
    const { webapps, zeebe } = world.urls(name);
    const ended = await insidePause(name, (program) => {
      program.interrupt();
      // Two signals of one kind may arrive as one.
      program.signal('SIGTERM');
    });
    expect([ended.code, ended.out]).toEqual([130, '']);
    expect(await world.phases(name)).not.toContain('SOFT_PAUSED');
    const left = Number(/Backup (\d+) of webapps may be left/.exec(ended.err)?.[1]);
    await world.untilListed(webapps!, left, 'backupHistory');
    // By hand, as the message says.
    await world.untilDeleted(webapps!, left, 'backupHistory');
    expect(await world.backupsOf(zeebe, 'backupRuntime')).toEqual([]);
  });

  it('keeps another one from checking the cluster meanwhile', async () => {
    const name = 'camunda-8-8';
    let meanwhile: Said | null = null;
    world.onCall = async (cluster, call) => {
      if (cluster !== name || meanwhile !== null || !call.startsWith('POST /actuator/backupRuntime'))
        return undefined;
      world.onCall = () => Promise.resolve(undefined);
      meanwhile = await world.check(name);
      return undefined;
    };
    const { code } = await world.check(name);
    expect(meanwhile).toMatchObject({
      ...{ code: 5, out: '' },
      err: expect.stringContaining('exporting is softPaused') as unknown,
    });
    expect(code).not.toBe(5);
    await world.untilExporting(name);
    expect(await world.backupsOf(world.urls(name).zeebe, 'backupRuntime')).toEqual([]);
  });

  it('ends also where it is applied late, after the program was killed and exporting was read as running', async () => {
    const name = 'camunda-8-8';
    const program = world.start(name, '--non-production');
    const guarded: string[] = [];
    const isResume = (call: string): boolean => call.includes('/exporting/resume');
    const isLook = (call: string): boolean => call.endsWith('/actuator/partitions');
    // The guard has resumed, and has read exporting as running since.
    const wasContent = once(() => guarded.slice(guarded.findIndex(isResume)).filter(isLook).length > 2);
    const resumed = once(() => guarded.filter(isResume).length > 1);
    let killed = false;
    world.onCall = async (cluster, call, { userAgent }) => {
      if (cluster !== name) return undefined;
      if (killed && userAgent.includes('conformance guard')) guarded.push(call);
      if (guarded.some(isResume)) wasContent.check();
      resumed.check();
      if (!call.startsWith('POST /actuator/exporting/pause')) return undefined;
      program.signal('SIGKILL');
      killed = true;
      await wasContent.seen;
      return undefined;
    };
    await program.ended;
    await resumed.seen;
    await world.untilExporting(name);
  });

  it('ends also where the call is refused and the pause is applied later', async () => {
    const name = 'camunda-8-10-rest';
    const since = world.simulator.inspect(name).effects.at(-1)?.seq ?? 0;
    await world.fault(name, { kind: 'changeTimesOut', path: '/exporting/pause', ms: 6_000, times: 1 });
    const program = world.start(name, '--non-production');
    const { code, err } = await program.ended;
    expect(code).not.toBe(0);
    const guard = Number(/Process (\d+) lifts every pause/.exec(err)?.[1]);
    expect(guard).toBeGreaterThan(0);
    await world.untilPausedAndResumed(name, since);
  });

  it('is not made where its guard does not reach the cluster', async () => {
    const name = 'camunda-8-10';
    world.onCall = (_, __, { userAgent }) =>
      Promise.resolve(userAgent.includes('conformance guard') ? 'drop' : undefined);
    const calls = await world.callsDuring(name, async () => {
      const { code, err } = await world.check(name);
      expect(code).toBe(1);
      expect(err).toContain('exporting was not paused');
    });
    expect(calls.map(({ path }) => path).filter((path) => path.includes('/exporting/'))).toEqual([]);
  });
});

/** A condition that is checked by the caller; `seen` is resolved when it was true. */
function once(isTrue: () => boolean): { check: () => void; seen: Promise<void> } {
  let resolved!: () => void;
  const seen = new Promise<void>((resolve) => (resolved = resolve));
  return { check: () => (isTrue() ? resolved() : undefined), seen };
}
