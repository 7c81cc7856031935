import { parseArgs } from 'node:util';
import { DEFAULT_PROFILE, profileNamed, type SweepProfile } from './profile.ts';

export interface Options {
  readonly cases: readonly string[];
  readonly points: readonly string[] | undefined;
  readonly faults: readonly string[] | undefined;
  readonly fast: boolean;
  readonly pairs: number;
  readonly seed: number;
  readonly jobs: number;
  readonly after: 'each' | 'some';
  readonly json: string | undefined;
  readonly page: string | undefined;
  readonly list: boolean;
  readonly teeth: boolean;
  readonly profile: SweepProfile;
}

export const HELP = `The fault sweep: every fault at every point of a run, with real processes.
  --case P/F[+P/F]   only this case (may be given more than once)
  --points a,b       only these points, with or without their moment
  --faults a,b       only these faults
  --subset fast      about 25 cases of every kind
  --pairs N          random pairs after the matrix (default 200; 0 with any of the above)
  --seed N           for the pairs (default: drawn, and printed)
  --jobs N           cases at the same time (default 4)
  --after each|some  an undisturbed run after each case, or now and then (default some)
  --json FILE        where every case goes as JSON (default .holdfast/fault-sweep.json)
  --page FILE        the matrix as a Markdown page
  --version V        the version of Camunda that is simulated: 8.6 (default), 8.8 or 8.10
  --list             the names of all points and faults
  --teeth            takes one guard after the other out of a copy of the build: each must be noticed`;

const DEFINITIONS = {
  case: { type: 'string', multiple: true, default: [] as string[] },
  points: { type: 'string' },
  faults: { type: 'string' },
  subset: { type: 'string' },
  pairs: { type: 'string' },
  seed: { type: 'string' },
  jobs: { type: 'string', default: '4' },
  after: { type: 'string', default: 'some' },
  json: { type: 'string' },
  page: { type: 'string' },
  list: { type: 'boolean', default: false },
  teeth: { type: 'boolean', default: false },
  version: { type: 'string', default: DEFAULT_PROFILE.name },
} as const;

/** @throws Error that says which option is wrong */
export function parseOptions(words: readonly string[], drawn: number): Options {
  const { values } = parseArgs({ args: [...words], options: DEFINITIONS, strict: true });
  const chosen = values.case.length > 0 || [values.points, values.faults, values.subset].some(Boolean);
  if (values.subset !== undefined && values.subset !== 'fast') throw new Error('--subset knows only: fast');
  if (values.after !== 'each' && values.after !== 'some') throw new Error('--after takes each or some');
  return {
    cases: values.case,
    points: list(values.points),
    faults: list(values.faults),
    fast: values.subset === 'fast',
    pairs: whole('pairs', values.pairs ?? (chosen ? '0' : '200'), 0),
    seed: whole('seed', values.seed ?? String(drawn), 0),
    jobs: whole('jobs', values.jobs, 1),
    after: values.after,
    json: values.json,
    page: values.page,
    list: values.list,
    teeth: values.teeth,
    profile: profileNamed(values.version),
  };
}

const list = (text: string | undefined): string[] | undefined => text?.split(',').map((each) => each.trim());

function whole(name: string, text: string, min: number): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= min) return value;
  throw new Error(`--${name} takes a whole number of at least ${min}`);
}
