import { createHash } from 'node:crypto';
import { realpathSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Cluster } from '../cluster.ts';
import { ask, dig } from '../http.ts';
import { loopback } from '../ports.ts';
import { readCamunda, untestedNotice, type CamundaHome } from '../software/camunda-home.ts';
import { javaForCamunda } from '../software/java.ts';
import type { Launch } from './component.ts';

interface Program {
  name: 'broker' | 'operate' | 'tasklist' | 'restore';
  mainClass: string;
  env: Record<string, string>;
  args?: readonly string[];
}

/** For a quick start and a small footprint rather than for speed later. */
const QUICK_START = [
  '-Xms128m',
  '-Xmx512m',
  '-XX:+UseSerialGC',
  '-XX:TieredStopAtLevel=1',
  '-XX:-UsePerfData',
];

/**
 * The distribution that the person brought; before anything is fetched or stopped for it.
 * @throws ClusterProblem when there is none, or it is not whole
 */
export function requireCamunda({ own, narrator }: Cluster): CamundaHome {
  const camunda = readCamunda(own.camunda);
  const notice = untestedNotice(camunda);
  if (notice !== null) narrator.say(notice);
  return camunda;
}

/** Broker, Operate, Tasklist and the restore program are main classes of one distribution. */
export function installJavaFor({ at, narrator }: Cluster): Promise<string> {
  return javaForCamunda(at.software, narrator);
}

/**
 * Not by the start scripts of the distribution. They point `app.home` at the distribution, and then the programs of
 * all clusters write one log file there; and they put its `config` directory on the class path, which rules out the
 * archive of loaded classes.
 */
export async function launchProgram(
  { name, mainClass, env, args = [] }: Program,
  { at, own, narrator }: Cluster,
): Promise<Launch> {
  const { home } = readCamunda(own.camunda);
  const scratch = await emptyDirectory(join(at.dir, 'tmp', name));
  const config = join(home, 'config');
  const properties = {
    'app.name': name,
    'app.home': scratch,
    basedir: home,
    'java.io.tmpdir': scratch,
    'file.encoding': 'UTF-8',
    'log4j2.configurationFile': join(config, 'log4j2.xml'),
    'logging.config': join(config, 'log4j2.xml'),
    'spring.config.additional-location': `file:${config}/`,
  };
  return {
    command: await javaForCamunda(at.software, narrator),
    args: [
      ...QUICK_START,
      '-XX:+ExitOnOutOfMemoryError',
      ...(await classArchive(name, classArchives(at.software, home))),
      ...Object.entries(properties).map(([key, value]) => `-D${key}=${value}`),
      '-classpath',
      join(home, 'lib', '*'),
      mainClass,
      ...args,
    ],
    cwd: at.dir,
    env,
  };
}

/** In the cache and not in the distribution, which may be read-only; apart for each, since classes of one fit no other. */
function classArchives(cache: string, home: string): string {
  const key = createHash('sha256').update(realpathSync(home)).digest('hex').slice(0, 12);
  return join(cache, `camunda-classes-${key}`);
}

/**
 * Java writes the classes that a program has loaded to this file when it first ends in order, and later starts take a
 * quarter of the processor time (7 instead of 26 seconds). A file that does not fit is ignored and written again.
 */
async function classArchive(name: string, directory: string): Promise<string[]> {
  await mkdir(directory, { recursive: true });
  const file = join(directory, `${name}.jsa`);
  // It would warn about each of some hundred classes that cannot be kept.
  return ['-XX:+AutoCreateSharedArchive', `-XX:SharedArchiveFile=${file}`, '-Xlog:cds=error'];
}

/** Native libraries are unpacked there at each start and stay when a process is killed. */
async function emptyDirectory(path: string): Promise<string> {
  await rm(path, { recursive: true, force: true });
  await mkdir(path, { recursive: true });
  return path;
}

export async function versionAt(managementPort: number): Promise<string | null> {
  const version = dig((await ask(`${loopback(managementPort)}/actuator/info`))?.body, 'build', 'version');
  return typeof version === 'string' ? version : null;
}
