import type { Narrator } from '../narrator.ts';
import { run, runOrFail } from '../run.ts';
import { MAVEN_UNPACK } from './packages.ts';
import { MAVEN, requireTool } from './tools.ts';

interface Unpacking {
  artifact: string;
  scratch: string;
  output: string;
  /** Patterns of the files that are wanted. */
  only?: string;
  /** Provides a Java runtime for a Maven that finds none. */
  java: () => Promise<string>;
}

const LONGEST_MS = 40 * 60_000;

/** Maven fetches what its local repository lacks, and unpacks it with the rights of the files. */
export async function unpackArtifact(unpacking: Unpacking, narrator: Narrator): Promise<void> {
  const env = await javaFor(unpacking.java);
  const maven = await requireTool(MAVEN, narrator, env);
  const args = [
    '-q',
    '-B',
    MAVEN_UNPACK,
    `-Dartifact=${unpacking.artifact}`,
    `-DoutputDirectory=${unpacking.output}`,
  ];
  if (unpacking.only) args.push(`-Dmdep.unpack.includes=${unpacking.only}`);
  // It leaves marker files in the working directory.
  await runOrFail(maven, args, { cwd: unpacking.scratch, env, timeoutMs: LONGEST_MS });
}

async function javaFor(home: Unpacking['java']): Promise<NodeJS.ProcessEnv> {
  if (process.env.JAVA_HOME !== undefined || (await run('java', ['-version'])).code === 0) return process.env;
  return { ...process.env, JAVA_HOME: await home() };
}
