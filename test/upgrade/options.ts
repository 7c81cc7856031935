import { parseArgs } from 'node:util';

/** The release that everything after it must be able to replace. */
export const DEFAULT_FROM = 'v0.2.0';

/** Which processes are replaced first, and the case in which nothing is replaced before the run was refused. */
export const CASES = ['workers-first', 'coordinator-first', 'newer-records'] as const;
export type CaseName = (typeof CASES)[number];

export interface Options {
  readonly from: string;
  readonly cases: readonly CaseName[];
  readonly json: string | undefined;
}

export const HELP = `The rolling upgrade, with real processes, Redis and a simulated Camunda.

  node scripts/upgrade.mjs [--from <commit or tag>] [--case <name>]... [--json <file>]

  --from REF    what is upgraded from (default ${DEFAULT_FROM}). It is built in a worktree below .holdfast/upgrade, once
  --case NAME   only this case (may be given more than once):
                  workers-first      workers, then the coordinator, are replaced by this checkout's build while a
                                     backup is inside its pause. It must complete, with a whole set
                  coordinator-first  the same in the other order
                  newer-records      the older build meets a run and a job of a version that it cannot read: it must
                                     leave them as they are, and exporting must run again
  --json FILE   where the results go as JSON

Exit code 0: every case passed. 1: a case failed. 2: it could not be run. 3: nothing was tested, because the default
release is not in this clone.`;

/** @throws Error that says which option is wrong */
export function parseOptions(words: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...words],
    options: {
      from: { type: 'string', default: DEFAULT_FROM },
      case: { type: 'string', multiple: true, default: [...CASES] },
      json: { type: 'string' },
    },
    strict: true,
  });
  const cases = CASES.filter((name) => values.case.includes(name));
  const unknown = values.case.find((name) => !cases.some((known) => known === name));
  if (unknown !== undefined) throw new Error(`--case takes ${CASES.join(', ')}; there is no ${unknown}`);
  return { from: values.from, cases, json: values.json };
}
