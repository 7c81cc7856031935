import { statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { StepFailure } from '#domain';
import type { ControlAction } from '../camunda-control.port.ts';
import { defineCamundaControlContract } from '../camunda-control.contract.ts';
import { CommandsWorld, ended, isRunning, until } from './commands-world.spec-support.ts';

jest.setTimeout(60_000);

const stop: ControlAction = { kind: 'stop', brokers: 3 };
const restore: ControlAction = { kind: 'restore-broker', brokers: 3, broker: 2, backupId: 1_764_000_000 };

defineCamundaControlContract('commands', () => {
  const world = new CommandsWorld();
  return Promise.resolve({
    goesOn: 'running',
    open: () => world.open(),
    prepare: () => Promise.resolve(),
    finish: async (action, key, ok) => {
      world.finish(action, ok ? 0 : 3);
      await ended(world.open(), action, key);
    },
    begun: async (action, key) => {
      const { state } = await world.open().look(action, key);
      if (state === 'running')
        await until(
          () => world.pids(action),
          (pids) => pids.length > 0,
        );
      return world.pids(action).length;
    },
    works: (action) => Promise.resolve(world.pids(action).some(isRunning)),
    close: () => world.close(),
  });
});

describe('CommandsControl', () => {
  let world: CommandsWorld;
  beforeEach(() => {
    world = new CommandsWorld();
  });
  afterEach(() => world.close());

  it('tells a command what it is for, and none of the variables of Holdfast', async () => {
    const environment = {
      PATH: process.env['PATH'],
      OWN: 'kept',
      HOLDFAST_REDIS_URL: 'redis://:hunter2@r',
      HOLDFAST_BROKER: '9',
    };
    const control = world.with(`env > ${world.directory}/env-$HOLDFAST_ACTION`, { environment });
    for (const action of [stop, restore]) {
      await control.begin(action, action.kind);
      expect(await ended(control, action, action.kind)).toMatchObject({ state: 'done' });
    }
    const variables = (name: string) =>
      world
        .read(name)
        .split('\n')
        .filter((line) => /^(HOLDFAST|OWN)/.test(line))
        .sort();
    expect(variables('env-stop')).toEqual([
      'HOLDFAST_ACTION=stop',
      'HOLDFAST_BROKERS=3',
      'HOLDFAST_CLUSTER=prod',
      'OWN=kept',
    ]);
    expect(variables('env-restore-broker')).toEqual([
      'HOLDFAST_ACTION=restore-broker',
      'HOLDFAST_BACKUP_ID=1764000000',
      'HOLDFAST_BROKER=2',
      'HOLDFAST_BROKERS=3',
      'HOLDFAST_CLUSTER=prod',
      'OWN=kept',
    ]);
  });

  it('describes an action by its command and its variables', () => {
    expect(world.with('restore.sh --force').describe(restore)).toBe(
      'Run `restore.sh --force` with HOLDFAST_ACTION=restore-broker HOLDFAST_CLUSTER=prod HOLDFAST_BROKERS=3 HOLDFAST_BROKER=2 HOLDFAST_BACKUP_ID=1764000000',
    );
  });

  it('tells how a command ended, and shows what it wrote to both its outputs', async () => {
    const control = world.with('echo first; echo second >&2; exit 7');
    await control.begin(stop, 'a');
    const seen = await ended(control, stop, 'a');
    expect(seen).toMatchObject({ state: 'failed', output: ['first', 'second'] });
    expect(seen.message).toMatch(/^The command ended with exit code 7 after [\d.]+ s\.$/);
  });

  it('tells the signal that ended a command', async () => {
    const control = world.with('kill -9 $$');
    await control.begin(stop, 'a');
    expect((await ended(control, stop, 'a')).message).toMatch(/was ended by SIGKILL after/);
  });

  it('shows output while the command runs', async () => {
    const control = world.with(`echo started; while [ ! -e ${world.directory}/go ]; do sleep 0.05; done`);
    await control.begin(stop, 'a');
    const seen = await until(
      () => control.look(stop, 'a'),
      ({ output }) => output.length > 0,
    );
    expect(seen).toMatchObject({ state: 'running', output: ['started'] });
    writeFileSync(join(world.directory, 'go'), '');
    expect((await ended(control, stop, 'a')).state).toBe('done');
  });

  it('does not wait for what a command leaves running, and leaves it running', async () => {
    const control = world.with(`sleep 600 & echo $! > ${world.directory}/daemon`);
    await control.begin({ kind: 'start', brokers: 1 }, 'a');
    expect(await ended(control, stop, 'a')).toMatchObject({ state: 'done' });
    const daemon = Number(world.read('daemon'));
    expect(isRunning(daemon)).toBe(true);
    await control.abandon(stop, 'a');
    expect(isRunning(daemon)).toBe(true);
    process.kill(daemon, 'SIGKILL');
  });

  it('keeps the file of a talkative command small, and the end of its output', async () => {
    const command = `head -c 40000000 /dev/zero | tr '\\0' x | fold -w 99; echo; sleep 2.5; echo last; while [ ! -e ${world.directory}/go ]; do sleep 0.05; done`;
    const control = world.with(command);
    await control.begin(stop, 'a');
    const seen = await until(
      () => control.look(stop, 'a'),
      ({ output }) => output.at(-1) === 'last',
    );
    expect(seen.output).toHaveLength(200);
    expect(statSync(join(world.filesOf('a'), 'output.log')).size).toBeLessThan(2 * 1024 * 1024);
    writeFileSync(join(world.directory, 'go'), '');
    expect((await ended(control, stop, 'a')).state).toBe('done');
  });

  it('keeps state and output from other users', async () => {
    const control = world.with('echo secret');
    await control.begin(stop, 'a');
    await ended(control, stop, 'a');
    const mode = (path: string) => statSync(path).mode & 0o077;
    expect(mode(world.filesOf('a'))).toBe(0);
    expect(mode(join(world.filesOf('a'), 'output.log'))).toBe(0);
  });

  it('fails with a remedy when its directory cannot be made', async () => {
    writeFileSync(join(world.directory, 'file'), '');
    const commands = {
      stop: 'a',
      start: 'a',
      wipeBroker: 'a',
      restoreBroker: 'a',
      directory: join(world.directory, 'file'),
    };
    const control = world.with('', { commands });
    const failure = await control.begin(stop, 'a').catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(StepFailure);
    expect((failure as StepFailure).detail).toMatchObject({ code: 'refused', retryable: false });
    expect((failure as StepFailure).message).toMatch(/ENOTDIR.*restore\.commands\.directory/);
    expect(await control.look(stop, 'a')).toMatchObject({ state: 'absent' });
  });

  it('says so when the process that runs the command cannot start, and begins when it can', async () => {
    const begin = (environment: Record<string, string | undefined>) =>
      world.with('true', { environment }).begin(stop, 'a');
    const failure = await begin({ ...process.env, NODE_OPTIONS: '--no-such-option' }).catch(
      (error: unknown) => error,
    );
    expect((failure as StepFailure).detail).toMatchObject({ code: 'unavailable', retryable: true });
    expect((failure as StepFailure).message).toContain('--no-such-option');
    expect(await world.open().look(stop, 'a')).toMatchObject({ state: 'absent' });
    await begin(process.env);
    expect(await ended(world.open(), stop, 'a')).toMatchObject({ state: 'done' });
  });
});
