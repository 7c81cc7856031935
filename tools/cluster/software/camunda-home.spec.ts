import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { readCamunda, untestedNotice } from './camunda-home.ts';

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'holdfast-camunda-'));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

/** A made-up distribution: empty files with the names that are looked for. */
function put(...files: string[]): void {
  for (const file of files) {
    mkdirSync(join(home, file, '..'), { recursive: true });
    writeFileSync(join(home, file), '');
  }
}

describe('the distribution of CAMUNDA_HOME', () => {
  it('has the version that its jar is named after', () => {
    put('lib/camunda-zeebe-8.6.0.jar', 'lib/netty-4.1.113.jar', 'config/log4j2.xml');
    const camunda = readCamunda(home);
    expect(camunda).toEqual({ home, version: '8.6.0' });
    expect(untestedNotice(camunda)).toBeNull();
  });

  it('may be of another version, and then a line names both', () => {
    put('lib/camunda-zeebe-8.7.3-rc1.jar', 'config/log4j2.xml');
    expect(untestedNotice(readCamunda(home))).toContain(
      `${home} is Camunda 8.7.3-rc1; these commands were tested with 8.6.0 only`,
    );
  });

  it('is asked for by its variable, with the licence and the way without it', () => {
    expect(() => readCamunda(null)).toThrow(
      /set CAMUNDA_HOME .*\n.*fetches none.*licence is yours to read and accept\.\n"up --only es,s3" starts the two stores/,
    );
  });

  it('is missed by name where the folder does not exist', () => {
    expect(() => readCamunda(join(home, 'gone'))).toThrow(
      `CAMUNDA_HOME is ${join(home, 'gone')}, which does not exist.`,
    );
  });

  it('is not whole without its jar, its logging, or both', () => {
    expect(() => readCamunda(home)).toThrow(
      `CAMUNDA_HOME is ${home}, which is not an unpacked distribution of Camunda 8. It lacks lib/camunda-zeebe-<version>.jar and config/log4j2.xml.`,
    );
    put('lib/camunda-zeebe-8.6.0.jar');
    expect(() => readCamunda(home)).toThrow('It lacks config/log4j2.xml.');
  });

  it('is not two versions at once', () => {
    put('lib/camunda-zeebe-8.6.0.jar', 'lib/camunda-zeebe-8.6.5.jar', 'config/log4j2.xml');
    expect(() => readCamunda(home)).toThrow('mixes the versions 8.6.0, 8.6.5');
  });
});
