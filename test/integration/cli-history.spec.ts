import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Redis } from 'ioredis';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exportedRunSchema, type ExportedRun } from '#contracts';
import { CliProcess, type Said } from '../support/cli.ts';
import { clientOf, HistoryWriter } from '../support/history-world.ts';
import { World } from '../support/world.ts';

let world: World;
let redis: Redis;
let directory: string;
beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'holdfast-history-'));
  world = await World.create(['a', 'b']);
  redis = await clientOf(world.redis.url);
  await new HistoryWriter(redis, 'a').fill(1, 5);
  await new HistoryWriter(redis, 'b').write({
    ...{ number: 1, outcome: 'rejected', labels: { note: 'x\u202ey' } },
    requestedAt: '2025-06-01T10:00:00.000Z',
  });
});
afterAll(async () => {
  redis.disconnect();
  await world.close();
  rmSync(directory, { recursive: true });
});

const holdfast = (...words: string[]): Promise<Said> => new CliProcess(world.address, words).ended;
const runsOf = (text: string): ExportedRun[] =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => exportedRunSchema.parse(JSON.parse(line)));

describe('holdfast history export', () => {
  it('prints one JSON object per line, and nothing else', async () => {
    const { code, out, err } = await holdfast('history', 'export');
    expect([code, err]).toEqual([0, '']);
    expect(runsOf(out).map(({ cluster, number }) => `${cluster}${number}`)).toEqual([
      ...['a1', 'a2', 'a3', 'a4', 'a5', 'b1'],
    ]);
    // What would change the direction of the text is escaped, and still there for a program.
    expect(out).not.toContain('\u202e');
    expect(runsOf(out).at(-1)?.run?.labels).toEqual({ note: 'x\u202ey' });
  });

  it('has the runs of one cluster, and of the times that are given', async () => {
    const of = async (...words: string[]) =>
      runsOf((await holdfast('history', 'export', ...words)).out).length;
    expect(await of('--cluster', 'a')).toBe(5);
    expect(await of('--since', '2025-06-01', '--until', '2025-06-02')).toBe(1);
    expect(await of('--since', '2025-06-02T00:00:00Z')).toBe(5);
    const unknown = await holdfast('history', 'export', '--cluster', 'zzz');
    expect([unknown.code, unknown.out]).toEqual([6, '']);
    expect((await holdfast('history', 'export', '--since', 'yesterday')).code).toBe(2);
  });

  it('writes to a file that only its owner may read, never over another one', async () => {
    const file = join(directory, 'runs.ndjson');
    const { code, out } = await holdfast('history', 'export', '--cluster', 'a', '--file', file, '-o', 'json');
    const text = readFileSync(file, 'utf8');
    expect(JSON.parse(out)).toEqual({ file, runs: 5, bytes: Buffer.byteLength(text) });
    expect([code, statSync(file).mode & 0o777]).toEqual([0, 0o600]);
    expect(runsOf(text)).toHaveLength(5);
    writeFileSync(file, 'mine');
    const refused = await holdfast('history', 'export', '--file', file);
    expect(refused.code).toBe(2);
    expect(refused.err).toContain('choose another one with --file');
    expect(readFileSync(file, 'utf8')).toBe('mine');
  });

  it('fails, and leaves no file, when the answer is broken off', async () => {
    const server: Server = createServer((_, response) => {
      response.writeHead(200, { 'content-type': 'application/x-ndjson' });
      response.write('{"half": ');
      setTimeout(() => response.destroy(), 50);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const file = join(directory, 'half.ndjson');
    const { code, err } = await new CliProcess(address, ['history', 'export', '--file', file]).ended;
    server.close();
    expect(code).toBe(1);
    expect(err).toContain('did not answer to the end');
    expect(existsSync(file)).toBe(false);
  });
});
