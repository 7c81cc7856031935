import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { doctorReportSchema, type AlertList, type DoctorReport, type Run } from '#contracts';
import { CliProcess, type Said } from '../support/cli.ts';
import { freePort } from '../support/ports.ts';
import { PATIENCE_SECONDS } from '../support/patience.ts';
import { Receiver } from '../support/receiver.ts';
import { until } from '../support/until.ts';
import { isCall, World } from '../support/world.ts';

/** What an operator does when something is wrong, or to check whether it is. */
let world: World;
let receiver: Receiver;
let directory: string;
beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'holdfast-care-'));
  receiver = await Receiver.start();
  world = await World.create(['a', 'slow'], {
    more: (name) => (name === 'a' ? { schedules: [{ name: 'nightly', cron: '0 2 * * *' }] } : {}),
    config: { notifications: [{ name: 'ops', webhook: { url: receiver.url('/ops') } }] },
  });
});
afterAll(async () => {
  await world.close();
  await receiver.stop();
  rmSync(directory, { recursive: true });
});

const holdfast = (...words: string[]): Promise<Said> => new CliProcess(world.address, words).ended;

async function doctor(...words: string[]): Promise<{ code: number | null; report: DoctorReport }> {
  const { code, out } = await holdfast('doctor', ...words, '-o', 'json');
  return { code, report: doctorReportSchema.parse(JSON.parse(out)) };
}

const wrongOf = ({ checks }: DoctorReport): string[] =>
  checks.filter(({ status }) => status !== 'ok').map(({ name, status }) => `${status} ${name}`);

describe('doctor', () => {
  it('finds everything in order except what is open by default: 1', async () => {
    const { code, report } = await doctor();
    expect(wrongOf(report)).toEqual(['warning access', 'warning schedules']);
    expect({ code, status: report.status }).toEqual({ code: 1, status: 'warning' });
    const names = report.checks.filter(({ cluster }) => cluster === 'a').map(({ name }) => name);
    expect(names).toEqual(
      expect.arrayContaining(['lock', 'zeebe-topology', 'snapshot-repository', 'schedule nightly', 'alerts']),
    );
    const own = report.checks.filter(({ cluster }) => cluster === null).map(({ name }) => name);
    expect(own).toEqual(
      expect.arrayContaining(['redis', 'redis-clock', 'workers', 'notifications-ops', 'access']),
    );
  });

  it('names what is wrong and its remedy, verdict first: 2', async () => {
    await world.fault('a', { component: 'operate', kind: 'refuse' });
    const { code, out } = await holdfast('doctor', 'a', '--problems');
    await world.clearFaults('a');
    expect(code).toBe(2);
    expect(out).toMatch(/^CRITICAL: \d+ critical, 1 warning, \d+ of \d+ checks ok \(Holdfast \d/);
    expect(out).toMatch(/\n {2}✗ operate-version: [^\n]+\n {4}Start it, or correct its address/);
    expect(out).not.toContain('✓');
  });

  it('touches nothing', async () => {
    const since = await world.mark('a');
    await doctor('a');
    const changing = (await world.effects('a', since))
      .filter(isCall)
      .filter(({ method }) => method !== 'GET')
      .map(({ method, path }) => `${method} ${path}`);
    // By which a store verifies a repository, and is asked for rights, as a preflight does.
    expect(
      changing.filter(
        (call) => !/^POST .*\/_snapshot\/camunda\/_verify|^POST .*\/_search|_has_privileges$/.test(call),
      ),
    ).toEqual([]);
  });

  it('says so in one line when there is no Holdfast: 2', async () => {
    const address = `http://127.0.0.1:${await freePort()}`;
    const { code, out, err } = await new CliProcess(address, ['doctor']).ended;
    expect({ code, err }).toEqual({ code: 2, err: '' });
    expect(out).toMatch(/^CRITICAL: Holdfast does not answer at [^\n]*\n$/);
  });
});

describe('exporting resume', () => {
  it('lifts a pause without an owner, and reads back the state', async () => {
    await world.act('a', { action: 'pauseExporting', soft: true });
    const isAlerted = async (): Promise<boolean> => {
      const { items } = (await world.api.call<AlertList>('/api/v1/alerts')).body;
      return items.some(({ cluster, kind }) => cluster === 'a' && kind === 'exporting-paused-outside');
    };
    await until('the pause is an alert', isAlerted);
    const doctor = await holdfast('doctor', 'a');
    // Within its budget it is a warning, here as in the alerts, with the command that ends it.
    expect(doctor.code).toBe(1);
    expect(doctor.out).toContain('holdfast exporting resume');
    const { code, out } = await holdfast('exporting', 'resume', 'a');
    expect(code).toBe(0);
    expect(out).toMatch(/^exporting of a: running\n/);
    expect(await world.phases('a')).toEqual(['EXPORTING', 'EXPORTING']);
    await until('the alert is cleared', async () => !(await isAlerted()));
  });

  it('is 20 when exporting does not run afterwards', async () => {
    await world.act('a', { action: 'pauseExporting', soft: true });
    // Neither the gateway nor a broker does it.
    await world.fault(
      'a',
      { kind: 'resumeIgnored' },
      { kind: 'status', component: 'broker-0', path: 'partitions/resumeExporting', status: 500 },
    );
    const { code } = await holdfast('exporting', 'resume', 'a');
    expect(code).toBe(20);
    await world.clearFaults('a');
    expect((await holdfast('exporting', 'resume', 'a')).code).toBe(0);
  });
});

describe('a run that holds a cluster and should not', () => {
  let run: Run;

  it('keeps its pause: a resume by hand is refused', async () => {
    await world.patch('slow', { elasticsearch: { snapshotDurationMs: 600_000 } });
    run = (await world.api.start('slow')).body.run!;
    await world.api.until('slow', run.setId, ({ pausedAt }) => pausedAt !== null);
    const { code, err } = await holdfast('exporting', 'resume', 'slow');
    expect(code).toBe(11);
    expect(err).toContain(
      `Exporting of cluster "slow" was paused by backup ${run.number}, which resumes it itself`,
    );
    expect(await world.phases('slow')).toContain('SOFT_PAUSED');
  });

  it('is shut out only with its own fence, and only with --yes', async () => {
    const shown = await holdfast('lock', 'show', 'slow');
    expect(shown.out).toContain(`fence`);
    expect(await holdfast('lock', 'break', 'slow', '--fence', String(run.fence))).toMatchObject({
      code: 2,
      out: '',
    });
    const other = await holdfast('lock', 'break', 'slow', '--fence', String(run.fence - 1), '--yes');
    expect(other.code).toBe(5);
    expect(other.err).toContain(`with fence ${run.fence}, not ${run.fence - 1}`);
    expect((await world.api.run('slow', run.setId)).phase).toBe('running');
  });

  it('ends as failed with exporting running, its fence outdated, and the next one begins', async () => {
    const { code, out } = await holdfast('lock', 'break', 'slow', '--fence', String(run.fence), '--yes');
    expect(code).toBe(0);
    expect(out).toMatch(
      new RegExp(`^The lock of slow is broken: backup ${run.setId} is shut out, the fence is \\d+`),
    );
    const ended = await world.api.done('slow', run.setId);
    expect(ended).toMatchObject({ outcome: 'failed', exporting: 'running', failure: { code: 'lock-lost' } });
    expect(await world.phases('slow')).toEqual(['EXPORTING', 'EXPORTING']);
    const journal = await world.api.journal('slow', run.setId);
    expect(journal.map(({ type, message }) => `${type} ${message}`)).toContain(
      `lock-broken anonymous broke the lock with fence ${run.fence}`,
    );
    await world.patch('slow', { elasticsearch: { snapshotDurationMs: 100 } });
    expect((await holdfast('lock', 'break', 'slow', '--fence', String(ended.fence), '--yes')).code).toBe(5);
  });
});

describe('support-bundle', () => {
  it('has everything, for its owner alone, and does not overwrite', async () => {
    const { body } = await world.api.start('a');
    await world.api.done('a', body.backupId);
    const file = join(directory, 'bundle.tar.gz');
    const { code, out, err } = await holdfast('support-bundle', '--file', file);
    expect(code).toBe(0);
    expect(out).toMatch(new RegExp(`^${file} \\([\\d.]+ kB\\)\n$`));
    expect(err).toContain('Read it before you give it away');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect((await holdfast('support-bundle', '--file', file)).code).toBe(2);
    expect(spawnSync('tar', ['-xzf', file, '-C', directory]).status).toBe(0);
    const [root] = readdirSync(directory).filter((name) => name.startsWith('holdfast-support-'));
    const read = (name: string): string => readFileSync(join(directory, root ?? '', name), 'utf8');
    expect(JSON.parse(read('config.json'))).toMatchObject({ redis: { url: '[secret]' } });
    expect(read('about.json')).toContain('"version"');
    expect(read(`clusters/a/journals/backup-${body.backupId}.jsonl`).split('\n').length).toBeGreaterThan(10);
    expect(JSON.parse(read('clusters/a/answers/zeebe-backups.json'))).toMatchObject({ status: 200 });
    expect(JSON.parse(read('queues/finalize.json'))).toMatchObject({ completed: expect.anything() });
    expect(doctorReportSchema.parse(JSON.parse(read('doctor.json'))).checks.length).toBeGreaterThan(20);
    expect(read('metrics.txt')).toContain('holdfast_backup_runs_total');
    expect(read('log.jsonl').split('\n').length).toBeGreaterThan(3);
    // What its own page promises of every cluster.
    for (const name of ['runs', 'sets', 'schedules', 'alerts', 'lock', 'exporting']) {
      expect(read('README.txt')).toContain(`${name}.json`);
      expect(read(`clusters/a/${name}.json`)).not.toMatch(/could not be read/);
    }
    expect(read('audit.json')).not.toMatch(/could not be read/);
  });
});

describe('notification', () => {
  it('test sends a message, and list shows that it was delivered', async () => {
    expect((await holdfast('notification', 'test', 'ops')).code).toBe(0);
    await receiver.until('/ops', (all) => all.some(({ body }) => body.includes('io.holdfast.test')));
    for (let tries = 0; tries < PATIENCE_SECONDS; tries += 1) {
      if (/\nops +webhook +all +\d{4}-/.test((await holdfast('notification', 'list')).out)) break;
      await sleep(100);
    }
    expect((await holdfast('notification', 'list')).out).toMatch(/\nops +webhook +all +\d{4}-/);
    expect((await holdfast('notification', 'test', 'opps')).code).toBe(6);
  });
});
