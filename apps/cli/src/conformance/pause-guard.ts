import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { extname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ClusterConfig } from '#config';
import { fingerprintOf } from './addresses.ts';

/** What the guard sends when it watches, and what it is sent when exporting was read as running. */
export const GUARD_READY = 'ready';
export const GUARD_RELEASED = 'released';

const PROGRAM = join(import.meta.dirname, `guard.main${extname(import.meta.filename)}`);
/** A pause of the checks is far shorter; then the guard resumes by itself. */
export const LONGEST_PAUSE_MS = 10 * 60_000;
/**
 * From then on no call leaves this program that the guard might not answer for: a program that was stopped (Ctrl-Z) may continue
 * after its guard has done its work and ended.
 */
const TRUSTED_MS = LONGEST_PAUSE_MS - 60_000;
/** To reach every broker, and to end (ms). */
const START_MS = 60_000;
const RELEASE_MS = 10_000;

/** A process of its own that resumes exporting when this one is killed. */
export class PauseGuard {
  private readonly since = performance.now();

  private constructor(private readonly child: ChildProcess) {
    // A message to a guard that is just ending fails; whether it watches is what counts.
    child.on('error', () => undefined);
  }

  /**
   * Starts a guard that has reached every broker of the cluster and read exporting as running.
   * @throws Error when there is none; then exporting must not be paused
   */
  static async start(cluster: ClusterConfig): Promise<PauseGuard> {
    const child = spawn(
      process.execPath,
      [...process.execArgv, PROGRAM, cluster.name, fingerprintOf(cluster), String(LONGEST_PAUSE_MS)],
      {
        // A session of its own: neither Ctrl-C nor a terminal that closes ends it.
        detached: true,
        stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      },
    );
    const ended = once(child, 'exit').then(() => 'ended');
    const first = await Promise.race([
      once(child, 'message').then(([message]) => message as unknown),
      ended,
      sleep(START_MS, 'late', { ref: false }),
    ]).catch(() => 'not started');
    if (first === GUARD_READY) return new PauseGuard(child);
    child.kill('SIGKILL');
    throw new Error('The process that guards the pause did not start; exporting was not paused.');
  }

  get pid(): number | undefined {
    return this.child.pid;
  }

  /** Whether it still watches. */
  get watches(): boolean {
    return this.child.connected && this.child.exitCode === null && this.child.signalCode === null;
  }

  /** Whether it will certainly watch a little longer, also where its end was not noticed here yet. */
  get isTrusted(): boolean {
    return this.watches && performance.now() - this.since < TRUSTED_MS;
  }

  /** Exporting was read as running, and no pause is under way: it ends without a call. Idempotent. */
  async release(): Promise<void> {
    if (this.watches) {
      const ended = once(this.child, 'exit').catch(() => undefined);
      this.child.send(GUARD_RELEASED, () => undefined);
      await Promise.race([ended, sleep(RELEASE_MS, undefined, { ref: false })]);
    }
    this.leave();
  }

  /** Leaves it alone: it makes sure that exporting runs and keeps running, and then ends. Idempotent. */
  leave(): void {
    if (this.child.connected) this.child.disconnect();
    this.child.unref();
  }
}
