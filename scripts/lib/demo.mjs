import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { nodeBinary, ROOT, say, STATE } from './environment.mjs';
import { ready, startApp, stop } from './children.mjs';
import { privateDirectory } from './private-files.mjs';

const DIRECTORY = join(STATE, 'demo');

/**
 * A simulated cluster that keeps its state between starts, and a configuration that points to it.
 * @returns {{ config: string, password: string, controlUrl: string }}
 */
export async function prepareDemo(cleanups) {
  privateDirectory(DIRECTORY);
  const options = {
    stateFile: join(DIRECTORY, 'simulator.json'),
    effectLog: join(DIRECTORY, 'effects.jsonl'),
    clusters: { demo: {} },
  };
  const env = { SIMULATOR_CONFIG: JSON.stringify(options) };
  const simulator = startApp('simulator', { env, log: join(STATE, 'logs', 'simulator.log') });
  cleanups.push(() => stop(simulator));
  const { controlUrl, clusters } = await ready(simulator).catch((error) => {
    throw new Error(
      `The simulator did not start: it ${error.message}. See ${join(STATE, 'logs', 'simulator.log')}.`,
    );
  });
  const password = bullBoardPassword();
  const config = join(DIRECTORY, 'holdfast.yaml');
  writeFileSync(config, configuration(clusters.demo, password, controlUrl), { mode: 0o600 });
  say(`Demo        no HOLDFAST_CONFIG is set: backing up a simulated cluster (${config})`);
  return { config, password, controlUrl };
}

/** Kept between starts, so that an open Bull Board keeps working. */
function bullBoardPassword() {
  const file = join(DIRECTORY, 'bull-board-password');
  if (existsSync(file)) return readFileSync(file, 'utf8');
  const password = randomBytes(9).toString('base64url');
  writeFileSync(file, password, { mode: 0o600 });
  return password;
}

/** What an operator would write to stop and start a cluster; here they drive the simulated one. */
function restoreCommands(controlUrl) {
  const client = join(ROOT, 'dist', 'apps', 'simulator', 'src', 'control.main.js');
  const command = (words) => JSON.stringify(`"${nodeBinary()}" "${client}" ${controlUrl} demo ${words}`);
  return `
      stop: ${command('stopCamunda')}
      start: ${command('startCamunda')}
      wipeBroker: ${command('wipeBroker broker=$HOLDFAST_BROKER')}
      restoreBroker: ${command('restoreBroker broker=$HOLDFAST_BROKER backupId=$HOLDFAST_BACKUP_ID')}
      directory: ${JSON.stringify(join(DIRECTORY, 'control'))}`;
}

function configuration(urls, password, controlUrl) {
  const port = process.env.HOLDFAST_PORT ?? '8080';
  return `# Written by \`npm start\`. Copy it, change the addresses, and point HOLDFAST_CONFIG to the copy.
http: { host: 127.0.0.1, port: ${port} }
bullBoard: { password: "${password}" }
clusters:
  - name: demo
    version: "8.6"
    zeebe: { management: ${urls.zeebe}, brokers: [${urls.brokers.join(', ')}] }
    operate: { management: ${urls.operate} }
    tasklist: { management: ${urls.tasklist} }
    optimize: { management: ${urls.optimize} }
    records: { engine: elasticsearch, url: ${urls.elasticsearch}, repository: camunda, indexPrefix: zeebe-record }
    pauseBudget: 5m
    schedules:
      - { name: hourly, cron: "0 * * * *", timezone: UTC, jitter: 1m, pauseAfterFailures: 3 }
    retention: { keepLast: 3, keepHourly: 6, keepDaily: 7, minComplete: 2 }
    restore:
      control: commands
      commands:${restoreCommands(controlUrl).replaceAll('\n', '\n  ')}
`;
}
