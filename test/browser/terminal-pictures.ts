import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launchBrowser } from '../support/chromium.ts';
import { screenAsPage, Terminal } from '../support/terminal.ts';
import { World } from '../support/world.ts';

// Pictures of the command line for the documentation: a real terminal, a real Holdfast, a simulated cluster.
// The picture of `npm start` needs the port 8080.
//   npm run pictures:terminal [-- directory]

const DIRECTORY = process.argv[2] ?? join('docs', 'images');
const HOLDFAST = `holdfast() { "${process.execPath}" dist/apps/cli/src/main.js "$@"; }; clear`;

const world = await World.create(['demo'], {
  config: { http: { port: 0 } },
  more: () => ({
    schedules: [{ name: 'nightly', cron: '0 2 * * *', timezone: 'Europe/Berlin' }],
    retention: { keepLast: 2, keepDaily: 7, minComplete: 1 },
  }),
});
await world.patch('demo', {
  zeebe: { partitionDurationMs: 1_500, partitionStaggerMs: 400 },
  operate: { partDurationMs: 500 },
  tasklist: { partDurationMs: 350 },
  optimize: { partDurationMs: 700 },
  elasticsearch: { snapshotDurationMs: 2_500 },
});
const browser = await launchBrowser();
await takeNpmStart();
await takeStatus();
const terminal = new Terminal(
  { columns: 108, rows: 52 },
  { HOLDFAST_URL: world.address, TERM: 'xterm-256color' },
);

async function take(name: string): Promise<void> {
  await picture(`terminal-${name}.png`, terminal.screen());
}

async function picture(file: string, screen: string): Promise<void> {
  const page = await browser.newPage({ viewport: { width: 1_400, height: 900 } });
  await page.setContent(screenAsPage(screen));
  await page.locator('body').screenshot({ path: join(DIRECTORY, file) });
  await page.close();
  process.stdout.write(`${file}\n`);
}

/** The first start in a new clone. Published pictures must not show where that is on a real machine. */
async function takeNpmStart(): Promise<void> {
  const state = mkdtempSync(join(tmpdir(), 'holdfast-'));
  const first = new Terminal({ columns: 140, rows: 40 }, { HOLDFAST_STATE: state, TERM: 'xterm-256color' });
  try {
    first.type('clear');
    first.type('npm start');
    const screen = await first.shows(/Holdfast is running\./, 120);
    await picture('npm-start.png', screen.trimEnd().replaceAll(state, '~/holdfast/.holdfast'));
    first.press('C-c');
    await first.shows(/\n\$ *$/, 60);
  } finally {
    first.close();
    rmSync(state, { recursive: true, force: true });
  }
}

/** The smallest usual terminal, with an alert and a run. */
async function takeStatus(): Promise<void> {
  await world.fault('demo', { kind: 'zeebePartitionFails', partitionId: 2 });
  const failed = await world.api.start('demo');
  await world.api.done('demo', failed.body.backupId);
  await world.clearFaults('demo');
  const small = new Terminal(
    { columns: 80, rows: 24 },
    { HOLDFAST_URL: world.address, TERM: 'xterm-256color' },
  );
  try {
    small.type(HOLDFAST);
    small.type('holdfast status --watch');
    await small.shows(/1 critical/, 60);
    const { body } = await world.api.start('demo');
    await small.shows(/[1-9] of \d+/, 60);
    await picture('terminal-status.png', small.screen());
    small.press('C-c');
    await small.shows(/\^C/, 60);
    await world.api.done('demo', body.backupId);
  } finally {
    small.close();
  }
}

async function run(line: string, ended: RegExp): Promise<void> {
  terminal.type('clear');
  terminal.type(line);
  await terminal.shows(ended, 60);
}

try {
  mkdirSync(DIRECTORY, { recursive: true });
  terminal.type(HOLDFAST);
  await run('holdfast backup create demo --wait --label why=upgrade', /✓ pause-exporting/);
  await take('create-running');
  await terminal.shows(/completed in/, 60);
  await take('create');
  const failing = { kind: 'zeebePartitionFails', partitionId: 2 } as const;
  await world.fault('demo', failing);
  await run('holdfast backup create demo --wait', /failed in/);
  await take('create-failed');
  await world.clearFaults('demo');
  const { body } = await world.api.start('demo');
  await world.api.done('demo', body.backupId);
  await world.api.post(`/api/v1/clusters/demo/backups/${body.backupId}/verify`);
  await world.api.post(`/api/v1/clusters/demo/backups/${body.backupId}/keep`);
  await run('holdfast backup list demo', /kept[^]*\n\$$/);
  await take('list');
  // The alert of the failed one goes at the next look.
  await run('until holdfast alerts | grep -q "No alert"; do sleep 1; done; echo settled', /\nsettled/);
  await run('holdfast doctor', /alerts:[^]*\n\$$/);
  await take('doctor');
  await run('holdfast retention preview demo', /would be deleted|nothing/);
  await take('retention');
} finally {
  terminal.close();
  await browser.close();
  await world.close();
}
