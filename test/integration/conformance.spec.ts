import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ConformanceWorld, reportIn, versionOf, type ClusterName } from '../support/conformance-world.ts';
import { GuardedCluster } from '../support/guarded-cluster.ts';

let world: ConformanceWorld;
beforeAll(async () => {
  world = await ConformanceWorld.create();
});
afterEach(() => world.tidy());
afterAll(() => world.close());

describe('holdfast conformance', () => {
  it.each<[ClusterName, number]>([
    ['camunda-8-2', 5],
    ['camunda-8-6', 0],
    ['camunda-8-8', 0],
    ['camunda-8-10', 0],
    ['camunda-8-10-rest', 0],
  ])('finds every answer of %s as expected, and a replay of its recording too', async (name, skipped) => {
    const file = world.file(name);
    const said = await world.check(name, '--record', file);
    const report = reportIn(said);
    expect(report.checks.filter(({ result }) => result !== 'matches').map((each) => each.detail)).toEqual(
      Array(skipped).fill('this version can only pause exporting hard'),
    );
    expect(said.code).toBe(0);
    expect(report.counts.matches).toBeGreaterThan(25);
    expect(report.version).toBe(versionOf(name));
    expect(await world.phases(name)).not.toContain('SOFT_PAUSED');
    expect(statSync(file).mode & 0o777).toBe(0o600);

    const replayed = await world.replay(file);
    expect([replayed.code, replayed.err]).toEqual([0, '']);
    expect(reportIn(replayed)).toEqual(report);
  });

  it('pauses exporting for the backup of Zeebe only, and deletes what it made', async () => {
    const name = 'camunda-8-6';
    const { zeebe, operate, tasklist, optimize } = world.urls(name);
    const taken: [string, string[]][] = [];
    world.onCall = async (cluster, call, { component }) => {
      if (cluster === name && call === 'POST /actuator/backups')
        taken.push([component, await world.phases(name)]);
      return undefined;
    };
    expect((await world.check(name)).code).toBe(0);
    const firstOf = (app: string): string[] | undefined =>
      taken.find(([component]) => component === app)?.[1];
    expect(firstOf('operate')).toEqual(['EXPORTING', 'EXPORTING']);
    expect(firstOf('broker-0')).toEqual(['SOFT_PAUSED', 'SOFT_PAUSED']);
    for (const url of [zeebe, operate, tasklist, optimize])
      expect(await (await fetch(`${url}/actuator/backups`)).json()).toEqual([]);
  });

  it('names the answer that differs, and keeps secrets out of report and recording', async () => {
    const name = 'camunda-8-6';
    const file = world.file('differs');
    // What a component echoes must not be shown either.
    const body = { message: `the login of ${world.password} is odd` };
    await world.fault(name, {
      ...{ component: 'operate', kind: 'status', status: 500, body, times: 1 },
      ...{ method: 'GET', path: '/actuator/backups/[0-9]+$' },
    });
    const said = await world.check(name, '--record', file);
    expect(said.code).toBe(7);
    const report = reportIn(said);
    expect(report.checks.filter(({ result }) => result === 'differs')).toMatchObject([
      { name: 'unknown-id', component: 'operate', seen: 'unexpected-answer' },
    ]);
    const text = readFileSync(file, 'utf8');
    const login = Buffer.from(`holdfast:${world.password}`).toString('base64');
    for (const secret of [world.password, login]) expect(text + said.out + said.err).not.toContain(secret);
    expect(text).toContain('the login of [secret] is odd');
    const replayed = await world.replay(file);
    expect(replayed.code).toBe(7);
    expect(reportIn(replayed)).toEqual(report);
  });

  it('deletes nothing under an id that another tool takes meanwhile', async () => {
    const name = 'camunda-8-6';
    const { operate, tasklist, optimize } = world.urls(name);
    const program = world.start(name, '--non-production');
    let id: number | null = null;
    world.onCall = async (cluster, call, { component }) => {
      if (cluster !== name || component !== 'operate' || call !== 'POST /actuator/backups' || id !== null)
        return undefined;
      // Optimize was asked before Operate, under the same id.
      id = Number(/Backups (\d+) and/.exec(program.warned)?.[1]);
      await world.makeBackup(tasklist!, id);
      return undefined;
    };
    const { code, out, err } = await program.ended;
    expect([code, out]).toEqual([1, '']);
    expect(err).toMatch(/takes of tasklist: (id-in-use|busy), not accepted/);
    for (const [component, url] of Object.entries({ optimize, operate, tasklist })) {
      expect((await world.backupsOf(url!)).map(({ backupId }) => backupId)).toContain(id);
      if (component !== 'tasklist')
        expect(err).toContain(`Backup ${id} of ${component} may be left: another tool`);
      await world.untilDeleted(url!, id!);
    }
  });

  it('shows its report, and its exit code, also where the recording cannot be kept', async () => {
    const name = 'camunda-8-6';
    const directory = world.makeDirectory('gone');
    await world.fault(name, { component: 'tasklist', kind: 'reset', method: 'DELETE', times: 1 });
    world.onCall = (cluster, call) => {
      if (cluster === name && call.startsWith('DELETE')) rmSync(directory, { recursive: true, force: true });
      return Promise.resolve(undefined);
    };
    const said = await world.check(name, '--record', join(directory, 'recording.json'));
    expect(said.code).toBe(7);
    expect(reportIn(said).counts.differs).toBe(1);
    expect(said.err).toContain('The recording was NOT written');
  });

  it('prints a table, and what was seen where it differs', async () => {
    const name = 'camunda-8-6';
    await world.fault(name, { component: 'tasklist', kind: 'reset', method: 'DELETE', times: 1 });
    const { code, out } = await world.start(name, '--non-production').ended;
    expect(code).toBe(7);
    expect(out).toMatch(/^delete +tasklist +differs +unreachable, not done$/m);
    expect(out).toMatch(/^camunda-8-6, Camunda 8\.6\.0: NOT as expected \(matches: \d+, differs: /m);
  });
});

it('finds every recording that is kept as it was recorded', async () => {
  const directory = join(import.meta.dirname, '..', 'recordings');
  const found: Record<string, unknown> = {};
  const files = readdirSync(directory).filter((file) => file.endsWith('.json'));
  for (const file of files) {
    // Calls that the clients no longer make are named in `err`.
    const { code, err } = await world.replay(join(directory, file));
    found[file] = [code, err];
  }
  expect(found).toEqual(Object.fromEntries(files.map((file) => [file, [0, '']])));
});

describe('what conformance refuses', () => {
  it('is a call without --non-production', async () => {
    const name = 'camunda-8-6';
    const calls = await world.askedDuring(name, async () => {
      const { code, out, err } = await world.start(name).ended;
      expect([code, out]).toEqual([2, '']);
      expect(err).toContain('--non-production');
    });
    expect(calls).toEqual([]);
  });

  it('is a cluster whose exporting is paused', async () => {
    const name = 'camunda-8-8';
    const gateway = world.urls(name).zeebe;
    await fetch(`${gateway}/actuator/exporting/pause?soft=true`, { method: 'POST' });
    const calls = await world.callsDuring(name, async () => {
      const { code, out, err } = await world.check(name);
      expect([code, out]).toEqual([5, '']);
      expect(err).toContain('exporting is softPaused');
    });
    expect(calls.filter(({ method }) => method !== 'GET')).toEqual([]);
    await fetch(`${gateway}/actuator/exporting/resume`, { method: 'POST' });
    await world.untilExporting(name);
  });

  it('is a cluster with a backup that has not ended', async () => {
    const name = 'camunda-8-8';
    const url = world.urls(name).webapps!;
    await world.fault(name, { component: 'webapps', kind: 'webAppStopsAfterPart', part: 1, times: 1 });
    await world.makeBackup(url, 7, 'backupHistory');
    // An accepted backup is not listed at once.
    await world.untilListed(url, 7, 'backupHistory');
    const calls = await world.callsDuring(name, async () => {
      const { code, err } = await world.check(name);
      expect(code).toBe(5);
      expect(err).toMatch(/webapps has backup 7, which is (running|incomplete)/);
    });
    expect(calls.filter(({ method }) => method !== 'GET')).toEqual([]);
  });

  it('is a cluster with an id above the present time', async () => {
    const name = 'camunda-8-10';
    const url = world.urls(name).webapps!;
    const id = Date.now();
    await world.makeBackup(url, id, 'backupHistory');
    await world.untilListed(url, id, 'backupHistory');
    const calls = await world.callsDuring(name, async () => {
      const { code, err } = await world.check(name);
      expect(code).toBe(5);
      expect(err).toContain(`webapps has backup ${id}, and ids of backups are the time in seconds`);
    });
    expect(calls.filter(({ method }) => method !== 'GET')).toEqual([]);
    await world.untilDeleted(url, id, 'backupHistory');
  });

  it('is a file that exists, and a cluster that does not', async () => {
    const name = 'camunda-8-6';
    const file = world.file('there');
    writeFileSync(file, 'mine');
    const calls = await world.askedDuring(name, async () => {
      const { code, err } = await world.check(name, '--record', file);
      expect([code, readFileSync(file, 'utf8')]).toEqual([2, 'mine']);
      expect(err).toContain('EEXIST');
    });
    expect(calls).toEqual([]);
    const unknown = await world.start('nope', '--non-production').ended;
    expect(unknown.code).toBe(6);
    expect(unknown.err).toContain('Known: camunda-8-2, camunda-8-6');
  });

  it('is a file that never ends', async () => {
    const { code, err } = await world.replay('/dev/zero');
    expect(code).toBe(2);
    expect(err).toContain('not a regular file');
  });

  it('is a file that is no recording', async () => {
    const file = world.file('odd');
    writeFileSync(file, '{"schemaVersion": 1, "cluster": 4}');
    const { code, err } = await world.replay(file);
    expect(code).toBe(2);
    expect(err).toContain('cluster: ');
  });
});

it('reaches components behind TLS, logins and paths of their own, and records none of their secrets', async () => {
  const name = 'camunda-8-6';
  const guarded = await GuardedCluster.create({
    ...{ basic: 'hush-basic-1', bearer: 'hush-bearer-2', oauth: 'hush-oauth-3' },
  });
  try {
    const before = readFileSync(world.configPath, 'utf8');
    world.configure([await guarded.config(name, world.urls(name))]);
    const file = world.file('guarded');
    const said = await world.check(name, '--record', file);
    writeFileSync(world.configPath, before);
    expect(reportIn(said).checks.filter(({ result }) => result !== 'matches')).toEqual([]);
    expect(said.code).toBe(0);
    const text = readFileSync(file, 'utf8') + said.out + said.err;
    for (const secret of guarded.secretsSoFar()) expect(text).not.toContain(secret);
    const replayed = await world.replay(file);
    expect([replayed.code, reportIn(replayed)]).toEqual([0, reportIn(said)]);
  } finally {
    await guarded.close();
  }
});
