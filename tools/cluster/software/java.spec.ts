import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Narrator } from '../narrator.ts';
import { javaForCamunda, majorVersion } from './java.ts';
import { JAVA } from './packages.ts';

let base: string;
beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'holdfast-java-'));
});
afterEach(() => rmSync(base, { recursive: true, force: true }));

/** A made-up Java that only tells its version, as Java does on the error stream. */
function javaIn(home: string, version: string): string {
  const program = join(base, home, 'bin', 'java');
  mkdirSync(join(program, '..'), { recursive: true });
  writeFileSync(program, `#!/bin/sh\necho 'openjdk version "${version}" 2024-10-15' >&2\n`);
  chmodSync(program, 0o755);
  return program;
}

const chosen = (env: { JAVA_HOME?: string; PATH: string }) =>
  javaForCamunda(join(base, 'cache'), new Narrator({ write: () => true }), env);

describe('the Java that runs Camunda', () => {
  const nowhere = '/holdfast-nowhere';

  it('is that of JAVA_HOME, when it is new enough', async () => {
    const program = javaIn('own', '21.0.8');
    javaIn('other', '25');
    expect(await chosen({ JAVA_HOME: join(base, 'own'), PATH: join(base, 'other', 'bin') })).toBe(program);
  });

  it('is the one on the PATH, when JAVA_HOME is too old or not set', async () => {
    javaIn('old', '17.0.13');
    javaIn('new', '25');
    const PATH = `${join(base, 'new', 'bin')}:/bin`;
    expect(await chosen({ JAVA_HOME: join(base, 'old'), PATH })).toBe('java');
    expect(await chosen({ PATH })).toBe('java');
  });

  it('is the installed one, when every other is too old, or there is none', async () => {
    javaIn('old', '17.0.13');
    const installed = javaIn(join('cache', `java-${JAVA.version}`), '21.0.8');
    expect(await chosen({ JAVA_HOME: join(base, 'old'), PATH: nowhere })).toBe(installed);
    expect(await chosen({ PATH: nowhere })).toBe(installed);
  });

  it.each([
    ['openjdk version "21.0.8" 2025-07-15 LTS', 21],
    ['openjdk version "25" 2025-09-16', 25],
    ['java version "1.8.0_402"', 8],
    ['no such file', 0],
  ])('has the major version that it tells: %s', (output, major) => {
    expect(majorVersion(output)).toBe(major);
  });
});
