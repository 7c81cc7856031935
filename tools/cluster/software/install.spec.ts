import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Narrator } from '../narrator.ts';
import { install } from './install.ts';

let base: string;
beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'holdfast-install-'));
});
afterEach(() => rmSync(base, { recursive: true, force: true }));

const silent = new Narrator({ write: () => true });

describe('an installation', () => {
  const installation = (build: (scratch: string) => Promise<string>) => ({
    title: 'Thing',
    target: join(base, 'thing'),
    build,
  });

  async function unpack(scratch: string): Promise<string> {
    const whole = join(scratch, 'whole');
    mkdirSync(whole);
    await new Promise((resolve) => setTimeout(resolve, 20));
    writeFileSync(join(whole, 'program'), 'x');
    return whole;
  }

  it('appears whole under its name, with nothing left next to it', async () => {
    await install(installation(unpack), silent);
    expect(readdirSync(base)).toEqual(['thing']);
    expect(existsSync(join(base, 'thing', 'program'))).toBe(true);
  });

  it('is built once, even if two want it at the same time', async () => {
    let builds = 0;
    const counting = (scratch: string) => {
      builds++;
      return unpack(scratch);
    };
    await Promise.all([install(installation(counting), silent), install(installation(counting), silent)]);
    expect(builds).toBe(1);
  });

  it('leaves no trace when it fails, and works the next time', async () => {
    await expect(
      install(
        installation(() => Promise.reject(new Error('network'))),
        silent,
      ),
    ).rejects.toThrow('network');
    expect(readdirSync(base)).toEqual([]);
    await install(installation(unpack), silent);
    expect(readdirSync(base)).toEqual(['thing']);
  });

  it('sweeps away what an interrupted one left', async () => {
    mkdirSync(join(base, 'thing.partial-abc'));
    await install(installation(unpack), silent);
    expect(readdirSync(base)).toEqual(['thing']);
  });
});
