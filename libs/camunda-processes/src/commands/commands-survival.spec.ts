import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { ControlAction } from '../camunda-control.port.ts';
import { CommandsWorld, ended, isRunning, until } from './commands-world.spec-support.ts';

jest.setTimeout(60_000);

const stop: ControlAction = { kind: 'stop', brokers: 3 };

describe('A command', () => {
  let world: CommandsWorld;
  beforeEach(() => {
    world = new CommandsWorld();
  });
  afterEach(() => world.close());

  it('finds a command whose Holdfast was killed, first running and then done', async () => {
    const command = `trap 'echo asked to end' TERM HUP; echo $$ > ${world.directory}/pid; while [ ! -e ${world.directory}/go ]; do sleep 0.05; done; echo finished`;
    const holdfast = spawn(
      process.execPath,
      [
        '--experimental-transform-types',
        '--no-warnings',
        '--conditions=development',
        join(import.meta.dirname, 'begin-command.spec-support.ts'),
        world.state,
        command,
        'survivor',
      ],
      { stdio: ['ignore', 'pipe', 'inherit'], detached: true },
    );
    const [message] = (await once(holdfast.stdout, 'data')) as [Buffer];
    expect(message.toString()).toBe('begun\n');
    // Its whole process group, as a terminal or a service manager does it.
    process.kill(-(holdfast.pid ?? 0), 'SIGKILL');
    await once(holdfast, 'exit');

    const next = world.with(command);
    await until(() => world.has('pid'), Boolean);
    expect(await next.look(stop, 'survivor')).toMatchObject({ state: 'running' });
    await next.begin(stop, 'survivor');
    writeFileSync(join(world.directory, 'go'), '');
    expect(await ended(next, stop, 'survivor')).toMatchObject({ state: 'done', output: ['finished'] });
  });

  it('kills everything that a command started when its time is over, and says so', async () => {
    const command = `trap '' TERM; (trap '' TERM; echo $$ >> ${world.directory}/pids; exec sleep 600) & echo $! > ${world.directory}/child; echo waiting; wait; sleep 600`;
    const control = world.with(command, { timeoutMs: 500, graceMs: 200 });
    await control.begin(stop, 'a');
    const seen = await ended(control, stop, 'a');
    expect(seen).toMatchObject({ state: 'failed', output: ['waiting'] });
    expect(seen.message).toBe('The command had not ended within 0.5 s; all its processes were killed.');
    const child = Number(world.read('child'));
    await until(
      () => isRunning(child),
      (running) => !running,
    );
  });

  it('lets a command end in its own way when its time is over', async () => {
    const control = world.with(`trap 'echo cleaned up; exit 0' TERM; echo up; while :; do sleep 0.05; done`, {
      timeoutMs: 500,
      graceMs: 20_000,
    });
    await control.begin(stop, 'a');
    const seen = await ended(control, stop, 'a');
    expect(seen.state).toBe('failed');
    expect(seen.output.at(-1)).toBe('cleaned up');
    expect(seen.message).toMatch(/had not ended within 0.5 s/);
  });

  describe('whose runner was killed', () => {
    const lose = async (command: string) => {
      const control = world.with(command);
      await control.begin(stop, 'a');
      const { pid } = JSON.parse(readFileSync(join(world.filesOf('a'), 'claim.json'), 'utf8')) as {
        pid: number;
      };
      await until(() => world.has('pid'), Boolean);
      process.kill(pid, 'SIGKILL');
      const seen = await ended(control, stop, 'a');
      return { control, seen, command: Number(world.read('pid')) };
    };

    it('is lost, does not start again, and what is left of it can be ended', async () => {
      const { control, seen, command } = await lose(
        `echo $$ > ${world.directory}/pid; while :; do sleep 0.05; done`,
      );
      expect(seen).toMatchObject({ state: 'lost' });
      expect(seen.message).toContain(`processes ${command}`);
      await control.begin(stop, 'a');
      expect(await control.look(stop, 'a')).toMatchObject({ state: 'lost' });
      await control.abandon(stop, 'a');
      expect(isRunning(command)).toBe(false);
      expect(await control.look(stop, 'a')).toMatchObject({
        state: 'failed',
        message: 'It was given up, and ended.',
      });
    });

    it('is lost when nothing of it is left', async () => {
      const { control, command } = await lose(`echo $$ > ${world.directory}/pid; exec sleep 600`);
      process.kill(command, 'SIGKILL');
      await until(
        () => isRunning(command),
        (running) => !running,
      );
      const seen = await control.look(stop, 'a');
      expect(seen.state).toBe('lost');
      expect(seen.message).toMatch(/is gone without a result\.$/);
    });
  });

  it.each([
    [
      'that has the number of its runner now',
      (claim: Record<string, unknown>) => ({ ...claim, startTicks: 1 }),
    ],
    [
      'of before the machine was restarted',
      (claim: Record<string, unknown>) => ({ ...claim, bootId: 'earlier' }),
    ],
  ])('never takes another process for its own: one %s', async (_, forge) => {
    const control = world.with(`echo $$ > ${world.directory}/pid; exec sleep 600`);
    await control.begin(stop, 'a');
    await until(() => world.has('pid') && world.read('pid') !== '', Boolean);
    const path = join(world.filesOf('a'), 'claim.json');
    const claim = JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>;
    writeFileSync(path, JSON.stringify(forge(claim)));
    expect(await control.look(stop, 'a')).toMatchObject({ state: 'lost' });
    await control.abandon(stop, 'a');
    expect(isRunning(Number(world.read('pid')))).toBe(true);
    writeFileSync(path, JSON.stringify(claim));
    rmSync(join(world.filesOf('a'), 'abandoned.json'));
    await control.abandon(stop, 'a');
    expect(isRunning(Number(world.read('pid')))).toBe(false);
  });
});
