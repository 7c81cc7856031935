import { CommandsControl } from './commands-control.ts';

// A program: begins one action as Holdfast would, says so, and stays until it is killed.
const [directory = '', command = '', key = ''] = process.argv.slice(2);
const control = new CommandsControl({
  cluster: 'prod',
  commands: { stop: command, start: command, wipeBroker: command, restoreBroker: command, directory },
  timeoutMs: 120_000,
  environment: process.env,
});
await control.begin({ kind: 'stop', brokers: 1 }, key);
process.stdout.write('begun\n');
setInterval(() => undefined, 1000);
