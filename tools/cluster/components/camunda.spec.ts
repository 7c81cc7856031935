import { once } from 'node:events';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openCluster, rememberStarted, startedComponents, type Cluster } from '../cluster.ts';
import { restoreBroker } from '../commands/restore-broker.ts';
import { up } from '../commands/up.ts';
import { locate } from '../locations.ts';
import { Narrator } from '../narrator.ts';
import { CATALOG } from './catalog.ts';
import type { Launch } from './component.ts';
import { launch } from './launch.ts';
import { COMPONENT_NAMES } from './names.ts';
import { prepareRestore } from './restore.ts';

let base: string;
let lines: string[];
let javaHome: string | undefined;

/** A made-up distribution, and a made-up Java that writes down what it is called with. */
beforeEach(() => {
  base = realpathSync(mkdtempSync(join(tmpdir(), 'holdfast-own-')));
  lines = [];
  for (const folder of ['cluster/logs', 'java/bin']) mkdirSync(join(base, folder), { recursive: true });
  distribution('camunda', '8.6.0');
  const java = join(base, 'java', 'bin', 'java');
  const script = [
    '#!/bin/sh',
    `[ "$1" = -version ] && { echo 'openjdk version "21.0.8"' >&2; exit; }`,
    `printf '%s\\n' "$@" > '${join(base, 'called')}'`,
    '',
  ];
  writeFileSync(java, script.join('\n'));
  chmodSync(java, 0o755);
  javaHome = process.env.JAVA_HOME;
  process.env.JAVA_HOME = join(base, 'java');
});
afterEach(() => {
  if (javaHome === undefined) delete process.env.JAVA_HOME;
  else process.env.JAVA_HOME = javaHome;
  rmSync(base, { recursive: true, force: true });
});

function distribution(name: string, version: string): void {
  for (const folder of ['lib', 'config']) mkdirSync(join(base, name, folder), { recursive: true });
  writeFileSync(join(base, name, 'lib', `camunda-zeebe-${version}.jar`), '');
  writeFileSync(join(base, name, 'config', 'log4j2.xml'), '');
}

function clusterWith(camunda: string | null): Cluster {
  const around = { root: false, home: base, cache: join(base, 'cache'), xdgCache: undefined };
  const own = {
    camunda: camunda === null ? null : join(base, camunda),
    elasticsearch: null,
    opensearch: null,
  };
  const narrator = new Narrator({ write: (text: string) => lines.push(text) });
  return openCluster(locate(base, join(base, 'cluster'), around), { portBase: 20_000, own }, narrator);
}

/** Starts it, and answers with the words that Java was called with. */
async function called(
  name: (typeof COMPONENT_NAMES)[number] | 'restore',
  prepared: Launch,
): Promise<string[]> {
  const child = await launch(name, prepared, { cluster: clusterWith('camunda'), detached: false });
  // A busy machine may have let it end before it is waited for.
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  return readFileSync(join(base, 'called'), 'utf8').trimEnd().split('\n');
}

describe('a Camunda of your own', () => {
  it.each([
    ['broker', 'io.camunda.application.StandaloneBroker'],
    ['operate', 'io.camunda.application.StandaloneOperate'],
    ['tasklist', 'io.camunda.application.StandaloneTasklist'],
  ] as const)('is what the %s is started from', async (name, mainClass) => {
    const words = await called(name, await CATALOG[name].prepare(clusterWith('camunda')));
    const home = join(base, 'camunda');
    expect(words.slice(-3)).toEqual(['-classpath', join(home, 'lib', '*'), mainClass]);
    expect(words).toContain(`-Dspring.config.additional-location=file:${home}/config/`);
  });

  it('is what the restore program is started from', async () => {
    const words = await called('restore', await prepareRestore(7, clusterWith('camunda')));
    expect(words.slice(-3)).toEqual([
      join(base, 'camunda', 'lib', '*'),
      'io.camunda.zeebe.restore.RestoreApp',
      '--backupId=7',
    ]);
  });

  it('has an archive of loaded classes in the cache, apart from that of any other distribution', async () => {
    distribution('other', '8.6.0');
    const archiveOf = async (camunda: string) => {
      const { args } = await CATALOG.broker.prepare(clusterWith(camunda));
      return args.find((word) => word.startsWith('-XX:SharedArchiveFile='));
    };
    expect(await archiveOf('camunda')).toMatch(/=.*\/cache\/camunda-classes-[0-9a-f]{12}\/broker\.jsa$/);
    expect(await archiveOf('other')).not.toBe(await archiveOf('camunda'));
  });

  it('is asked for before anything is made, fetched or started', async () => {
    rmSync(join(base, 'cluster'), { recursive: true });
    const cluster = clusterWith(null);
    for (const names of [COMPONENT_NAMES, ['broker'], ['operate'], ['tasklist']] as const) {
      await expect(up(names, cluster, { timeoutSeconds: 1, secured: false })).rejects.toThrow(
        /set CAMUNDA_HOME[^]*"up --only es,s3"/,
      );
    }
    await expect(restoreBroker(7, cluster)).rejects.toThrow('set CAMUNDA_HOME');
    expect(existsSync(join(base, 'cluster'))).toBe(false);
    expect(existsSync(join(base, 'cache'))).toBe(false);
  });

  it('is refused when the folder is another', async () => {
    mkdirSync(join(base, 'empty'));
    await expect(up(['broker'], clusterWith('empty'), { timeoutSeconds: 1, secured: false })).rejects.toThrow(
      `CAMUNDA_HOME is ${join(base, 'empty')}, which is not an unpacked distribution`,
    );
  });

  it('is not needed by what the cluster remembers of the stores', async () => {
    const cluster = clusterWith(null);
    await rememberStarted(['s3'], cluster);
    await rememberStarted(['es'], cluster);
    expect(startedComponents(cluster.at.dir)).toEqual(['es', 's3']);
  });
});
