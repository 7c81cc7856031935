import type { CamundaClients } from '#camunda';
import type { ClusterConfig, HoldfastConfig } from '#config';
import type { ExportingState } from '#domain';
import type { CallOptions } from '#http';
import { EXIT } from '../exit-codes.ts';
import { ensureRunning } from '../exporting/ensure-running.ts';
import { keepRunning, SETTLE_MS } from './keep-running.ts';
import { PauseGuard } from './pause-guard.ts';

/** Without a guard, for how long this program asks for exporting (ms). */
const GIVE_UP_MS = 15 * 60_000;

export interface HeldPauseOptions {
  /** Of the real addresses. */
  clients: Pick<CamundaClients, 'exporting' | 'topology'>;
  call: CallOptions;
  say: (line: string) => void;
}

/** The pause of the checks, from before it is asked for until exporting is read as running. */
export class HeldPause {
  private watching: PauseGuard | null = null;
  private doubted = false;

  constructor(
    private readonly config: HoldfastConfig,
    private readonly cluster: ClusterConfig,
    private readonly options: HeldPauseOptions,
  ) {}

  /** @throws Error without a guard; then exporting must not be paused */
  async guard(): Promise<void> {
    this.watching = await PauseGuard.start(this.cluster);
    this.options.say(
      `Pausing exporting. Process ${this.watching.pid ?? '?'} resumes it if this program is killed; if both are, run: ${this.byHand}`,
    );
  }

  /** The checks must stop: the guard ended while the pause may hold, or the cluster did not do what it was asked. */
  get isInDoubt(): boolean {
    return this.doubted || this.watching?.isTrusted === false;
  }

  /** A pause or a resume was not answered, or not seen, as expected: a change may still be under way. */
  doubt(): void {
    this.doubted = true;
  }

  /**
   * Is asked in the tick in which a changing call leaves.
   * @throws Error when the checks must stop
   */
  permit(): void {
    if (this.isInDoubt) throw new Error('the checks were stopped');
  }

  /**
   * Lets the guard go, where exporting is read as running after a resume that was done. Never throws: `end` does the rest.
   */
  async confirm(): Promise<void> {
    if (this.isInDoubt || (await this.read()) !== 'running') return;
    await this.watching?.release();
    this.watching = null;
  }

  /**
   * Whatever happened before: makes exporting run. A pause that is still under way may come later, so the guard stays until it
   * has seen exporting run for a while. Idempotent, and never throws.
   * @returns whether exporting was read as running
   */
  async end(): Promise<boolean> {
    const { watching } = this;
    this.watching = null;
    if (watching === null) return this.doubted ? this.isRunning() : true;
    try {
      return watching.watches ? await this.resumeGuarded(watching) : await this.resumeAlone();
    } finally {
      watching.leave();
    }
  }

  private async resumeGuarded(guard: PauseGuard): Promise<boolean> {
    const { say } = this.options;
    if (!guard.isTrusted) say('The pause lasted longer than 9 minutes, so the checks stopped.');
    const runs = await this.ensured();
    const until = runs ? 'for 2 minutes more' : 'until exporting runs, for 24 hours at most';
    say(
      `Process ${guard.pid ?? '?'} lifts every pause of this cluster ${until}. Start no backup, and no other conformance, before it has ended.`,
    );
    return runs;
  }

  private async resumeAlone(): Promise<boolean> {
    const { say, clients, call } = this.options;
    say('The process that guards the pause ended, so the checks stopped. Exporting is resumed from here.');
    // A pause that was not answered as expected may still be applied.
    const settleMs = this.doubted ? SETTLE_MS : 0;
    const runs = await keepRunning(clients, { call, betweenMs: 2_000, settleMs, giveUpMs: GIVE_UP_MS });
    if (!runs) say(`Exporting is NOT confirmed to be running. Run: ${this.byHand}`);
    return runs;
  }

  /** What cannot even be asked for is left to the guard. */
  private async ensured(): Promise<boolean> {
    try {
      return (await ensureRunning(this.config, [this.cluster.name], this.options.say)) === EXIT.ok;
    } catch (error) {
      this.options.say((error as Error).message);
      return false;
    }
  }

  /** No pause of the checks holds; another tool may have made one, which is not lifted here. */
  private async isRunning(): Promise<boolean> {
    const state = await this.read();
    if (state === 'running') return true;
    this.options.say(
      `Exporting is ${state}, by no pause of these checks. Where that is wrong, run: ${this.byHand}`,
    );
    return false;
  }

  private async read(): Promise<ExportingState> {
    try {
      return await this.options.clients.topology.exporting(this.options.call);
    } catch {
      return 'unknown';
    }
  }

  private get byHand(): string {
    return `holdfast exporting ensure-running ${this.cluster.name}`;
  }
}
