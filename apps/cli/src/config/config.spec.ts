import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { call } from '../cli.spec-support.ts';
import type { Value } from './explain.ts';

const FILE = `
clusters:
  - name: prod
    version: "8.6"
    pauseBudget: 20m
    zeebe: { management: http://gw:9600 }
    records: { engine: elasticsearch, url: "http://erika:hunter2hunter2@es:9200", repository: camunda }
bullBoard: { password: "\${BOARD_PASSWORD}" }
`;

let folder: string;
let file: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'holdfast-config-'));
  file = join(folder, 'holdfast.yaml');
  writeFileSync(file, FILE);
  process.env.BOARD_PASSWORD = 'very-secret-password';
  process.env.HOLDFAST_REDIS_URL = 'redis://elsewhere:6379';
});
afterAll(() => {
  rmSync(folder, { recursive: true });
  delete process.env.BOARD_PASSWORD;
  delete process.env.HOLDFAST_REDIS_URL;
});

describe('config validate', () => {
  it('says that a file can be used, and starts nothing', async () => {
    expect(await call(`config validate ${file}`)).toEqual({
      ...{ code: 0, err: '' },
      out: `${file} can be used: 1 cluster (prod).\n`,
    });
  });

  it('names every problem with its key and its remedy, and ends with 2', async () => {
    const wrong = join(folder, 'wrong.yaml');
    writeFileSync(wrong, FILE.replace('20m', '15').replace('name: prod', 'name: Prod!'));
    const { code, out } = await call(`config validate ${wrong} -o json`);
    const { ok, problems } = JSON.parse(out) as { ok: boolean; problems: string[] };
    expect([code, ok, problems.length]).toEqual([2, false, 2]);
    expect(problems.join('\n')).toContain('write for example 15s or 15m');
  });

  it('of no file says so', async () => {
    expect((await call(`config validate ${folder}/none.yaml`)).err).toContain('cannot be read (ENOENT)');
  });
});

describe('config explain', () => {
  it('gives each value and where it comes from, and no secret', async () => {
    const { code, out } = await call(`config explain ${file} -o json`);
    const { items } = JSON.parse(out) as { items: Value[] };
    const found = (key: string) => items.find((item) => item.key === key);
    expect(code).toBe(0);
    expect(found('clusters[0].pauseBudget')).toEqual({
      ...{ key: 'clusters[0].pauseBudget', value: 1_200_000, source: 'file' },
    });
    expect(found('http.port')).toMatchObject({ value: 8080, source: 'default' });
    expect(found('redis.url')).toMatchObject({ value: '[secret]', source: 'environment' });
    expect(found('bullBoard.password')).toMatchObject({ value: '[secret]', source: 'variable' });
    for (const secret of ['hunter2hunter2', 'very-secret-password']) expect(out).not.toContain(secret);
    expect((await call(`config explain ${file}`)).out).toMatch(/clusters\[0\]\.pauseBudget +1200000 +file/);
  });
});
