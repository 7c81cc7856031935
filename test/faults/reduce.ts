import type { BuildCopy } from './build-copy.ts';
import { makeCase, parseCase } from './catalog.ts';
import type { SweepProfile } from './profile.ts';
import type { CaseResult } from './result.ts';
import { sweep } from './sweep.ts';

interface Common {
  readonly build: BuildCopy;
  readonly profile: SweepProfile;
  readonly jobs: number;
  readonly after: 'each' | 'some';
  readonly signal: AbortSignal;
}

/** The smallest case that shows the same: for a pair, each of the two is tried alone. */
export async function reduced(result: CaseResult, common: Common): Promise<string> {
  if (!result.name.includes('+')) return result.name;
  const alone = parseCase(result.name, common.profile).strikes.map((strike) => makeCase([strike]));
  const results = await sweep(alone, { ...common, onResult: () => undefined });
  const broken = new Set(result.breaches.map(({ invariant }) => invariant));
  const same = results.find(({ breaches }) => breaches.some(({ invariant }) => broken.has(invariant)));
  return same?.name ?? result.name;
}
