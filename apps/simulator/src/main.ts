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
  const { controlUrl, clusters } = simulator;
  announce({ ready: true, controlUrl, clusters });
}

/** Whoever started the process waits for this, as a line or as a message. */
function announce(message: Record<string, unknown>): void {
  process.stdout.write(`${JSON.stringify(message)}\n`);
  if (!process.send) return;
  process.send(message);
  // Nobody watches us any more: do not keep the ports.
  process.on('disconnect', () => process.kill(process.pid, 'SIGTERM'));
}

main().catch(giveUp);
