import type { Narrator } from '../narrator.ts';
import { run, runOrFail } from '../run.ts';
import { MAVEN_COPY, MAVEN_UNPACK } from './packages.ts';
import { MAVEN, requireTool } from './tools.ts';

interface Fetching {
  artifact: string;
  scratch: string;
  output: string;
  /** Provides a Java runtime for a Maven that finds none. */
  java: () => Promise<string>;
}

interface Unpacking extends Fetching {
  /** Patterns of the files that are wanted. */
  only?: string;
}

const LONGEST_MS = 40 * 60_000;

/** Maven fetches what its local repository lacks, and unpacks it with the rights of the files. */
export function unpackArtifact({ only, ...fetching }: Unpacking, narrator: Narrator): Promise<void> {
  return runMaven(MAVEN_UNPACK, fetching, {
    narrator,
    more: only === undefined ? [] : [`-Dmdep.unpack.includes=${only}`],
  });
}

/** The same, and puts the file itself into the directory. */
export function copyArtifact(fetching: Fetching, narrator: Narrator): Promise<void> {
  return runMaven(MAVEN_COPY, fetching, { narrator, more: [] });
}

async function runMaven(
  goal: string,
  { artifact, scratch, output, java }: Fetching,
  { narrator, more }: { narrator: Narrator; more: string[] },
): Promise<void> {
  const env = await javaFor(java);
  const maven = await requireTool(MAVEN, narrator, env);
  const args = ['-q', '-B', goal, `-Dartifact=${artifact}`, `-DoutputDirectory=${output}`, ...more];
  // It leaves marker files in the working directory.
  await runOrFail(maven, args, { cwd: scratch, env, timeoutMs: LONGEST_MS });
}

async function javaFor(home: Fetching['java']): Promise<NodeJS.ProcessEnv> {
  if (process.env.JAVA_HOME !== undefined || (await run('java', ['-version'])).code === 0) return process.env;
  return { ...process.env, JAVA_HOME: await home() };
}
