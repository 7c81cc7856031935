import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { CamundaControl } from '../camunda-control.port.ts';
import { CommandsWorld } from './commands-world.spec-support.ts';

describe('CommandsControl.check', () => {
  let world: CommandsWorld;
  beforeEach(() => {
    world = new CommandsWorld();
  });
  afterEach(() => world.close());

  const problems = async (control: CamundaControl) =>
    (await control.check(3))
      .filter(({ ok }) => !ok)
      .map(({ message, remedy }) => `${message} ${remedy ?? 'NO REMEDY'}`);

  it.each([
    'true',
    'FOO=bar true && (cd / && ls)',
    '"$TOOL" stop',
    'if true; then :; fi',
    '  /bin/sh -c true',
    '{ true; }',
  ])('is content with %s', async (command) => {
    expect(await problems(world.with(command))).toEqual([]);
  });

  it('names a program that is missing, and a command that the shell cannot read', async () => {
    const missing = await problems(world.with('no-such-program --now'));
    expect(missing).toHaveLength(4);
    expect(missing[0]).toMatch(
      /restore\.commands\.stop runs "no-such-program", which is not there\. Install it/,
    );
    expect((await problems(world.with('/no/such/program')))[3]).toMatch(
      /restoreBroker runs "\/no\/such\/program"/,
    );
    expect((await problems(world.with('echo "open')))[0]).toMatch(
      /cannot read restore\.commands\.stop: .*Correct/,
    );
  });

  it('looks for programs on the path of the commands', async () => {
    const own = join(world.directory, 'own-stop');
    writeFileSync(own, '#!/bin/sh\n');
    chmodSync(own, 0o755);
    const environment = { PATH: `${world.directory}:${process.env['PATH'] ?? ''}` };
    expect(await problems(world.with('own-stop', { environment }))).toEqual([]);
    expect(await problems(world.with('own-stop'))).toHaveLength(4);
  });

  it('runs nothing and makes nothing', async () => {
    const directory = join(world.directory, 'not', 'yet');
    const command = `touch ${world.directory}/ran`;
    const commands = {
      stop: command,
      start: command,
      wipeBroker: command,
      restoreBroker: command,
      directory,
    };
    expect(await problems(world.with('', { commands }))).toEqual([]);
    expect(world.has('ran') || world.has('not')).toBe(false);
  });

  it('names a directory that cannot be made', async () => {
    writeFileSync(join(world.directory, 'file'), '');
    const directory = join(world.directory, 'file', 'control');
    const commands = { stop: 'true', start: 'true', wipeBroker: 'true', restoreBroker: 'true', directory };
    expect((await problems(world.with('', { commands }))).join()).toMatch(
      /cannot be kept in .*\/file\/control: .*\/file is no directory.*restore\.commands\.directory/,
    );
  });
});
