import { loadConfig } from './config/load-config.ts';
import { startSimulator } from './start-simulator.ts';

/** A wrong configuration gives a message and not a stack trace. */
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

/** The parent process waits for this, as a line or as a message. */
function announce(message: Record<string, unknown>): void {
  process.stdout.write(`${JSON.stringify(message)}\n`);
  if (!process.send) return;
  process.send(message);
  // The parent is gone: do not keep the ports.
  process.on('disconnect', () => process.kill(process.pid, 'SIGTERM'));
}

main().catch(giveUp);
