import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { World } from '../support/world.ts';

/**
 * Requests made up from our own OpenAPI document, good and bad: no answer is a 5xx that is not documented, has an
 * undocumented status or media type, or a body that is not what the document says. Event streams do not end, and are left
 * to specs of their own.
 */
let world: World;
let directory: string;
let known: number;
beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'holdfast-fuzz-'));
  world = await World.create(['a'], {
    config: { access: { rateLimit: { requestsPerMinute: 1_000_000 } } },
  });
  known = (await world.api.start('a')).body.backupId;
  await world.api.done('a', known);
});
afterAll(async () => {
  await world.close();
  rmSync(directory, { recursive: true });
});

const CHECKS =
  'not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance,response_headers_conformance';

interface Fuzzing {
  phases: string;
  /** Made-up requests for each operation; time would let a busy machine test less. */
  examples: number;
  seed: number;
  /** schemathesis.toml */
  config?: string;
}

function fuzz({
  phases,
  examples,
  seed,
  config = '',
}: Fuzzing): Promise<{ code: number | null; message: string }> {
  writeFileSync(join(directory, 'schemathesis.toml'), config);
  const words = ['run', `${world.address}/api/openapi.json`, '--url', world.address, '--phases', phases];
  const limits = ['-n', String(examples), '--request-timeout', '60', '--seed', String(seed)];
  const more = ['--exclude-path-regex', '/events$', '-c', CHECKS, '--no-shrink', '--continue-on-failure'];
  const env = {
    ...process.env,
    PYTHONPATH: process.env['HOLDFAST_SCHEMATHESIS'] ?? '',
    NO_COLOR: '1',
    COLUMNS: '160',
  };
  const child = spawn('python3', ['-m', 'schemathesis.cli', ...words, ...limits, ...more], {
    ...{ env, cwd: directory },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let message = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (data: Buffer) => (message += data.toString()));
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, message })));
}

/** How many operations and cases there were, so that a run that tested nothing cannot pass. */
function figuresOf(message: string): { operations: number; cases: number } {
  const figure = (pattern: RegExp): number => Number(pattern.exec(message)?.[1] ?? 0);
  return { operations: figure(/Tested: (\d+)/), cases: figure(/(\d+) generated/) };
}

describe('the API, fuzzed from its own document', () => {
  it('answers everything as documented, with any names', async () => {
    const { code, message } = await fuzz({ phases: 'coverage,fuzzing', examples: 8, seed: 20261125 });
    expect(message).not.toMatch(/FAILURES|ERRORS/);
    expect(code).toBe(0);
    const { operations, cases } = figuresOf(message);
    expect(operations).toBeGreaterThanOrEqual(33);
    expect(cases).toBeGreaterThan(1_000);
  });

  it('answers everything as documented for a cluster and a backup that exist', async () => {
    const config = `[parameters]\n"path.cluster" = "a"\n"path.id" = ${known}\n`;
    const { code, message } = await fuzz({ phases: 'fuzzing', examples: 10, seed: 4711, config });
    expect(message).not.toMatch(/FAILURES|ERRORS/);
    expect(code).toBe(0);
    expect(figuresOf(message).cases).toBeGreaterThan(200);
  });

  it('is alive and well after that', async () => {
    await world.api.until('a', known, ({ phase }) => phase === 'done');
    expect((await world.api.call('/health/live')).status).toBe(200);
    expect((await world.api.call('/health/ready')).status).toBe(200);
    expect(world.holdfast.log('standalone')).not.toMatch(/"level":60|Something went wrong/);
    expect(await world.phases('a')).not.toContain('PAUSED');
  });
});
