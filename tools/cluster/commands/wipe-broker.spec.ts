import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openCluster, type Cluster } from '../cluster.ts';
import type { ProcessName } from '../components/names.ts';
import { locate } from '../locations.ts';
import { Narrator } from '../narrator.ts';
import { findProcesses, markFor } from '../process-table.ts';
import { ownSoftware } from '../software/own-software.ts';
import { restoreBroker } from './restore-broker.ts';
import { wipeBroker } from './wipe-broker.ts';

let dir: string;
let cluster: Cluster;
const children: ChildProcess[] = [];

beforeEach(() => {
  dir = realpathSync(mkdtempSync(join(tmpdir(), 'holdfast-wipe-')));
  const around = { root: false, home: dir, cache: undefined, xdgCache: undefined };
  cluster = openCluster(
    locate(dir, dir, around),
    { portBase: null, own: ownSoftware({}) },
    new Narrator({ write: () => true }),
  );
  mkdirSync(join(dir, 'data', 'broker', 'raft-partition'), { recursive: true });
  writeFileSync(join(dir, 'data', 'broker', 'raft-partition', 'log'), 'x');
  mkdirSync(join(dir, 'data', 's3'));
});
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  rmSync(dir, { recursive: true, force: true });
});

async function pretend(name: ProcessName): Promise<void> {
  const child = spawn('/bin/sleep', ['60'], { env: markFor(name, dir) });
  children.push(child);
  await once(child, 'spawn');
  while (findProcesses(dir)[name].length === 0) await new Promise((resolve) => setTimeout(resolve, 10));
}

describe('wiping the broker', () => {
  it('empties its data directory and leaves the backups', async () => {
    await wipeBroker(cluster);
    expect(readdirSync(join(dir, 'data', 'broker'))).toEqual([]);
    expect(existsSync(join(dir, 'data', 's3'))).toBe(true);
  });

  it('is done when there is nothing', async () => {
    rmSync(join(dir, 'data'), { recursive: true });
    await expect(wipeBroker(cluster)).resolves.toBeUndefined();
  });

  it('is refused while the broker runs, and so is restoring it', async () => {
    await pretend('broker');
    await expect(wipeBroker(cluster)).rejects.toThrow(/The broker runs \(pid \d+\)/);
    await expect(restoreBroker(7, cluster)).rejects.toThrow('stop it with "stop broker" first');
    expect(readdirSync(join(dir, 'data', 'broker'))).toEqual(['raft-partition']);
  });

  it('ends a restore first whose command was killed', async () => {
    await pretend('restore');
    await wipeBroker(cluster);
    expect(findProcesses(dir).restore).toEqual([]);
    expect(readdirSync(join(dir, 'data', 'broker'))).toEqual([]);
  });
});
