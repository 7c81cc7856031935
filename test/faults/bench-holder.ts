import { Bench } from './bench.ts';
import type { BuildCopy } from './build-copy.ts';
import { makeCase, type Case } from './catalog.ts';
import type { SweepProfile } from './profile.ts';
import { resultOf, troubled, type CaseResult } from './result.ts';
import { runCase } from './run-case.ts';

/** Every run makes the list of backups longer, and so every request for a new one slower. */
const CASES_PER_BENCH = 40;
const UNDISTURBED_EVERY = 10;
/** A component of a busy machine may miss the time-out of a call, and the preflight rejects the run truthfully. */
const REPEATS = 2;

/** Runs one start after the other: eight processes that start at once keep two cores busy for 8 s. */
export type InTurn = <T>(start: () => Promise<T>) => Promise<T>;

/** One bench after the other; each is used until a case makes it unusable or it is too old. */
export class BenchHolder {
  private bench: Bench | null = null;
  private built = 0;

  constructor(
    private readonly options: {
      readonly build: BuildCopy;
      readonly profile: SweepProfile;
      readonly after: 'each' | 'some';
      readonly inTurn: InTurn;
    },
    private readonly name: string,
  ) {}

  /** The result of the case, and of the undisturbed run after it where one was due. */
  async run(one: Case): Promise<CaseResult[]> {
    const results = [await this.untilTried(one)];
    const spoilt = this.bench === null || results[0]?.letter === '!';
    const due = this.options.after === 'each' || (this.bench?.casesRun ?? 0) % UNDISTURBED_EVERY === 0;
    if (!spoilt && due) results.push(await this.untilTried(makeCase([])));
    const old = (this.bench?.casesRun ?? 0) >= CASES_PER_BENCH;
    if (old && !spoilt) results.push(...(await this.end()));
    if (spoilt) await this.discard();
    return results;
  }

  /** Before a bench is replaced because of its age, it must show once more that it works. */
  async end(): Promise<CaseResult[]> {
    if (this.bench === null) return [];
    const results = this.bench.casesRun > 0 ? [await this.untilTried(makeCase([]))] : [];
    await this.discard();
    return results;
  }

  async discard(): Promise<void> {
    const { bench } = this;
    this.bench = null;
    await bench?.close();
  }

  /** A case says nothing while its bench does not start, or its run is rejected before the fault could be injected. */
  private async untilTried(one: Case): Promise<CaseResult> {
    let result = await this.attempt(one);
    for (let repeats = 1; result.untried && repeats <= REPEATS; repeats += 1)
      result = { ...(await this.attempt(one)), repeats };
    return result;
  }

  private async attempt(one: Case): Promise<CaseResult> {
    try {
      this.bench ??= await this.make();
    } catch (error) {
      return { ...troubled(one.name, error), untried: true };
    }
    try {
      return resultOf(one.name, await runCase(this.bench, one.strikes));
    } catch (error) {
      await this.discard();
      return troubled(one.name, error);
    }
  }

  private make(): Promise<Bench> {
    this.built += 1;
    const { build, profile, inTurn } = this.options;
    return inTurn(() => Bench.create(build, `${this.name}-${this.built}`, { profile }));
  }
}
