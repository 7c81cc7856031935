import { parseArgs } from 'node:util';

export const CASES = [
  'contents',
  'commands',
  'first-backup',
  'kill-worker',
  'kill-redis',
  'stops',
  'any-user',
  'standalone',
] as const;
export type CaseName = (typeof CASES)[number];

export interface Options {
  readonly cases: readonly CaseName[];
  readonly json: string | undefined;
}

export const HELP = `The images of deploy/Dockerfile and docker-compose.yml, on a real engine with a simulated Camunda.

  node scripts/images.mjs [--case <name>]... [--json <file>]

It uses the container engine that answers. As root on Linux it starts a private one otherwise, which changes no firewall and
is removed at the end. Base images that cannot be pulled are made of Debian's packages and of the Node of this checkout.

  --case NAME   only this case (may be given more than once):
                  contents      no image holds sources, tests, a compiler, a package manager or development packages
                  commands      ssh and kubectl in the image for commands
                  first-backup  the profile demo of docker-compose.yml, from nothing
                  kill-worker   worker-zeebe is killed inside a pause: the run completes, the brokers export
                  kill-redis    the same with Redis
                  stops         processes end by themselves when they are stopped, also as they start
                  any-user      the demo, and a kill, under a user that no image knows and the group 0
                  standalone    all processes in one
  --json FILE   where the results go as JSON

Exit code 0: every case passed. 1: a case failed. 2: it could not be run. 3: nothing was tested, because no engine can run
here; the last lines say why.`;

/** @throws Error that says which option is wrong */
export function parseOptions(words: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...words],
    options: {
      case: { type: 'string', multiple: true, default: [...CASES] },
      json: { type: 'string' },
    },
    strict: true,
  });
  const unknown = values.case.find((name) => !CASES.some((known) => known === name));
  if (unknown !== undefined) throw new Error(`--case takes ${CASES.join(', ')}; there is no ${unknown}`);
  return { cases: CASES.filter((name) => values.case.includes(name)), json: values.json };
}
