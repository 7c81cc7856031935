import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { stringify } from 'yaml';
import {
  startSimulator,
  type CallEffect,
  type FaultInput,
  type Simulator,
} from '../../apps/simulator/src/index.ts';
import { CliProcess, type Said } from './cli.ts';
import { PATIENCE_SECONDS } from './patience.ts';
import { clusterConfig, isCall } from './world.ts';

/** Of Operate and Tasklist: on a busy machine, a second backup is still asked for while the first one runs. */
const PART = { partDurationMs: 1_000 };
const separate = { settings: { operate: PART, tasklist: PART } };
const unified = { settings: { webapps: PART } };

const CLUSTERS = {
  'camunda-8-2': { version: '8.2.26', ...separate },
  'camunda-8-6': {
    version: '8.6.0',
    zeebe: { brokers: 2, partitions: 2, replicationFactor: 1 },
    ...separate,
  },
  'camunda-8-8': { version: '8.8.15', ...unified },
  'camunda-8-10': { version: '8.10.9', ...unified },
  'camunda-8-10-rest': { version: '8.10.9', ...unified },
};
export type ClusterName = keyof typeof CLUSTERS;
export const versionOf = (name: ClusterName): string => CLUSTERS[name].version;

export interface Report {
  version: string;
  checks: { name: string; component: string; seen: string | null; detail: string | null; result: string }[];
  counts: { matches: number; differs: number; skipped: number };
}
export const reportIn = ({ out }: Said): Report => JSON.parse(out) as Report;

/** Is called for every call that arrives, before it is answered. */
type OnCall = (
  cluster: string,
  call: string,
  by: { component: string; userAgent: string },
) => Promise<'drop' | undefined>;
const answered: OnCall = () => Promise.resolve(undefined);

/** Ends a guard. Any other process that has the id by now is left alone. */
export function endGuard(pid: number): void {
  try {
    if (readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('guard.main')) process.kill(pid, 'SIGKILL');
  } catch (error) {
    // It has done its work already.
    if (!['ENOENT', 'ESRCH'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
  }
}

/** Simulated clusters, and `holdfast conformance` with their configuration; neither Redis nor a coordinator. */
export class ConformanceWorld {
  onCall = answered;
  /** Of the user of Operate. */
  readonly password = 'hush-hush-42';
  private readonly directory = mkdtempSync(join(tmpdir(), 'holdfast-conformance-'));
  readonly configPath = join(this.directory, 'holdfast.yaml');
  private started: Simulator | null = null;
  private programs: CliProcess[] = [];
  private readonly asked: { cluster: string; call: string }[] = [];

  static async create(): Promise<ConformanceWorld> {
    const world = new ConformanceWorld();
    world.started = await startSimulator(
      { clusters: CLUSTERS },
      {
        onCall: async (cluster, { component, caller, method, path }, moment) => {
          if (moment === 'before') world.asked.push({ cluster, call: `${method} ${path}` });
          return moment === 'before'
            ? await world.onCall(cluster, `${method} ${path}`, {
                component,
                userAgent: caller.userAgent ?? '',
              })
            : undefined;
        },
      },
    );
    world.configure((Object.keys(CLUSTERS) as ClusterName[]).map((name) => world.configOf(name)));
    return world;
  }

  get simulator(): Simulator {
    if (this.started === null) throw new Error('the simulator is not started');
    return this.started;
  }

  /** Writes the configuration that the next programs read. */
  configure(clusters: Record<string, unknown>[]): void {
    writeFileSync(this.configPath, stringify({ redis: { url: 'redis://127.0.0.1:9' }, clusters }));
  }

  /** After each spec: every call is answered, and no program and no guard is left, also where the spec failed. */
  async tidy(): Promise<void> {
    this.onCall = answered;
    const programs = this.programs;
    this.programs = [];
    for (const program of programs) program.signal('SIGKILL');
    await Promise.all(programs.map(({ ended }) => ended));
    // A guard that was needed looks at exporting for some minutes more.
    for (const { warned } of programs)
      for (const [, pid] of warned.matchAll(/Process (\d+)/g)) endGuard(Number(pid));
  }

  async close(): Promise<void> {
    await this.simulator.close();
    rmSync(this.directory, { recursive: true, force: true });
  }

  start(...words: string[]): CliProcess {
    const program = new CliProcess('http://127.0.0.1:9', ['conformance', ...words], {
      HOLDFAST_CONFIG: this.configPath,
    });
    this.programs.push(program);
    return program;
  }

  check(name: ClusterName, ...words: string[]): Promise<Said> {
    return this.start(name, '--non-production', '-o', 'json', ...words).ended;
  }

  replay(file: string): Promise<Said> {
    return this.start('replay', file, '-o', 'json').ended;
  }

  file(name: string): string {
    return join(this.directory, `${name}.json`);
  }

  /** A directory of its own, which a spec may remove. */
  makeDirectory(name: string): string {
    const path = join(this.directory, name);
    mkdirSync(path);
    return path;
  }

  /** What the lists of a component have, by their ids. */
  async backupsOf(url: string, path = 'backups'): Promise<{ backupId: number; state: string }[]> {
    const answer = await fetch(`${url}/actuator/${path}`);
    return (await answer.json()) as { backupId: number; state: string }[];
  }

  /** Asks for a backup, as another tool would. */
  async makeBackup(url: string, backupId: number, path = 'backups'): Promise<void> {
    const headers = { 'content-type': 'application/json' };
    const body = JSON.stringify({ backupId });
    const { ok, status } = await fetch(`${url}/actuator/${path}`, { method: 'POST', headers, body });
    if (!ok) throw new Error(`backup ${backupId} was not taken: ${status}`);
  }

  urls(name: ClusterName) {
    return this.simulator.clusters[name]!;
  }

  async fault(name: ClusterName, ...faults: FaultInput[]): Promise<void> {
    const init = {
      method: 'POST',
      body: JSON.stringify(faults),
      headers: { 'content-type': 'application/json' },
    };
    const { ok, status } = await fetch(`${this.simulator.controlUrl}/clusters/${name}/faults`, init);
    if (!ok) throw new Error(`the fault was refused: ${status}`);
  }

  /** Exporter phases, asked of the simulated brokers. */
  async phases(name: ClusterName): Promise<string[]> {
    const answers = await Promise.all(
      this.urls(name).brokers.map(
        async (url) => (await (await fetch(`${url}/actuator/partitions`)).json()) as object,
      ),
    );
    return answers
      .flatMap((answer) => Object.values(answer) as { exporterPhase?: string }[])
      .map(({ exporterPhase }) => exporterPhase ?? '');
  }

  async untilExporting(name: ClusterName): Promise<void> {
    for (let tries = 0; tries < PATIENCE_SECONDS * 10; tries += 1) {
      if ((await this.phases(name)).every((phase) => phase === 'EXPORTING')) return;
      await sleep(100);
    }
    throw new Error(`exporting of ${name} did not run again within ${PATIENCE_SECONDS} s`);
  }

  async untilListed(url: string, backupId: number, path?: string): Promise<void> {
    await this.untilBackup(url, path, (found) => found(backupId) !== undefined);
  }

  /** Deletes a backup by hand, once it has ended: Operate 8.6 answers oddly about one that is deleted before. */
  async untilDeleted(url: string, backupId: number, path = 'backups'): Promise<void> {
    await this.untilBackup(url, path, (found) =>
      ['COMPLETED', 'FAILED'].includes(found(backupId)?.state ?? ''),
    );
    await fetch(`${url}/actuator/${path}/${backupId}`, { method: 'DELETE' });
    await this.untilBackup(url, path, (found) => found(backupId) === undefined);
  }

  private async untilBackup(
    url: string,
    path: string | undefined,
    isWanted: (found: (backupId: number) => { state: string } | undefined) => boolean,
  ): Promise<void> {
    for (let tries = 0; tries < PATIENCE_SECONDS * 10; tries += 1) {
      const listed = await this.backupsOf(url, path);
      if (isWanted((id) => listed.find(({ backupId }) => backupId === id))) return;
      await sleep(100);
    }
    throw new Error(`the backups of ${url} were not as wanted within ${PATIENCE_SECONDS} s`);
  }

  /** Since an effect, exporting was paused at some time, and runs now. */
  async untilPausedAndResumed(name: ClusterName, since: number): Promise<void> {
    const wasPaused = (): boolean =>
      this.simulator
        .inspect(name, since)
        .effects.some((effect) => 'detail' in effect && effect.detail.to === 'SOFT_PAUSED');
    for (let tries = 0; !wasPaused(); tries += 1) {
      if (tries >= PATIENCE_SECONDS * 10) throw new Error(`exporting of ${name} was never paused`);
      await sleep(100);
    }
    await this.untilExporting(name);
  }

  /** Does something, and returns every call that the cluster got meanwhile, also those that only read. */
  async askedDuring(name: ClusterName, work: () => Promise<void>): Promise<string[]> {
    const before = this.asked.length;
    await work();
    return this.asked.slice(before).flatMap(({ cluster, call }) => (cluster === name ? [call] : []));
  }

  /** Does something, and returns the changing calls that the cluster saw meanwhile. */
  async callsDuring(name: ClusterName, work: () => Promise<void>): Promise<CallEffect[]> {
    const mark = this.simulator.inspect(name).effects.at(-1)?.seq ?? 0;
    await work();
    return this.simulator.inspect(name, mark).effects.filter(isCall);
  }

  private configOf(name: ClusterName): Record<string, unknown> {
    const entry = clusterConfig(this.simulator, name, '60s', name === 'camunda-8-10-rest');
    const version = versionOf(name).split('.').slice(0, 2).join('.');
    if (!('operate' in entry)) return { ...entry, version };
    // The simulator asks for no login at the management port, and takes any.
    const auth = { basic: { username: 'holdfast', password: this.password } };
    return { ...entry, version, operate: { ...(entry.operate as object), auth } };
  }
}
