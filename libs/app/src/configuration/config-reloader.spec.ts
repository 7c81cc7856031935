import { Logger } from '@nestjs/common';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadConfig, type HoldfastConfig } from '#config';
import { ConfigInForce, ConfigStatus } from '#engine';
import { Metrics } from '#observability';
import type { ProcessReport } from '#redis';
import { ConfigReloader } from './config-reloader.ts';

const fileOf = (...names: string[]): string =>
  `clusters: [${names
    .map(
      (name) =>
        `{ name: ${name}, zeebe: { management: "http://${name}" }, records: { engine: elasticsearch, url: "http://e-${name}", repository: r } }`,
    )
    .join(', ')}]`;

let directory: string;
let inForce: ConfigInForce;
let status: ConfigStatus;
let reports: ProcessReport[];
let conflicts: string[];
let lines: string[];
let metrics: Metrics;
let reloader: ConfigReloader;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'holdfast-reload-'));
  process.env.HOLDFAST_CONFIG = join(directory, 'holdfast.yaml');
  write(fileOf('a'));
  inForce = new ConfigInForce(loadConfig(process.env));
  [status, reports, conflicts, lines] = [new ConfigStatus(), [], [], []];
  for (const level of ['log', 'error'] as const)
    jest.spyOn(Logger.prototype, level).mockImplementation((line: unknown) => void lines.push(String(line)));
  metrics = new Metrics({ app: 'spec', version: '0', clusters: () => [] });
  const configs = {
    held: [],
    settle: () => Promise.resolve(),
    offer: (file: HoldfastConfig) => {
      if (conflicts.length === 0) inForce.replace(file, new Set());
      return Promise.resolve(conflicts);
    },
  };
  const store = {
    report: (report: ProcessReport) => Promise.resolve(void reports.push(report)),
    leave: () => Promise.resolve(),
  };
  reloader = new ConfigReloader(
    ...([inForce, configs, status, store, 'spec@host-1', metrics] as unknown as ConstructorParameters<
      typeof ConfigReloader
    >),
  );
});
afterEach(() => {
  jest.restoreAllMocks();
  delete process.env.HOLDFAST_CONFIG;
  delete process.env.SECRET_FILE;
  rmSync(directory, { recursive: true });
});

function write(text: string): void {
  writeFileSync(join(directory, 'holdfast.yaml'), text);
}
const look = () => reloader['look']();
const names = () => inForce.view.clusters.map(({ name }) => name).join();
async function isGood(): Promise<number | undefined> {
  const found = await metrics.registry.getSingleMetric('holdfast_config_last_reload_successful')!.get();
  return found.values[0]?.value;
}

describe('a changed file', () => {
  it('is taken up once two looks in a row read the same', async () => {
    await look();
    await look();
    expect(lines).toEqual([]);
    write(fileOf('a', 'b'));
    await look();
    expect(names()).toBe('a');
    write(fileOf('a', 'b', 'c'));
    await look();
    expect(names()).toBe('a');
    await look();
    expect(names()).toBe('a,b,c');
    expect(lines).toEqual(['a new configuration, and was taken up: clusters: +b +c']);
    await look();
    expect(lines).toHaveLength(1);
  });

  it('is taken up at once when it is asked for', async () => {
    write(fileOf('a', 'b'));
    await reloader.now();
    expect(names()).toBe('a,b');
    expect(reports.at(-1)).toMatchObject({ process: 'spec@host-1', refused: null });
  });

  it('is one whose meaning changed, or a secret that it names', async () => {
    const secret = join(directory, 'secret');
    process.env.SECRET_FILE = secret;
    writeFileSync(secret, 'a-former-password');
    const text = fileOf('a').replace(
      'repository: r',
      'repository: r, auth: { basic: { username: u, password: "${SECRET}" } }',
    );
    write(text);
    await reloader.now();
    const before = inForce.now;
    write(`# only a comment\n${text}`);
    await reloader.now();
    expect(lines).toHaveLength(1);
    writeFileSync(secret, 'a-latter-password');
    await look();
    await look();
    const { auth } = inForce.now.clusters[0]!.records;
    expect(auth && 'basic' in auth && auth.basic?.password.reveal()).toBe('a-latter-password');
    expect(inForce.now.fingerprint).toBe(before.fingerprint);
    expect(JSON.stringify([lines, reports])).not.toMatch(/latter/);
  });
});

describe('a file that cannot be used', () => {
  it('changes nothing, and is reported once, until it is good', async () => {
    write('clusters: [{ name: a-secret-name }]');
    await reloader.now();
    await look();
    await look();
    expect(names()).toBe('a');
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(/refused whole.*stays in force:\n {2}- clusters\[0\]/);
    expect(await isGood()).toBe(0);
    expect(reports.at(-1)?.refused?.problems.join()).toMatch(/clusters\[0\]/);
    write(fileOf('a'));
    await reloader.now();
    expect([names(), status.refusal, await isGood(), reports.at(-1)?.refused]).toEqual(['a', null, 1, null]);
  });

  it('is one that needs a restart, of which nothing is taken up', async () => {
    write(`http: { port: 1 }\n${fileOf('a', 'b')}`);
    await reloader.now();
    expect(names()).toBe('a');
    expect(status.refusal?.problems).toEqual([
      expect.stringMatching(/^http: cannot change in a running process/),
    ]);
  });

  it('may become good without a change, when what was in its way has ended', async () => {
    conflicts = ['is the same Zeebe'];
    write(fileOf('b'));
    await reloader.now();
    expect(status.refusal?.problems.join()).toMatch(/waits for its end: is the same Zeebe/);
    conflicts = [];
    await look();
    await look();
    expect([names(), status.refusal]).toEqual(['b', null]);
  });

  it('is one that is gone, until it is back', async () => {
    rmSync(join(directory, 'holdfast.yaml'));
    await reloader.now();
    expect(status.refusal?.problems.join()).toMatch(/ENOENT/);
    write(fileOf('a'));
    await look();
    await look();
    expect(status.refusal).toBeNull();
  });
});
