import { ConfigError, environment, loadConfig } from '#config';
import { parseArguments, USAGE } from './arguments.ts';
import { EXIT, exitCodeOf } from './exit-codes.ts';
import { HoldfastClient, ProblemAnswer } from './holdfast.client.ts';
import { ensureRunning } from './exporting/ensure-running.ts';
import { followRun } from './follow-run.ts';
import { createView } from './run-view.ts';

async function main(): Promise<number> {
  const parsed = parseArguments(process.argv.slice(2), process.env);
  if (parsed.kind === 'usage') {
    process.stderr.write(`${parsed.message}\n\n${USAGE}\n`);
    return EXIT.usage;
  }
  if (parsed.kind === 'ensure-running') return resumeByHand(parsed.clusters);
  const client = new HoldfastClient(parsed.url);
  const view = createView(process.stdout);
  try {
    const start = parsed.attach ? 'startOrAttach' : 'startBackup';
    const run = await client[start](parsed.cluster, parsed.backupId);
    process.on('SIGINT', () => {
      view.leave(
        `Stopped waiting. Backup ${run.backupId} goes on; see ${parsed.url}/api/v1/clusters/${run.cluster}/backups/${run.backupId}`,
      );
      process.exit(EXIT.interrupted);
    });
    return exitCodeOf(await followRun(client, run, view));
  } catch (error) {
    if (error instanceof ProblemAnswer) {
      process.stderr.write(`${error.message}\n`);
      return error.exitCode;
    }
    process.stderr.write(`${(error as Error).message}\n`);
    return EXIT.failed;
  }
}

async function resumeByHand(clusters: readonly string[]): Promise<number> {
  try {
    const config = loadConfig(environment());
    return await ensureRunning(config, clusters, (line) => process.stdout.write(`${line}\n`));
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    process.stderr.write(`${error.message}\n`);
    return EXIT.usage;
  }
}

process.exitCode = await main();
