import { execFile } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** What scripts/lib/kubernetes-tools.mjs builds; each file has its version at the end of its name. */
export type KubeProgram =
  | 'etcd'
  | 'kube-apiserver'
  | 'kube-controller-manager'
  | 'kube-scheduler'
  | 'kubectl'
  | 'kwok'
  | 'helm3'
  | 'helm4';

/** Path of a file in the folder of the tools. @throws Error when there is none */
function inTools(matches: (name: string) => boolean, wanted: string): string {
  const folder = process.env['HOLDFAST_KUBERNETES_TOOLS'];
  const found =
    folder !== undefined && existsSync(folder)
      ? readdirSync(folder).filter(matches).sort().at(-1)
      : undefined;
  if (folder === undefined || found === undefined)
    throw new Error(`no ${wanted} was built; run \`npm run test:kubernetes\``);
  return join(folder, found);
}

export const programPath = (name: KubeProgram): string =>
  inTools((each) => new RegExp(`^${name}-v[0-9.]+$`).test(each), name);

/** A definition of the Prometheus operator: `servicemonitors`, `prometheusrules`. */
export const definitionPath = (name: string): string =>
  inTools((each) => each === `${name}.yaml`, `${name}.yaml`);

interface Running {
  env?: Record<string, string>;
  input?: string;
}

/**
 * @returns what it printed
 * @throws Error with what it printed when it does not end with 0
 */
export async function runProgram(
  program: KubeProgram,
  words: readonly string[],
  { env = {}, input = '' }: Running = {},
): Promise<string> {
  const options = { env: { ...process.env, ...env }, maxBuffer: 64 * 1024 * 1024 };
  const running = promisify(execFile)(programPath(program), words, options);
  running.child.stdin?.end(input);
  try {
    return (await running).stdout;
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
    throw new Error(`${program} ${words.join(' ')}: ${stdout}${stderr}`, { cause: error });
  }
}
