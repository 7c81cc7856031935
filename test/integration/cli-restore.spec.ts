import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { restoreListSchema, restoreSchema } from '#contracts';
import { CliProcess, type Said } from '../support/cli.ts';
import { World } from '../support/world.ts';

const directory = mkdtempSync(join(tmpdir(), 'holdfast-cli-restore-'));
const indices = ['operate-*', 'tasklist-*', 'optimize-*', 'zeebe-record*'];

/** "auto" is stopped and started by commands, "hand" by a person. */
function restoreConfig(cluster: string, controlUrl: string): Record<string, unknown> {
  if (cluster === 'hand') return { control: 'manual', indices };
  const act = (what: string): string =>
    `"${process.execPath}" dist/apps/simulator/src/control.main.js ${controlUrl} ${cluster} ${what}`;
  const commands = {
    stop: act('stopCamunda'),
    start: act('startCamunda'),
    wipeBroker: act('wipeBroker broker=$HOLDFAST_BROKER'),
    restoreBroker: act('restoreBroker broker=$HOLDFAST_BROKER backupId=$HOLDFAST_BACKUP_ID'),
    directory,
  };
  return { control: 'commands', indices, commands };
}

let world: World;
beforeAll(async () => {
  world = await World.create(['auto', 'hand'], { restore: restoreConfig });
});
afterAll(async () => {
  await world.close();
  rmSync(directory, { recursive: true, force: true });
});

const start = (...words: string[]): CliProcess => new CliProcess(world.address, words);
const holdfast = (...words: string[]): Promise<Said> => start(...words).ended;

async function backUp(cluster: string): Promise<string> {
  const { body } = await world.api.start(cluster);
  expect((await world.api.done(cluster, body.backupId)).outcome).toBe('completed');
  return String(body.backupId);
}

describe('holdfast restore', () => {
  it('plans, runs the plan that was read, and follows it to its end', async () => {
    const set = await backUp('auto');
    const planned = await holdfast('restore', 'plan', 'auto', set);
    expect(planned.code).toBe(0);
    expect(planned.out).toMatch(new RegExp(`^Plan \\d+: restore backup ${set} to auto\n`));
    expect(planned.out).toMatch(
      /\n {2}11\. check-restored: [^]*\nWhat will be lost\n {2}- everything that happened after /,
    );
    const [, number, hash] = /--plan (\d+) --hash ([0-9a-f]{64})\n$/.exec(planned.err) ?? [];
    const run = ['restore', 'run', 'auto', set, '--yes', '--plan', number ?? ''];
    const stale = await holdfast(...run, '--hash', '0'.repeat(64));
    expect(stale.code).toBe(5);
    expect(stale.err).toMatch(/Nothing was touched: the hash is that of another plan/);
    const { code, out } = await holdfast(...run, '--hash', hash ?? '');
    expect(code).toBe(0);
    expect(out).toMatch(/step-done +check-restored: every partition exports/);
    expect(out).toMatch(/\ncompleted in [\d.]+ s\n$/);
    expect(await world.phases('auto')).toEqual(['EXPORTING', 'EXPORTING']);
    const again = await holdfast(...run, '--hash', hash ?? '');
    expect(again.code).toBe(5);
  });

  it('waits for a person, takes the word that it could not be done, and ends with 1', async () => {
    const set = await backUp('hand');
    const running = start('restore', 'run', 'hand', set, '--yes', '-o', 'json');
    await running.says('confirmation-requested');
    const listed = restoreListSchema.parse(
      JSON.parse((await holdfast('restore', 'list', 'hand', '-o', 'json', '--full')).out),
    );
    const number = String(listed.items[0]?.restoreId);
    const shown = await holdfast('restore', 'show', 'hand', number);
    expect(shown.code).toBe(0);
    expect(shown.out).toMatch(/Waiting for you:\n {4}Stop every process of Camunda/);
    const wrong = await holdfast('restore', 'confirm', 'hand', number, '--action', 'nope');
    expect(wrong.code).toBe(5);
    expect(
      (await holdfast('restore', 'confirm', 'hand', number, '--failed', '--note', 'no hands')).code,
    ).toBe(0);
    const { code, out } = await running.ended;
    expect(code).toBe(1);
    expect(JSON.parse(out.trimEnd().split('\n').at(-1) ?? '')).toMatchObject({
      ...{ type: 'summary', outcome: 'failed', exitCode: 1 },
    });
    const after = await holdfast('restore', 'show', 'hand', number, '-o', 'json');
    expect(after.code).toBe(1);
    expect(restoreSchema.parse(JSON.parse(after.out)).run?.failure?.message).toMatch(/no hands/);
    expect((await holdfast('restore', 'cancel', 'hand', number)).code).toBe(5);
  });

  it('a set that another tool took is planned, and not run', async () => {
    await world.act('hand', { action: 'placeSets', count: 1, firstId: 1000, step: 1 });
    const planned = await holdfast('restore', 'plan', 'hand', '1000');
    expect(planned.code).toBe(5);
    expect(planned.out).toMatch(
      /This plan cannot be run\n {2}✗ set-usable: backup 1000 was taken by another tool/,
    );
    const run = await holdfast('restore', 'run', 'hand', '1000', '--yes');
    expect(run.code).toBe(5);
    expect(run.err).toBe('Nothing was touched: the plan cannot be run.\n');
  });
});
