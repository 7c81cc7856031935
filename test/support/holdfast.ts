import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { APPS, type AppName as OneApp } from '#contracts';
import { PATIENCE_SECONDS } from './patience.ts';

export type AppName = OneApp | 'standalone';

export const ALL_APPS: readonly AppName[] = APPS;
export const WORKERS: readonly AppName[] = APPS.filter((app) => app !== 'coordinator');

/** As the images and `npm start` run Node; a spec compares them. */
export const APP_FLAGS: readonly string[] = ['--max-semi-space-size=4', '--expose-gc'];

const READY_MS = PATIENCE_SECONDS * 1000;

/** Built apps as real processes, with a configuration and logs of their own. */
export class HoldfastProcesses {
  private readonly directory = mkdtempSync(join(tmpdir(), 'holdfast-apps-'));
  private readonly children = new Map<AppName, ChildProcess>();

  constructor(
    private readonly redisUrl: string,
    config: Record<string, unknown>,
    /** More variables for every app. */
    private readonly environment: Record<string, string> = {},
  ) {
    writeFileSync(this.configPath, stringify(config));
  }

  get configPath(): string {
    return join(this.directory, 'holdfast.yaml');
  }

  /** Replaces the configuration file as editors do: a new file gets its name. @param config as YAML, or to be written so */
  rewrite(config: Record<string, unknown> | string): void {
    const draft = `${this.configPath}.draft`;
    writeFileSync(draft, typeof config === 'string' ? config : stringify(config));
    renameSync(draft, this.configPath);
  }

  /** Starts an app and resolves with its address once it listens. */
  async start(app: AppName): Promise<string> {
    const log = openSync(this.logPath(app), 'a');
    const child = spawn(process.execPath, [...APP_FLAGS, `dist/apps/${app}/src/main.js`], {
      env: {
        ...process.env,
        HOLDFAST_CONFIG: this.configPath,
        HOLDFAST_REDIS_URL: this.redisUrl,
        HOLDFAST_HEALTH_PORT: '0',
        HOLDFAST_STATE: this.directory,
        ...this.environment,
      },
      stdio: ['ignore', log, log, 'ipc'],
    });
    closeSync(log);
    this.children.set(app, child);
    return new Promise((resolve, reject) => {
      const timer = setTimeout(
        () => reject(new Error(`${app} was not ready in time\n${this.log(app)}`)),
        READY_MS,
      );
      child.once('message', (message) => {
        clearTimeout(timer);
        resolve((message as { ready: string }).ready);
      });
      child.once('exit', (code) => {
        clearTimeout(timer);
        reject(new Error(`${app} ended with code ${code ?? 'none'}\n${this.log(app)}`));
      });
    });
  }

  isRunning(app: AppName): boolean {
    const child = this.children.get(app);
    return child !== undefined && child.exitCode === null && child.signalCode === null;
  }

  /** @returns its exit code; null when it was killed, or does not run */
  async stop(app: AppName, signal: NodeJS.Signals = 'SIGTERM'): Promise<number | null> {
    const child = this.children.get(app);
    if (!child || !this.isRunning(app)) return null;
    return new Promise<number | null>((resolve) => {
      child.once('exit', (code) => resolve(code));
      child.kill(signal);
    });
  }

  /** For SIGSTOP and SIGCONT; `stop` ends a process. */
  signal(app: AppName, signal: NodeJS.Signals): void {
    this.children.get(app)?.kill(signal);
  }

  /** Of an app that was started; undefined where it was not. */
  pid(app: AppName): number | undefined {
    return this.children.get(app)?.pid;
  }

  /** Everything an app wrote so far. */
  log(app: AppName): string {
    return readFileSync(this.logPath(app), 'utf8');
  }

  async stopAll(): Promise<void> {
    await Promise.all([...this.children.keys()].map((app) => this.stop(app)));
    rmSync(this.directory, { recursive: true, force: true });
  }

  private logPath(app: AppName): string {
    return join(this.directory, `${app}.log`);
  }
}
