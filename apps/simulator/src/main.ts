import { loadConfig } from './config/load-config.ts';
import { startSimulator } from './start-simulator.ts';

const simulator = await startSimulator(loadConfig(process.argv.slice(2), process.env)).catch(
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  },
);

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, () => {
    simulator.close().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  });
}

// Whoever started the process waits for this line.
const { controlUrl, clusters } = simulator;
const announcement = { ready: true, controlUrl, clusters };
process.stdout.write(`${JSON.stringify(announcement)}\n`);
if (process.send) {
  process.send(announcement);
  // Nobody watches us any more: do not keep the ports.
  process.on('disconnect', () => process.kill(process.pid, 'SIGTERM'));
}
