import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { backupSchema, backupListSchema, manifestSchema, type Run } from '#contracts';
import { ClusterApi } from '../support/cluster-api.ts';
import { CliProcess, type Said } from '../support/cli.ts';
import { freePort } from '../support/ports.ts';
import { World } from '../support/world.ts';

let world: World;
beforeAll(async () => {
  world = await World.create(['a', 'sets', 'slow']);
});
afterAll(() => world.close());

const start = (...words: string[]): CliProcess => new CliProcess(world.address, words);
const holdfast = (...words: string[]): Promise<Said> => start(...words).ended;

/** A backup by the API, so that a test has a set to work on. */
async function backUp(cluster: string): Promise<string> {
  const { body } = await world.api.start(cluster);
  expect((await world.api.done(cluster, body.backupId)).outcome).toBe('completed');
  // The components are read at most every two seconds, and an answer from before the end does not have the set.
  await new ClusterApi(world.api, cluster).untilBackup(body.backupId, ({ set }) => set?.state === 'complete');
  return String(body.backupId);
}

const lines = (text: string): string[] => text.trimEnd().split('\n');

describe('holdfast backup create', () => {
  it('--wait follows it to its end, one plain line per event', async () => {
    const { code, out, err } = await holdfast('backup', 'create', 'a', '--wait', '--label', 'why=test');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).not.toContain('\u001b');
    expect(lines(out)[0]).toMatch(/^backup \d+ of a \(Camunda 8\.6, /);
    expect(lines(out)[1]).toMatch(/^\d{4}-\d\d-\d\d [\d:.]+ \S+ {2}run-accepted /);
    expect(lines(out).at(-1)).toMatch(
      /^completed in [\d.]+ s; exporting was paused for [\d.]+ s and is running now$/,
    );
  });

  it('without it says how to follow, and -o json gives the backup with its run', async () => {
    const { code, out } = await holdfast('backup', 'create', 'a', '-o', 'json', '--label', 'x=1');
    expect(code).toBe(0);
    const { backupId, run } = backupSchema.parse(JSON.parse(out));
    expect(run?.labels).toEqual({ x: '1' });
    const watched = await holdfast('backup', 'watch', 'a', String(backupId), '-o', 'json');
    const events = lines(watched.out).map((line) => JSON.parse(line) as { type: string });
    expect(events[0]).toMatchObject({ type: 'run-accepted' });
    expect(events.filter(({ type }) => type === 'step-done')).toHaveLength(7);
    expect(events.at(-1)).toMatchObject({
      ...{ type: 'summary', outcome: 'completed', exitCode: 0 },
      run: { kind: 'backup', number: backupId, setId: backupId },
    });
    expect(watched.code).toBe(0);
    // A run that has ended is still shown from its beginning.
    const again = await holdfast('backup', 'watch', 'a', String(backupId), '-o', 'json');
    expect(lines(again.out)).toHaveLength(events.length);
  });

  it('ends as rejected with 5 when a check fails, and names its remedy', async () => {
    await world.fault('a', { component: 'operate', kind: 'refuse' });
    const { code, out } = await holdfast('backup', 'create', 'a', '--wait');
    await world.clearFaults('a');
    expect(code).toBe(5);
    expect(out).toMatch(/\nrejected in .*\n {2}✗ \S+ refuses connections; 2 checks could not run\n {4}\S/);
  });

  it('ends with 1 when a part fails, in the words of the component', async () => {
    await world.fault('a', { kind: 'zeebePartitionFails', partitionId: 1 });
    const { code, out } = await holdfast('backup', 'create', 'a', '--wait');
    await world.clearFaults('a');
    expect(code).toBe(1);
    expect(lines(out).slice(-3).join('\n')).toMatch(
      /^failed in .* is running now\n.*could not be uploaded.*\nRunbook: http:\/\/.*\/docs\/runbooks\/backup-failed$/,
    );
  });
});

describe('on a cluster that is busy', () => {
  let slow: Run;
  beforeAll(async () => {
    await world.patch('slow', { optimize: { partDurationMs: 600_000 } });
    slow = (await world.api.start('slow')).body.run!;
    await world.api.until('slow', slow.setId, ({ phase }) => phase === 'running');
  });

  it('create says who holds it, with 11; lock and clusters show it', async () => {
    const { code, out, err } = await holdfast('backup', 'create', 'slow', '--wait');
    expect({ code, out }).toEqual({ code: 11, out: '' });
    expect(err).toMatch(new RegExp(`^Cluster "slow" is busy with backup ${slow.setId}: .*\n$`));
    expect((await holdfast('lock', 'show', 'slow')).out).toContain(`Backup ${slow.number} holds slow.`);
    expect((await holdfast('lock', 'show', 'a')).out).toBe('No run holds a.\n');
    expect((await holdfast('clusters')).out).toMatch(new RegExp(`\nslow .* backup ${slow.number} `));
  });

  it('--attach follows the run in progress; a timeout ends the waiting with 4, not the run', async () => {
    const { code, out, err } = await holdfast('backup', 'create', 'slow', '--attach', '--wait-timeout', '1s');
    expect(code).toBe(4);
    expect(lines(out)[0]).toMatch(new RegExp(`^backup ${slow.setId} of slow `));
    expect(err).toBe(
      `Waited 1s and stopped waiting. Backup ${slow.setId} of slow continues; ` +
        `see it with \`holdfast backup watch slow ${slow.setId}\`.\n`,
    );
    expect((await world.api.run('slow', slow.setId)).phase).toBe('running');
  });

  it('Ctrl-C ends the waiting with 130, not the run', async () => {
    const watching = start('backup', 'watch', 'slow', String(slow.setId));
    await watching.says('step-started');
    watching.interrupt();
    const { code, err } = await watching.ended;
    expect(code).toBe(130);
    expect(err).toContain(`Stopped waiting. Backup ${slow.setId} of slow continues`);
    expect((await world.api.run('slow', slow.setId)).phase).toBe('running');
    const json = start('backup', 'watch', 'slow', String(slow.setId), '-o', 'json');
    await json.says('step-started');
    json.interrupt();
    const last = lines((await json.ended).out).at(-1) ?? '';
    expect(JSON.parse(last)).toEqual({ type: 'waiting-stopped', why: 'interrupted', exitCode: 130 });
  });

  it('cancel stops it, and a run that has ended cannot be cancelled', async () => {
    expect((await holdfast('backup', 'cancel', 'slow', String(slow.setId))).code).toBe(0);
    const watched = await holdfast('backup', 'watch', 'slow', String(slow.setId));
    expect(watched.code).toBe(1);
    expect(watched.out).toContain('\ncancelled in ');
    const again = await holdfast('backup', 'cancel', 'slow', String(slow.setId));
    expect(again.code).toBe(5);
    expect(again.err).toMatch(/already ended/);
  });
});

describe('sets', () => {
  let older: string;
  let newer: string;
  beforeAll(async () => {
    older = await backUp('sets');
    newer = await backUp('sets');
  });

  it('are listed for people and for programs', async () => {
    const { code, out, err } = await holdfast('backup', 'list', 'sets');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const [head, first, second, ...rest] = lines(out);
    expect(head).toMatch(/^ID +STATE +STARTED +AGE +TOOK +SIZE +NOTES$/);
    expect(first).toMatch(new RegExp(`^${newer} +complete +\\d{4}-`));
    expect(second).toMatch(new RegExp(`^${older} +complete `));
    expect(rest).toEqual([]);
    const json = backupListSchema.parse(
      JSON.parse((await holdfast('backup', 'list', 'sets', '-o', 'json', '--full')).out),
    );
    expect(json.items.map(({ backupId }) => String(backupId))).toEqual([newer, older]);
    const one = await holdfast('backup', 'list', 'sets', '--limit', '1', '-o', 'yaml', '--full');
    expect(backupListSchema.parse(parse(one.out)).items).toHaveLength(1);
    expect((await holdfast('backup', 'list', 'sets', '--limit', '1')).err).toMatch(/There are older ones/);
  });

  it('are filtered by Holdfast, and found by `latest` or the first digits of their id', async () => {
    const ids = async (...words: string[]): Promise<string[]> =>
      lines((await holdfast('backup', 'list', 'sets', '-q', ...words)).out).filter((id) => id !== '');
    expect(await ids('--state', 'complete', '--since', '1h')).toEqual([newer, older]);
    expect(await ids('--state', 'failed,rejected')).toEqual([]);
    expect(await ids('--label', 'nothing=here')).toEqual([]);
    expect(await ids('--schedule', 'none')).toEqual([]);
    expect(lines((await holdfast('backup', 'show', 'sets', 'latest')).out)[0]).toBe(
      `Backup ${newer} of sets: complete`,
    );
    const both = await holdfast('backup', 'show', 'sets', newer.slice(0, 5));
    expect(both).toMatchObject({ code: 2, err: expect.stringContaining(`${newer}, ${older}`) });
    const unasked = await holdfast('backup', 'delete', 'sets', newer.slice(0, 5), '--yes');
    expect(unasked.code).toBe(2);
  });

  it('are shown, and a missing one is not found', async () => {
    const { code, out } = await holdfast('backup', 'show', 'sets', older);
    expect(code).toBe(0);
    expect(lines(out)[0]).toBe(`Backup ${older} of sets: complete`);
    expect(out).toMatch(/ {2}✓ operate +6 of 6 snapshots\n/);
    const json = await holdfast('backup', 'show', 'sets', older, '-o', 'json');
    expect(backupSchema.parse(JSON.parse(json.out)).set?.state).toBe('complete');
    const manifest = await holdfast('backup', 'manifest', 'sets', older);
    expect(manifestSchema.parse(JSON.parse(manifest.out)).backupId).toBe(Number(older));
    expect(await holdfast('backup', 'show', 'sets', '5')).toMatchObject({ code: 6, out: '' });
    expect(await holdfast('backup', 'show', 'nope', '5')).toMatchObject({ code: 6, out: '' });
    expect(await holdfast('restore', 'plan', 'sets', '5')).toMatchObject({ code: 6, out: '' });
    expect(await holdfast('restore', 'show', 'sets', '5')).toMatchObject({ code: 6, out: '' });
  });

  it('are deleted only with --yes: 2 without it, 12 for one that is kept', async () => {
    expect((await holdfast('backup', 'keep', 'sets', older)).code).toBe(0);
    expect((await holdfast('backup', 'list', 'sets')).out).toMatch(new RegExp(`\n${older} .* kept\n`));
    const unasked = await holdfast('backup', 'delete', 'sets', older, '--force');
    expect(unasked).toMatchObject({ code: 2, out: '' });
    expect(unasked.err).toMatch(/add --yes to delete a backup/);
    const kept = await holdfast('backup', 'delete', 'sets', older, '--yes');
    expect(kept.code).toBe(12);
    expect(kept.err).toMatch(/^Backup \d+ is kept since .*Repeat with --force/);
    expect((await holdfast('backup', 'release', 'sets', older)).code).toBe(0);
    const deleted = await holdfast('backup', 'delete', 'sets', older, '--yes');
    expect(deleted.code).toBe(0);
    expect(deleted.out).toMatch(new RegExp(`^Backup ${older} of sets \\(complete, .* will be deleted\\.`));
    expect(lines(deleted.out).at(-1)).toMatch(/^completed in [\d.]+ s$/);
    expect((await holdfast('backup', 'delete', 'sets', newer, '--yes')).code).toBe(12);
  });

  it('without one of their parts are partial with 3, and fail verification with 7', async () => {
    const verified = await holdfast('backup', 'verify', 'sets', newer);
    expect(verified.code).toBe(0);
    expect(lines(verified.out)[0]).toMatch(/ is good: \d+ checks passed$/);
    const repository = `${world.simulator.clusters.sets?.elasticsearch ?? ''}/_snapshot/camunda`;
    const doomed = `camunda_operate_${newer}_8.6.0_part_3_of_6`;
    expect((await fetch(`${repository}/${doomed}`, { method: 'DELETE' })).status).toBe(200);
    const bad = await holdfast('backup', 'verify', 'sets', newer);
    expect(bad.code).toBe(7);
    expect(bad.out).toMatch(/^Backup \d+ of sets is not good: .*\n {2}✗ operate-parts: /);
    const shown = await holdfast('backup', 'show', 'sets', newer);
    expect(shown.code).toBe(3);
    expect(shown.out).toMatch(/: partial\n[^]*✗ operate +part 3 of 6 is missing\n/);
  });
});

describe('exporting', () => {
  it('status is 0 while it runs, else 20', async () => {
    expect(await holdfast('exporting', 'status', 'a')).toMatchObject({ code: 0 });
    await world.act('a', { action: 'pauseExporting', soft: true });
    const { code, out } = await holdfast('exporting', 'status', 'a');
    await world.act('a', { action: 'resumeExporting' });
    expect(code).toBe(20);
    expect(out).toMatch(/^exporting of a: softPaused\n\nPARTITION +BROKER [^]*SOFT_PAUSED/);
  });
});

describe('what cannot be', () => {
  it.each([
    [['backup', 'craete', 'a'], /unknown command 'craete'\n\(Did you mean create\?\)/],
    [['backup', 'list', 'a', '--limt', '3'], /unknown option '--limt'\n\(Did you mean --limit\?\)/],
    [['backup', 'create', 'a', '--id', '0'], /argument '0' is invalid. It must be a positive integer/],
    [['backup', 'create'], /missing required argument 'cluster'/],
    [['clusters', '-o', 'xml'], /Allowed choices are table, wide, json, yaml/],
    [['restore', 'run', 'a', '5'], /add --yes to run a restore/],
    [['restore', 'run', 'a', '5', '--yes', '--plan', '7'], /--plan and --hash belong together/],
  ])('%j is refused with 2 and what to do', async (words, message) => {
    const { code, out, err } = await holdfast(...words);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(message);
  });

  it('a server that is down gets one line', async () => {
    const address = `http://127.0.0.1:${await freePort()}`;
    const { code, out, err } = await new CliProcess(address, ['backup', 'list', 'a']).ended;
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toBe(
      `Holdfast does not answer at ${address} (ECONNREFUSED). Start it with \`npm start\`, or give its address with --url, --context or HOLDFAST_URL.\n`,
    );
  });
});

describe('npx holdfast', () => {
  it('finds the Holdfast that `npm start` runs here', () => {
    const state = mkdtempSync(join(tmpdir(), 'holdfast-cli-'));
    writeFileSync(join(state, 'address'), world.address);
    const env = { ...process.env, HOLDFAST_STATE: state, HOLDFAST_URL: '' };
    const { status, stdout } = spawnSync('scripts/holdfast.mjs', ['clusters', '-o', 'json'], {
      env,
      encoding: 'utf8',
    });
    rmSync(state, { recursive: true });
    expect(status).toBe(0);
    const { items } = JSON.parse(stdout) as { items: { name: string }[] };
    expect(items.map(({ name }) => name)).toEqual(['a', 'sets', 'slow']);
  });
});
