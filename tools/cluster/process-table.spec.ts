import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { afterEach, describe, expect, it } from '@jest/globals';
import {
  clusterOf,
  componentOf,
  findProcesses,
  leadersOf,
  markFor,
  ownerOf,
  parseStatus,
  stillThere,
} from './process-table.ts';

const DIR = `/srv/cluster-${process.pid}`;
const environ = (...entries: string[]) => entries.map((entry) => `${entry}\0`).join('');

describe('whose process it is', () => {
  it('is recognised by the mark that it was started with', () => {
    const { HOLDFAST_CLUSTER_PART: mark } = markFor('broker', DIR);
    expect(componentOf(environ('PATH=/bin', `HOLDFAST_CLUSTER_PART=${mark}`, 'HOME=/'), DIR)).toBe('broker');
  });

  it('is not ours without the mark, or when nothing can be read', () => {
    expect(componentOf(environ('PATH=/bin'), DIR)).toBeNull();
    expect(componentOf('', DIR)).toBeNull();
  });

  it('is another cluster when only the beginning of the directory is the same', () => {
    expect(componentOf(environ(`HOLDFAST_CLUSTER_PART=es@${DIR}-2`), DIR)).toBeNull();
    expect(componentOf(environ(`HOLDFAST_CLUSTER_PART=es@${DIR}`), `${DIR}-2`)).toBeNull();
  });

  it('is not recognised by a mark inside another variable', () => {
    expect(componentOf(environ(`NOTE=HOLDFAST_CLUSTER_PART=es@${DIR}`), DIR)).toBeNull();
  });
});

describe('the process table', () => {
  const children: ChildProcess[] = [];

  async function startMarked(): Promise<number> {
    // The shell stays, because it has something to do after its child.
    const child = spawn('/bin/sh', ['-c', 'sleep 60; true'], {
      env: markFor('operate', DIR),
      detached: true,
    });
    children.push(child);
    await once(child, 'spawn');
    return child.pid!;
  }

  afterEach(() => {
    for (const { pid } of children.splice(0)) process.kill(-pid!, 'SIGKILL');
  });

  it('finds a marked process with its children, and nothing of another cluster', async () => {
    const pid = await startMarked();
    while (findProcesses(DIR).operate.length < 2) await new Promise((resolve) => setTimeout(resolve, 20));
    const { operate, broker } = findProcesses(DIR);
    expect(leadersOf(operate).map((each) => each.pid)).toEqual([pid]);
    expect(operate.filter(({ parent }) => parent === pid)).toHaveLength(1);
    expect(broker).toEqual([]);
    expect(findProcesses(`${DIR}-other`).operate).toEqual([]);
    expect(ownerOf(pid, DIR)).toBe('operate');
    expect(clusterOf(pid)).toBe(DIR);
  });

  it('sees at any moment that a process is there, also while it becomes another program', async () => {
    const child = spawn('/bin/sh', ['-c', 'exec sh -c "exec sh -c \\"exec sleep 60\\""'], {
      env: markFor('es', DIR),
      detached: true,
    });
    children.push(child);
    await once(child, 'spawn');
    for (const end = Date.now() + 100; Date.now() < end;) expect(stillThere(child.pid!, DIR)).toBe(true);
    process.kill(child.pid!, 'SIGKILL');
    await once(child, 'exit');
    expect(stillThere(child.pid!, DIR)).toBe(false);
    children.pop();
  });

  it('does not take a recycled pid for the process that had it before', () => {
    expect(stillThere(process.pid, DIR)).toBe(false);
  });

  it('does not own the process that runs this test', () => {
    expect(ownerOf(process.pid, DIR)).toBeNull();
  });
});

describe('a line of the process table', () => {
  const status = (state: string) => `Name:\tjava\nState:\t${state}\nPid:\t7\nPPid:\t3\nVmRSS:\t  204800 kB\n`;

  it('tells parent and memory', () => {
    expect(parseStatus(status('S (sleeping)'))).toEqual({ parent: 3, memoryMiB: 200 });
  });

  it('does not count a process that has ended', () => {
    expect(parseStatus(status('Z (zombie)'))).toBeNull();
    expect(parseStatus('')).toBeNull();
  });
});

describe('the leaders', () => {
  it('are those whose parent is not among them, even if the first one is gone', () => {
    const processes = [
      { pid: 10, parent: 1, memoryMiB: 1 },
      { pid: 11, parent: 10, memoryMiB: 1 },
    ];
    expect(leadersOf(processes).map(({ pid }) => pid)).toEqual([10]);
    expect(leadersOf(processes.slice(1)).map(({ pid }) => pid)).toEqual([11]);
  });
});
