import { copyBuild, removeBuild } from '../build-copy.ts';
import { parseCase } from '../catalog.ts';
import { DEFAULT_PROFILE } from '../profile.ts';
import type { CaseResult } from '../result.ts';
import { sweep } from '../sweep.ts';
import { ALONE, type Alone } from './alone.ts';
import { GUARDS, type Edit, type Guard } from './guards.ts';
import { patch } from './patch.ts';

/** The result of a build without one guard. */
export interface Tooth {
  readonly guard: Guard;
  /** What the check reported; null when it noticed nothing, or something else. */
  readonly caught: string | null;
  readonly by: string | null;
  /** What else was seen, where it caught nothing. */
  readonly seen: readonly string[];
}

/** The result of a build with only one resumer. */
export interface Stand {
  readonly alone: Alone;
  /** The longest time until exporting ran again (ms); null when it was not paused. */
  readonly worstMs: number | null;
  /** What does not hold; empty when it is enough by itself. */
  readonly seen: readonly string[];
}

export interface TeethOptions {
  readonly root: string;
  readonly jobs: number;
  readonly signal: AbortSignal;
  readonly onTooth: (tooth: Tooth) => void;
  readonly onStand: (stand: Stand) => void;
}

/**
 * Removes one guard after the other from a copy of the build, and runs the cases that must notice. Then removes all
 * resumers but one, and runs the cases that must not notice.
 */
export async function runTeeth(options: TeethOptions): Promise<{ teeth: Tooth[]; stands: Stand[] }> {
  const teeth: Tooth[] = [];
  const stands: Stand[] = [];
  const waiting = [
    ...GUARDS.map((guard) => async () => {
      const tooth = { guard, ...caughtBy(guard, await runPatched(options, guard)) };
      teeth.push(tooth);
      options.onTooth(tooth);
    }),
    ...ALONE.map((alone) => async () => {
      const stand = { alone, ...standOf(await runPatched(options, alone)) };
      stands.push(stand);
      options.onStand(stand);
    }),
  ];
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next && !options.signal.aborted; next = waiting.shift()) await next();
  };
  await Promise.all(Array.from({ length: options.jobs }, work));
  return {
    teeth: teeth.toSorted((a, b) => GUARDS.indexOf(a.guard) - GUARDS.indexOf(b.guard)),
    stands: stands.toSorted((a, b) => ALONE.indexOf(a.alone) - ALONE.indexOf(b.alone)),
  };
}

let builds = 0;

async function runPatched(
  { root, signal }: TeethOptions,
  { edits, cases }: { readonly edits: readonly Edit[]; readonly cases: readonly string[] },
): Promise<CaseResult[]> {
  const build = copyBuild(root, `${process.pid}-patched-${(builds += 1)}`);
  try {
    patch(build, edits);
    const common = { build, profile: DEFAULT_PROFILE, jobs: 1, after: 'some' as const, signal };
    return await sweep(
      cases.map((name) => parseCase(name)),
      { ...common, onResult: () => undefined },
    );
  } finally {
    removeBuild(build);
  }
}

function caughtBy({ invariant }: Guard, results: readonly CaseResult[]): Omit<Tooth, 'guard'> {
  for (const { name, breaches } of results) {
    const breach = breaches.find((each) => each.invariant === invariant);
    if (breach) return { caught: breach.message, by: name, seen: [] };
  }
  return { caught: null, by: null, seen: results.flatMap(linesOf) };
}

function standOf(results: readonly CaseResult[]): Omit<Stand, 'alone'> {
  const waits = results.flatMap(({ exportingAgainMs }) => exportingAgainMs ?? []);
  return {
    worstMs: waits.length === 0 ? null : Math.max(...waits),
    seen: results.filter(({ letter }) => letter === '!').flatMap(linesOf),
  };
}

const linesOf = ({ name, letter, trouble, breaches }: CaseResult): string[] => [
  `${name}: ${letter} ${trouble ?? ''}`,
  ...breaches.map((each) => `${each.invariant}: ${each.message}`),
];
