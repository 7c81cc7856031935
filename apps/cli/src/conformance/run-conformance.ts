import { ConfigError, environment, loadConfig, redact, secretsIn, type HoldfastConfig } from '#config';
import { plainLine } from '#domain';
import { EXIT } from '../exit-codes.ts';
import type { Context } from '../session.ts';
import { checkCluster, type Outcome } from './check-cluster.ts';
import { onInterruption } from './interruption.ts';
import { NewFile } from './new-file.ts';
import { parseRecording, secretsOfHeader, withoutSecrets, type Recording } from './recording.ts';
import { renderReport } from './render-report.ts';

type Shown = Pick<Context, 'printer' | 'say' | 'streams'>;

/**
 * Checks the named cluster of the configuration, prints the report, and writes the recording where one is wanted.
 * @returns the exit code
 */
export async function runConformance(
  name: string,
  record: string | undefined,
  context: Shown,
): Promise<number> {
  const { say } = context;
  let config: HoldfastConfig;
  try {
    config = loadConfig(environment());
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    say(error.message);
    return EXIT.usage;
  }
  const cluster = config.clusters.find((each) => each.name === name);
  if (cluster === undefined) {
    say(`No cluster "${name}" is configured. Known: ${config.clusters.map((each) => each.name).join(', ')}.`);
    return EXIT.notFound;
  }
  // Before anything is called: no recording is lost because of its path.
  const file = record === undefined ? null : await NewFile.create(record);
  if (file !== null && 'problem' in file) {
    say(file.problem);
    return EXIT.usage;
  }
  const secrets = secretsIn(config);
  const interruption = onInterruption(context);
  try {
    const around = { say: (line: string) => say(plainLine(redact(line, secrets))), ...interruption };
    return await show(await checkCluster(config, cluster, around), secrets, { file, context });
  } finally {
    await file?.discard();
  }
}

/** The report does not depend on the file: it is shown also where the recording cannot be kept. */
async function show(
  { recording, isWhole, code, presented }: Outcome,
  secrets: readonly string[],
  { file, context: { printer, say } }: { file: NewFile | null; context: Shown },
): Promise<number> {
  if (recording === null) return code;
  // The longest first: a shorter one may be a part of it.
  const all = [...secrets, ...presented.flatMap(secretsOfHeader)].sort((a, b) => b.length - a.length);
  const shown = withoutSecrets(recording, all);
  // Before it is printed: the reader of standard output may be gone, which ends the program.
  const problem = file === null ? null : await keep(shown, isWhole, file);
  printer.print(shown.report, () => renderReport(shown.report));
  if (file === null) return code;
  if (problem === null) {
    say(
      `${file.path} has every answer, and no known secret. Read it before you give it away: it names hosts.`,
    );
    return code;
  }
  say(`The recording was NOT written to ${file.path}: ${plainLine(problem)}.`);
  return code === EXIT.ok ? EXIT.failed : code;
}

/** @returns why the recording is not kept; null when it is */
async function keep(recording: Recording, isWhole: boolean, file: NewFile): Promise<string | null> {
  if (!isWhole)
    return 'the answers are more than 32 MiB, or more than 20,000, which is more than replay reads';
  const text = `${JSON.stringify(recording, null, 2)}\n`;
  const parsed = parseRecording(text);
  if ('problems' in parsed) return `replay would not read it: ${parsed.problems.join('; ')}`;
  return file.write(text);
}
