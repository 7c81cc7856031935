import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../support/ports.ts';
import { call, type Docker } from './docker.ts';
import { until } from './until.ts';

const ROOT = join(import.meta.dirname, '..', '..');

export interface RunView {
  readonly number: number;
  readonly phase: string;
  readonly outcome: string | null;
  readonly failure?: { readonly message: string } | null;
}

/**
 * docker-compose.yml in a folder of its own, where `prepare.sh` has made its secrets and the configuration of the demo: what a
 * person has after the first steps of docs/install-compose.md.
 */
export class ComposeProject {
  private constructor(
    private readonly docker: Docker,
    private readonly name: string,
    private readonly directory: string,
    private readonly env: Record<string, string>,
  ) {}

  /** @param override a file of Compose that is laid over it; empty for none */
  static async create(
    docker: Docker,
    { valkey, tag }: { valkey: string; tag: string },
    override = '',
  ): Promise<ComposeProject> {
    const directory = mkdtempSync(join(tmpdir(), 'holdfast-compose-'));
    mkdirSync(join(directory, 'deploy'));
    cpSync(join(ROOT, 'docker-compose.yml'), join(directory, 'docker-compose.yml'));
    cpSync(join(ROOT, 'deploy', 'compose'), join(directory, 'deploy', 'compose'), { recursive: true });
    if (override !== '') writeFileSync(join(directory, 'docker-compose.override.yml'), override);
    const prepared = call('sh', ['deploy/compose/prepare.sh'], { cwd: directory });
    if (!prepared.ok) throw new Error(`deploy/compose/prepare.sh: ${prepared.error}`);
    const port = `${await freePort()}`;
    const env = { VALKEY_IMAGE: valkey, HOLDFAST_TAG: tag, HOLDFAST_PORT: port };
    return new ComposeProject(docker, `holdfast-test-${process.pid}`, directory, env);
  }

  /** @throws Error with what Compose printed, unless it ended with 0 */
  compose(...words: readonly string[]): string {
    const profiles = ['--profile', 'demo', '--profile', 'cli'];
    const answer = this.docker.askCompose(['-p', this.name, ...profiles, ...words], {
      env: this.env,
      cwd: this.directory,
    });
    if (!answer.ok) throw new Error(`docker compose ${words.join(' ')}: ${answer.error}`);
    return answer.out;
  }

  /** Starts these services, or all of the demo, and waits until they are healthy. */
  up(...services: readonly string[]): void {
    this.compose('up', '-d', '--no-build', '--quiet-pull', ...services);
  }

  container(service: string): string {
    return `${this.name}-${service}-1`;
  }

  kill(service: string): void {
    this.docker.run(['kill', '-s', 'KILL', this.container(service)]);
  }

  start(service: string): void {
    this.docker.run(['start', this.container(service)]);
  }

  /** Runs a program in the container of a service. */
  exec(service: string, ...words: readonly string[]): string {
    return this.docker.run(['exec', this.container(service), ...words]);
  }

  /** What the engine knows of a container, by a template of `docker inspect`. */
  inspect(service: string, template: string): string {
    return this.docker.run(['inspect', '-f', template, this.container(service)]);
  }

  /** The answer of the API, with the token of `prepare.sh`. */
  async api(method: string, path: string): Promise<{ status: number; body: unknown }> {
    const token = readFileSync(join(this.directory, 'secrets', 'admin-token'), 'utf8');
    const address = `http://127.0.0.1:${this.env.HOLDFAST_PORT ?? ''}/api/v1${path}`;
    const answer = await fetch(address, { method, headers: { authorization: `Bearer ${token}` } });
    return { status: answer.status, body: await answer.json() };
  }

  /** The newest run; null while nothing answers, or there is none. */
  async newestRun(): Promise<RunView | null> {
    const answer = await this.api('GET', '/clusters/demo/runs').catch(() => null);
    if (answer?.status !== 200) return null;
    return (answer.body as { items: RunView[] }).items[0] ?? null;
  }

  /** @throws Error when no new run has started */
  async startBackup(): Promise<void> {
    const { status, body } = await this.api('POST', '/clusters/demo/backups');
    if (status !== 202) throw new Error(`a backup was answered with ${status}: ${JSON.stringify(body)}`);
  }

  async runEnded(): Promise<RunView> {
    let run: RunView | null = null;
    await until('the run has ended', async () => {
      run = await this.newestRun();
      return run?.phase === 'done';
    });
    return run!;
  }

  /** What the simulated broker itself says of each partition, such as `EXPORTING`. */
  exporterPhases(): string[] {
    const program = `fetch('http://127.0.0.1:41100/actuator/partitions').then((a) => a.text()).then(console.log)`;
    const partitions = JSON.parse(this.exec('simulator', 'node', '-e', program)) as Record<
      string,
      { exporterPhase: string }
    >;
    return Object.values(partitions).map(({ exporterPhase }) => exporterPhase);
  }

  /** How long each partition takes for its part of a backup, from now on. */
  slowPartitions(ms: number): void {
    const body = JSON.stringify({ zeebe: { partitionDurationMs: ms } });
    const program = `fetch('http://127.0.0.1:41000/clusters/demo/settings', { method: 'PATCH', headers: { 'content-type': 'application/json' }, body: ${JSON.stringify(body)} }).then((a) => process.exit(a.ok ? 0 : 1))`;
    this.exec('simulator', 'node', '-e', program);
  }

  logs(): string {
    return this.compose('logs', '--no-color', '--tail', '30');
  }

  /** Removes its containers, networks, volumes and folder. */
  close(): void {
    try {
      this.compose('down', '--volumes', '--timeout', '40');
    } finally {
      rmSync(this.directory, { recursive: true, force: true });
    }
  }
}
