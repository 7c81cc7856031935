import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { readElasticsearch } from './engine-home.ts';

let base: string;
let home: string;
beforeEach(() => {
  base = realpathSync(mkdtempSync(join(tmpdir(), 'holdfast-es-home-')));
  chmodSync(base, 0o755);
  home = join(base, 'elasticsearch');
});
afterEach(() => rmSync(base, { recursive: true, force: true }));

function program(...path: string[]): void {
  const file = join(base, ...path);
  mkdirSync(join(file, '..'), { recursive: true });
  writeFileSync(file, '#!/bin/sh\n');
  chmodSync(file, 0o755);
}

const server = () => program('elasticsearch', 'bin', 'elasticsearch');
const read = (env: NodeJS.ProcessEnv = {}, root = false) => readElasticsearch(home, env, root);

describe('an Elasticsearch of your own', () => {
  it('runs on the Java that it brings', () => {
    server();
    program('elasticsearch', 'jdk', 'bin', 'java');
    expect(read({ PATH: '/bin' })).toEqual({ home, java: null });
  });

  it('runs on the Java of ES_JAVA_HOME before any other', () => {
    server();
    program('elasticsearch', 'jdk', 'bin', 'java');
    expect(read({ ES_JAVA_HOME: '/opt/java' })).toEqual({ home, java: '/opt/java' });
  });

  it('runs on the Java on the PATH when it brings none, wherever the link leads', () => {
    server();
    program('java-21', 'bin', 'java');
    mkdirSync(join(base, 'links'));
    symlinkSync(join(base, 'java-21', 'bin', 'java'), join(base, 'links', 'java'));
    expect(read({ PATH: `/holdfast-nowhere:${join(base, 'links')}` })).toEqual({
      home,
      java: join(base, 'java-21'),
    });
  });

  it('is refused with the name of the variable, and what is missing', () => {
    expect(() => read()).toThrow(`HOLDFAST_ELASTICSEARCH_HOME is ${home}, which does not exist.`);
    mkdirSync(home);
    expect(() => read()).toThrow(
      `HOLDFAST_ELASTICSEARCH_HOME is ${home}, which is not an unpacked Elasticsearch. It lacks bin/elasticsearch.`,
    );
    server();
    expect(() => read({ PATH: '/holdfast-nowhere' })).toThrow('Set ES_JAVA_HOME, or put java on the PATH.');
  });

  it('must be open to the user that root starts it as', () => {
    server();
    program('elasticsearch', 'jdk', 'bin', 'java');
    expect(read({}, true)).toEqual({ home, java: null });
    chmodSync(base, 0o700);
    expect(() => read({}, true)).toThrow('Elasticsearch does not run as root: let others read that folder');
    expect(read({}, false)).toEqual({ home, java: null });
  });
});
