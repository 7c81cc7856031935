import { loadConfig } from './config/load-config.ts';
import { startSimulator } from './start-simulator.ts';

/** A wrong configuration is said in words and not in a stack. */
function giveUp(error: unknown): never {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}

async function main(): Promise<void> {
  const simulator = await startSimulator(loadConfig(process.argv.slice(2), process.env));
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => {
      simulator.close().then(() => process.exit(0), giveUp);
    });
  }
  // Whoever started the process waits for this line.
  const { controlUrl, clusters } = simulator;
  process.stdout.write(`${JSON.stringify({ ready: true, controlUrl, clusters })}\n`);
}

main().catch(giveUp);
