import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { APPS, type AppName } from './apps.ts';

const READY_MS = 45_000;

/** A time in which a process was able to work; `to` is null while it still is. */
export interface Alive {
  readonly app: AppName;
  readonly from: number;
  to: number | null;
}

interface FleetOptions {
  /** Where the build is. */
  readonly cwd: string;
  /** For configuration and logs. */
  readonly directory: string;
  readonly config: Record<string, unknown>;
  readonly redisUrl: (app: AppName) => string;
}

const programOf = (app: AppName): string => join('dist', 'apps', app, 'src', 'main.js');

/** The processes of one deployment. Ends only what it started, by its process id. */
export class Fleet {
  readonly lives: Alive[] = [];
  private readonly options: FleetOptions;
  private readonly children = new Map<AppName, ChildProcess>();
  /** Where the build of an app is that was replaced. */
  private readonly replaced = new Map<AppName, string>();

  constructor(options: FleetOptions) {
    this.options = options;
    mkdirSync(options.directory, { recursive: true });
    writeFileSync(this.configPath, stringify(options.config));
  }

  async startAll(): Promise<void> {
    await Promise.all(APPS.map((app) => this.start(app)));
  }

  /** Whether the build that it would be started from has the app; an earlier one may not. */
  has(app: AppName): boolean {
    return existsSync(join(this.buildOf(app), programOf(app)));
  }

  /** Resolves once the app listens. Does nothing when it runs, and where its build does not have it. */
  async start(app: AppName): Promise<void> {
    if (this.runs(app) || !this.has(app)) return;
    const log = openSync(this.logPath(app), 'a');
    const child = spawn(process.execPath, [programOf(app)], {
      cwd: this.buildOf(app),
      env: {
        ...process.env,
        HOLDFAST_CONFIG: this.configPath,
        HOLDFAST_REDIS_URL: this.options.redisUrl(app),
        HOLDFAST_HEALTH_PORT: '0',
        HOLDFAST_STATE: this.options.directory,
      },
      // The channel also ends them when the sweep itself is killed.
      stdio: ['ignore', log, log, 'ipc'],
    });
    closeSync(log);
    this.children.set(app, child);
    child.once('exit', () => this.endLife(app));
    await this.ready(app, child);
    this.lives.push({ app, from: Date.now(), to: null });
  }

  private buildOf(app: AppName): string {
    return this.replaced.get(app) ?? this.options.cwd;
  }

  runs(app: AppName): boolean {
    const child = this.children.get(app);
    return child !== undefined && child.exitCode === null && child.signalCode === null;
  }

  kill(app: AppName): Promise<void> {
    return this.end(app, 'SIGKILL');
  }

  /** Ends the app as an orchestrator does, and starts it from another build. Resolves once it listens. */
  async replace(app: AppName, cwd: string): Promise<void> {
    await this.end(app, 'SIGTERM');
    this.replaced.set(app, cwd);
    await this.start(app);
  }

  private async end(app: AppName, signal: NodeJS.Signals): Promise<void> {
    const child = this.children.get(app);
    if (!child || !this.runs(app)) return;
    await new Promise<void>((resolve) => {
      child.once('exit', () => resolve());
      child.kill(signal);
    });
  }

  /** Suspends the process, with its sockets open. */
  freeze(app: AppName): void {
    if (!this.runs(app)) return;
    this.children.get(app)?.kill('SIGSTOP');
    this.endLife(app);
  }

  thaw(app: AppName): void {
    if (!this.runs(app)) return;
    this.children.get(app)?.kill('SIGCONT');
    this.lives.push({ app, from: Date.now(), to: null });
  }

  async killAll(): Promise<void> {
    await Promise.all(APPS.map((app) => this.kill(app)));
  }

  /** Empty for one that never ran. */
  log(app: AppName): string {
    return existsSync(this.logPath(app)) ? readFileSync(this.logPath(app), 'utf8') : '';
  }

  private ready(app: AppName, child: ChildProcess): Promise<void> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`${app} was not ready in time`)), READY_MS);
      child.once('message', () => {
        clearTimeout(timer);
        resolve();
      });
      child.once('exit', (code) => {
        clearTimeout(timer);
        const tail = this.log(app).slice(-1_500);
        reject(new Error(`${app} ended with code ${code ?? 'none'} before it was ready\n${tail}`));
      });
    });
  }

  private endLife(app: AppName): void {
    for (const life of this.lives) if (life.app === app) life.to ??= Date.now();
  }

  private get configPath(): string {
    return join(this.options.directory, 'holdfast.yaml');
  }

  private logPath(app: AppName): string {
    return join(this.options.directory, `${app}.log`);
  }
}
