import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { WORKERS } from '../support/holdfast.ts';
import { World } from '../support/world.ts';

/** Packages and folders of which a worker uses nothing. */
const NOT_FOR_WORKERS = [
  ...['@nestjs/swagger', 'swagger-ui-dist', 'es-toolkit', 'js-yaml', '@bull-board', 'multer', 'busboy'],
  ...['helmet', 'express-rate-limit', 'openid-client', 'nodemailer', 'tar-stream'],
  ...['@opentelemetry/sdk-trace-node', '@opentelemetry/exporter-trace-otlp-http', '@opentelemetry/resources'],
  ...['@kubernetes/client-node', '@aws-sdk', '@smithy', '@elastic'],
].map((name) => `/node_modules/${name}/`);
const API = '/libs/contracts/src/routes/';
/** Of one process, without those of Node itself. 1,917 and 226 on 29 November 2026. */
const MOST_OF_WORKER = 2_000;
const MOST_OF_HELP = 240;

const folder = mkdtempSync(join(tmpdir(), 'holdfast-loaded-'));
const hook = pathToFileURL(resolve('test/support/loaded-modules.mjs')).href;
const watched = { LOADED_MODULES: folder, NODE_OPTIONS: `--import ${hook}` };

function loadedBy(pid: number | string): string[] {
  const lines = readFileSync(join(folder, `${pid}`), 'utf8').split('\n');
  return lines.filter((line) => line.startsWith('file:'));
}

let world: World;
beforeAll(async () => {
  world = await World.create(['a'], { standalone: false, environment: watched });
});
afterAll(async () => {
  await world.close();
  rmSync(folder, { recursive: true });
});

describe('a worker', () => {
  it.each(WORKERS)('loads nothing that only a coordinator needs: %s', async (app) => {
    await world.holdfast.start(app);
    const loaded = loadedBy(world.holdfast.pid(app) ?? 0);
    expect(loaded.some((url) => url.includes('/node_modules/bullmq/'))).toBe(true);
    expect(loaded.filter((url) => [...NOT_FOR_WORKERS, API].some((name) => url.includes(name)))).toEqual([]);
    expect(loaded.length).toBeLessThan(MOST_OF_WORKER);
    await world.holdfast.stop(app);
  });

  it('gives back the memory of its start', async () => {
    const app = 'worker-records';
    await world.holdfast.start(app);
    // V8 names so a collection that a program asked for.
    expect(world.holdfast.log(app)).toMatch(/Mark-Compact \(reduce\) .* testing/);
    await world.holdfast.stop(app);
  });
});

describe('the command line', () => {
  it.each([
    ['help', 0],
    ['--version', 0],
    ['backup create --nope', 2],
  ])('loads neither schemas nor client for `holdfast %s`', (words, status) => {
    const before = new Set(readdirSync(folder));
    const ended = spawnSync(process.execPath, ['dist/apps/cli/src/main.js', ...words.split(' ')], {
      env: { ...process.env, ...watched },
      stdio: 'ignore',
    });
    expect(ended.status).toBe(status);
    const loaded = readdirSync(folder)
      .filter((file) => !before.has(file))
      .flatMap(loadedBy);
    expect(loaded.some((url) => url.includes('/apps/cli/src/program.js'))).toBe(true);
    expect(
      loaded.filter((url) => /node_modules\/(zod|yaml|log-update)\/|apps\/cli\/src\/api\/http\.js/.test(url)),
    ).toEqual([]);
    expect(loaded.length).toBeLessThan(MOST_OF_HELP);
  });
});
