import { copyBuild, removeBuild } from '../build-copy.ts';
import { parseCase } from '../catalog.ts';
import type { CaseResult } from '../result.ts';
import { sweep } from '../sweep.ts';
import { GUARDS, type Guard } from './guards.ts';
import { patch } from './patch.ts';

/** What became of a build without one guard. */
export interface Tooth {
  readonly guard: Guard;
  /** What the check said; null when it noticed nothing, or something else. */
  readonly caught: string | null;
  readonly by: string | null;
  /** What else was seen, where it caught nothing. */
  readonly seen: readonly string[];
}

interface Options {
  readonly root: string;
  readonly jobs: number;
  readonly signal: AbortSignal;
  readonly onTooth: (tooth: Tooth) => void;
}

/** Takes one guard after the other out of a copy of the build, and runs the cases that must notice. */
export async function runTeeth({ root, jobs, signal, onTooth }: Options): Promise<Tooth[]> {
  const waiting = [...GUARDS];
  const teeth: Tooth[] = [];
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next && !signal.aborted; next = waiting.shift()) {
      const tooth = await bite(root, next, signal);
      teeth.push(tooth);
      onTooth(tooth);
    }
  };
  await Promise.all(Array.from({ length: jobs }, work));
  return teeth.toSorted((a, b) => GUARDS.indexOf(a.guard) - GUARDS.indexOf(b.guard));
}

async function bite(root: string, guard: Guard, signal: AbortSignal): Promise<Tooth> {
  const build = copyBuild(root, `${process.pid}-without-${guard.invariant}`);
  try {
    patch(build, guard.edits);
    const cases = guard.cases.map(parseCase);
    const common = { build, jobs: 1, after: 'some' as const, signal };
    const results = await sweep(cases, { ...common, onResult: () => undefined });
    return { guard, ...caughtBy(guard, results) };
  } finally {
    removeBuild(build);
  }
}

function caughtBy({ invariant }: Guard, results: readonly CaseResult[]): Omit<Tooth, 'guard'> {
  for (const { name, breaches } of results) {
    const breach = breaches.find((each) => each.invariant === invariant);
    if (breach) return { caught: breach.message, by: name, seen: [] };
  }
  const seen = results.flatMap(({ name, letter, trouble, breaches }) => [
    `${name}: ${letter} ${trouble ?? ''}`,
    ...breaches.map((each) => `${each.invariant}: ${each.message}`),
  ]);
  return { caught: null, by: null, seen };
}
