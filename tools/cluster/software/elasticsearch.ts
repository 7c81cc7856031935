import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Narrator } from '../narrator.ts';
import { ClusterProblem } from '../problem.ts';
import { runOrFail } from '../run.ts';
import type { EngineHome } from './engine-home.ts';
import { install } from './install.ts';
import { installJava } from './java.ts';
import { unpackArtifact } from './maven.ts';
import { ELASTICSEARCH } from './packages.ts';

/** The name that the release of the runtime gives to this kind of processor. */
const PROCESSORS: Partial<Record<NodeJS.Architecture, string>> = { x64: 'x64', arm64: 'aarch64' };

/** Installs the server into `cache` unless it is there. */
export async function installElasticsearch(cache: string, narrator: Narrator): Promise<EngineHome> {
  const target = join(cache, `elasticsearch-${ELASTICSEARCH.version}`);
  const build = async (scratch: string) => {
    const output = join(scratch, 'out');
    const only = `*/elasticsearch/**,*/jres/*_${processorName()}_linux_*`;
    await unpackArtifact(
      { artifact: ELASTICSEARCH.artifact, scratch, output, only, java: () => installJava(cache, narrator) },
      narrator,
    );
    return assembleElasticsearch(output, scratch);
  };
  await install(
    {
      title: `Elasticsearch ${ELASTICSEARCH.version} (Elastic License 2.0; Maven, 826 MB to fetch)`,
      target,
      build,
    },
    narrator,
  );
  return { home: join(target, 'home'), java: join(target, 'java') };
}

function processorName(): string {
  const name = PROCESSORS[process.arch];
  if (name) return name;
  throw new ClusterProblem(`There is no Java for Elasticsearch on ${process.arch}; x64 and arm64 are known.`);
}

async function assembleElasticsearch(output: string, scratch: string): Promise<string> {
  const distribution = join(output, await onlyEntry(output));
  const whole = join(scratch, 'whole');
  await mkdir(join(whole, 'java'), { recursive: true });
  await rename(join(distribution, 'elasticsearch'), join(whole, 'home'));
  const jres = join(distribution, 'jres');
  await runOrFail('tar', [
    '-xzf',
    join(jres, await onlyEntry(jres)),
    '-C',
    join(whole, 'java'),
    '--strip-components=1',
  ]);
  await completeElasticsearch(join(whole, 'home'));
  return whole;
}

/** SonarQube starts the server in its own way and leaves the usual start script out. */
async function completeElasticsearch(home: string): Promise<void> {
  const script = [
    '#!/bin/bash',
    'CLI_NAME=server',
    'CLI_LIBS=lib/tools/server-cli',
    'source "$(dirname "$0")"/elasticsearch-cli',
    '',
  ];
  await writeFile(join(home, 'bin', 'elasticsearch'), script.join('\n'), { mode: 0o755 });
  for (const file of await readdir(join(home, 'bin'))) {
    if (/\.(bat|exe|jar)$/.test(file)) await rm(join(home, 'bin', file));
  }
}

async function onlyEntry(directory: string): Promise<string> {
  const [entry, ...more] = await readdir(directory);
  if (entry === undefined || more.length > 0) throw new ClusterProblem(`Expected one entry in ${directory}.`);
  return entry;
}
